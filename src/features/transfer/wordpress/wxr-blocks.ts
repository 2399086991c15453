import { findCdataEnd, ownerBefore } from "./wxr-cdata.ts";
import type { Names } from "./wxr-names.ts";

/**
 * Cuts the bytes of an export at `<item>` and `</item>`, so that one item at a time is in memory.
 *
 * Searching is done on a Latin-1 view of the bytes: there, an index is a byte offset whatever the text holds,
 * and all marks of the format are ASCII. Only whole items are decoded.
 */
export type Block =
  | { kind: "outside"; bytes: Buffer }
  /** `goesOn`: more comments of this item follow; `isRest`: this is such a piece, without the item's own fields. */
  | { kind: "item"; bytes: Buffer; closed: boolean; goesOn: boolean; isRest: boolean }
  | { kind: "oversized"; start: Buffer; isRest: boolean }
  /** The file ended inside this item, or before the channel was closed (`bytes` empty). */
  | { kind: "cut"; bytes: Buffer };

export interface Splitter {
  push(chunk: Uint8Array): Block[];
  end(): Block[];
}

const window = 1 << 16;
const mark = /<(?:item[\s>]|\/item\s*>|\/channel\s*>|wp:comment>|!\[CDATA\[|!--)/g;
const longestMark = 16;
const longestXmlComment = 16_384;
const keptOfOversized = 8192;
/** An item that grows beyond this is given in pieces, cut between two of its comments. */
const usualPiece = 1 << 19;
/** Namespaces are declared on the root element. */
const declarationsWithin = 65_536;

interface Splitting {
  names: Names;
  limit: number;
  pieceSize: number;
  held: Buffer;
  /** `held`, byte for byte. */
  text: string;
  /** Where the current block begins, and where the search stands. */
  from: number;
  at: number;
  /** Set while the search stands inside a CDATA section. */
  cdata: { owner: string; from: number } | null;
  inItem: boolean;
  /** A piece of the current item was given already. */
  isRest: boolean;
  /** The start of an item that outgrew the limit; the rest of it is let go as it comes. */
  oversized: Buffer | null;
  channelClosed: boolean;
  blocks: Block[];
}

function endBlock(s: Splitting, end: number, closed: boolean): void {
  const { isRest } = s;
  if (s.oversized) s.blocks.push({ kind: "oversized", start: s.oversized, isRest });
  else if (end > s.from) {
    const bytes = s.held.subarray(s.from, end);
    s.blocks.push(
      s.inItem ? { kind: "item", bytes, closed, goesOn: false, isRest } : { kind: "outside", bytes },
    );
  }
  s.oversized = null;
  s.isRest = false;
  s.from = end;
}

/** A comment begins: what came before it may be given already. */
function endPiece(s: Splitting, at: number): void {
  if (!s.inItem || s.oversized || at - s.from < s.pieceSize) return;
  const bytes = s.held.subarray(s.from, at);
  s.blocks.push({ kind: "item", bytes, closed: true, goesOn: true, isRest: s.isRest });
  s.isRest = true;
  s.from = at;
}

function takeMark(s: Splitting, found: string, at: number): void {
  const end = at + found.length;
  s.at = end;
  if (found === "<![CDATA[") {
    s.cdata = { owner: ownerBefore(s.text, at), from: end };
  } else if (found === "<!--") {
    const close = s.text.indexOf("-->", end);
    if (close >= 0 && close - end < longestXmlComment) s.at = close + 3;
  } else if (found.startsWith("<item")) {
    endBlock(s, at, false);
    s.inItem = true;
  } else if (found === "<wp:comment>") {
    endPiece(s, at);
  } else {
    if (found.startsWith("</channel")) s.channelClosed = true;
    // A stray closing tag outside an item ends nothing.
    if (!s.inItem) return;
    endBlock(s, found.startsWith("</item") ? end : at, found.startsWith("</item"));
    s.inItem = false;
  }
}

/** True if the search can go on. */
function leaveCdata(s: Splitting, cdata: { owner: string; from: number }, isFinal: boolean): boolean {
  const { text, names, at } = s;
  const end = findCdataEnd({ text, from: cdata.from, at, owner: cdata.owner, names, isFinal });
  if (end.found === "no") {
    s.at = end.resume;
    return false;
  }
  s.at = end.next;
  s.cdata = null;
  return true;
}

function search(s: Splitting, isFinal: boolean): void {
  for (;;) {
    if (s.cdata && !leaveCdata(s, s.cdata, isFinal)) return;
    mark.lastIndex = s.at;
    const found = mark.exec(s.text);
    if (!found) {
      s.at = Math.max(s.at, s.text.length - longestMark);
      return;
    }
    // The end of an XML comment may not have arrived yet.
    if (found[0] === "<!--" && !isFinal && s.text.length - found.index < longestXmlComment) {
      if (s.text.indexOf("-->", found.index) < 0) {
        s.at = found.index;
        return;
      }
    }
    takeMark(s, found[0], found.index);
  }
}

function letGoOfOversized(s: Splitting): void {
  if (s.held.length - s.from <= s.limit && !s.oversized) return;
  s.oversized ??= Buffer.from(s.held.subarray(s.from, s.from + keptOfOversized));
  s.from = s.at;
}

function hold(s: Splitting, chunks: readonly Uint8Array[]): void {
  s.held = Buffer.concat([s.held.subarray(s.from), ...chunks]);
  s.text = s.held.toString("latin1");
  s.at -= s.from;
  if (s.cdata) s.cdata.from = Math.max(0, s.cdata.from - s.from);
  s.from = 0;
}

function taken(s: Splitting): Block[] {
  const blocks = s.blocks;
  s.blocks = [];
  return blocks;
}

function finish(s: Splitting): Block[] {
  const rest = s.held.subarray(s.from);
  if (s.oversized) s.blocks.push({ kind: "oversized", start: s.oversized, isRest: s.isRest });
  else if (!s.inItem && rest.length > 0) s.blocks.push({ kind: "outside", bytes: rest });
  if (s.inItem || !s.channelClosed) {
    s.blocks.push({ kind: "cut", bytes: s.inItem ? rest.subarray(0, keptOfOversized) : Buffer.alloc(0) });
  }
  return taken(s);
}

/**
 * `limit`: an item, or a comment of one that is given in pieces, of more bytes is skipped. Chunks must not be changed
 * after they are pushed.
 */
export function splitBlocks(names: Names, limit: number, pieceSize = usualPiece): Splitter {
  const s: Splitting = {
    names,
    limit,
    pieceSize,
    held: Buffer.alloc(0),
    text: "",
    from: 0,
    at: 0,
    cdata: null,
    inItem: false,
    isRest: false,
    oversized: null,
    channelClosed: false,
    blocks: [],
  };
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;

  let isFirst = true;

  function advance(isFinal: boolean): void {
    hold(s, waiting);
    if (isFirst) names.learn(s.text.slice(0, declarationsWithin));
    isFirst = false;
    waiting = [];
    waitingBytes = 0;
    search(s, isFinal);
    if (!isFinal) letGoOfOversized(s);
  }

  return {
    push(chunk) {
      waiting.push(chunk);
      waitingBytes += chunk.length;
      // Growing by doubling keeps a large item linear: its bytes are copied twice, not once per chunk.
      if (waitingBytes < Math.max(window, s.held.length - s.from)) return [];
      advance(false);
      return taken(s);
    },
    end() {
      advance(true);
      return finish(s);
    },
  };
}
