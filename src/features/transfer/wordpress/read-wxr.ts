import { isUtf8 } from "node:buffer";
import { seenIds } from "./seen-ids.ts";
import type { SeenIds } from "./seen-ids.ts";
import { WxrError } from "./wxr.ts";
import type { WxrComment, WxrRecord, WxrItem } from "./wxr.ts";
import { splitBlocks } from "./wxr-blocks.ts";
import type { Block } from "./wxr-blocks.ts";
import { usualUnpackLimits, utf8Bytes } from "./wxr-bytes.ts";
import type { UnpackLimits } from "./wxr-bytes.ts";
import { authorOf, channelOf, termOf } from "./wxr-channel.ts";
import { readElements } from "./wxr-elements.ts";
import { commentsOf, itemOf } from "./wxr-item.ts";
import { knownNames } from "./wxr-names.ts";
import type { Names } from "./wxr-names.ts";
import { addMend, noteClock } from "./wxr-report.ts";
import type { MendKind, NoteMend, WxrReport } from "./wxr-report.ts";
import { withoutControls } from "./wxr-text.ts";

export interface ReadWxrOptions {
  /** Items of more bytes are skipped and reported. */
  largestItem?: number;
  unpackLimits?: UnpackLimits;
  /** Items of more bytes are given in pieces of about this size. */
  pieceSize?: number;
}

interface Reader {
  names: Names;
  report: WxrReport;
  hasChannel: boolean;
  /** Local minus UTC of the last item that said it, for items that don't. */
  offset: number;
  postIds: SeenIds;
  commentIds: SeenIds;
  /** What the item is called whose pieces are being read. */
  itemName: string;
}

const usualLargestItem = 64 << 20;
const headBytes = 1 << 20;

async function* counted(chunks: AsyncIterable<Uint8Array>, report: WxrReport): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    report.bytesRead += chunk.length;
    yield chunk;
  }
}

function decode(bytes: Buffer, note: NoteMend): string {
  if (!isUtf8(bytes)) note("invalid-utf8");
  return withoutControls(bytes.toString("utf8"), note);
}

function refuse(head: string): never {
  if (/<!doctype html|<html[\s>]/i.test(head)) {
    throw new WxrError(
      "not-wxr",
      "This is a web page, not a WordPress export. In WordPress: Tools, Export, All content.",
    );
  }
  if (/<(?:rss|feed|rdf:RDF)[\s>]/i.test(head)) {
    throw new WxrError("not-wxr", "This is a news feed, not a WordPress export: it holds no wp: fields.");
  }
  throw new WxrError("not-wxr", "This is not a WordPress export file (WXR).");
}

/** Looks at whatever came first: a file whose beginning is lost has its first wp: field in its first item. */
function requireWxr(blocks: readonly Block[]): void {
  const heads = blocks.map((block) => {
    const bytes = block.kind === "oversized" ? block.start : block.bytes;
    return bytes.toString("latin1", 0, headBytes);
  });
  if (!heads.some((head) => /wordpress\.org\/export\/|<\/?wp:\w+[\s>]/.test(head))) refuse(heads[0] ?? "");
}

function* outsideRecords(text: string, reader: Reader, note: NoteMend): Generator<WxrRecord> {
  if (reader.hasChannel && !text.includes("<")) return;
  const elements = readElements(text, reader.names, note);
  if (!reader.hasChannel) yield { kind: "channel", channel: channelOf(elements) };
  for (const element of elements) {
    if (element.name === "wp:author") yield { kind: "author", author: authorOf(element) };
    const term = termOf(element);
    if (term) yield { kind: "term", term };
  }
}

function noteComments(comments: readonly WxrComment[], commentIds: SeenIds, note: NoteMend): void {
  const inItem = new Set(comments.map((comment) => comment.id));
  const before = new Set<number | null>();
  for (const { id, parentId } of comments) {
    if (id !== null && commentIds.add(id)) note("repeated-comment-id");
    if (parentId !== null && !inItem.has(parentId)) note("parent-not-in-item");
    else if (parentId !== null && !before.has(parentId)) note("parent-after-reply");
    before.add(id);
  }
}

function nameOfItem(item: WxrItem): string {
  // Titles of other types can be a person's name: contact-form mail is titled by its sender.
  const isStory = item.type === "post" || item.type === "page";
  return item.id === null
    ? isStory
      ? item.title.slice(0, 80)
      : item.type
    : `${item.type || "item"} ${item.id}`;
}

function itemRecord(bytes: Buffer, reader: Reader, pending: MendKind[]): WxrItem | null {
  const note: NoteMend = (kind) => pending.push(kind);
  const read = itemOf(readElements(decode(bytes, note), reader.names, note), reader.offset, note);
  if (!read) return null;
  const { item } = read;
  reader.offset = read.offset;
  if (read.isOwnOffset && item.publishedAt !== null)
    noteClock(reader.report.clocks, item.publishedAt, read.offset);
  if (item.id !== null && reader.postIds.add(item.id)) note("repeated-post-id");
  noteComments(item.comments, reader.commentIds, note);
  reader.report.items += 1;
  reader.report.comments += item.comments.length;
  return item;
}

/** A further piece of a large item. What a reply answers may stand in another piece: that is not looked at here. */
function* furtherComments(block: Block & { kind: "item" }, reader: Reader): Generator<WxrRecord> {
  const note: NoteMend = (kind) => addMend(reader.report, kind, reader.itemName);
  if (!block.closed) note("missing-closing-tag");
  const elements = readElements(decode(block.bytes, note), reader.names, note);
  const comments = commentsOf(elements, reader.offset, note);
  for (const { id } of comments) if (id !== null && reader.commentIds.add(id)) note("repeated-comment-id");
  reader.report.comments += comments.length;
  yield { kind: "comments", comments, goesOn: block.goesOn };
}

function postIdIn(bytes: Buffer): string {
  return /<wp:post_id>(?:<!\[CDATA\[)?(\d{1,15})/.exec(bytes.toString("latin1", 0, 8192))?.[1] ?? "unknown";
}

function* blockRecords(block: Block, reader: Reader): Generator<WxrRecord> {
  const { report } = reader;
  if (block.kind === "oversized") {
    addMend(report, "item-too-large", block.isRest ? reader.itemName : `item ${postIdIn(block.start)}`);
    if (block.isRest) yield { kind: "comments", comments: [], goesOn: false };
    return;
  }
  if (block.kind === "cut") {
    return addMend(
      report,
      "truncated",
      block.bytes.length > 0 ? `item ${postIdIn(block.bytes)}` : "end of the file",
    );
  }
  if (block.kind === "outside") {
    const note: NoteMend = (kind) => addMend(report, kind, "channel");
    yield* outsideRecords(decode(block.bytes, note), reader, note);
    reader.hasChannel = true;
    return;
  }
  if (block.isRest) return yield* furtherComments(block, reader);
  const pending: MendKind[] = block.closed ? [] : ["missing-closing-tag"];
  const item = itemRecord(block.bytes, reader, pending);
  const name = item ? nameOfItem(item) : `after ${report.items} items`;
  reader.itemName = name;
  for (const kind of pending) addMend(report, kind, name);
  if (item) yield { kind: "item", item, goesOn: block.goesOn };
  else addMend(report, "unreadable-item", name);
}

/**
 * Reads a WordPress export item by item, in file order; a large item in pieces, so that memory stays small. Everything that had to be mended is in `report`, which
 * is complete when the iterator ends. Throws WxrError if this is no such file; errors of `chunks` pass through.
 */
export async function* readWxr(
  chunks: AsyncIterable<Uint8Array>,
  report: WxrReport,
  options: ReadWxrOptions = {},
): AsyncGenerator<WxrRecord> {
  const names = knownNames();
  const reader: Reader = {
    names,
    report,
    hasChannel: false,
    offset: 0,
    postIds: seenIds(),
    commentIds: seenIds(),
    itemName: "",
  };
  const splitter = splitBlocks(names, options.largestItem ?? usualLargestItem, options.pieceSize);
  let isChecked = false;
  function* records(blocks: readonly Block[]): Generator<WxrRecord> {
    if (!isChecked && blocks.length > 0) {
      requireWxr(blocks);
      isChecked = true;
    }
    for (const block of blocks) yield* blockRecords(block, reader);
  }
  for await (const bytes of utf8Bytes(counted(chunks, report), options.unpackLimits ?? usualUnpackLimits)) {
    yield* records(splitter.push(bytes));
  }
  yield* records(splitter.end());
}
