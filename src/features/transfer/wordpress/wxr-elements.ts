import { findCdataEnd } from "./wxr-cdata.ts";
import type { KnownElement, Names } from "./wxr-names.ts";
import type { NoteMend } from "./wxr-report.ts";
import { decodeXml, decodeXmlAddress } from "./wxr-text.ts";

/** One field of an item, or a container (a comment, a postmeta) with its own. */
export interface WxrElement {
  name: string;
  attributes: string;
  text: string;
  children: WxrElement[];
}

interface Reading {
  text: string;
  at: number;
  names: Names;
  note: NoteMend;
  /** The open containers; the first is the item or channel itself. */
  open: WxrElement[];
}

const startTag = /<([\w.:-]+)((?:\s[^<>]*?)?)(\/?)>/y;
const endTag = /<\/([\w.:-]+)\s*>/y;
const cdata = "<![CDATA[";
const lessThan = 60;

/** Only prefixed names count: a `<title>` or `<link>` may be part of a text that lost its CDATA. */
function isFieldTag(r: Reading, at: number): boolean {
  const name = /^<\/?([\w.:-]{1,60})/.exec(r.text.slice(at, at + 64))?.[1];
  if (name === undefined) return false;
  return name === "item" || name === "channel" || (name.includes(":") && r.names.find(name) !== undefined);
}

/** Text outside any CDATA, up to the field's end or to what cannot belong to it. */
function readPlain(r: Reading, field: KnownElement): string {
  const from = r.at;
  for (let at = r.text.indexOf("<", from); at >= 0; at = r.text.indexOf("<", at + 1)) {
    const isOurs = r.text.startsWith(field.close, at) || r.text.startsWith(cdata, at);
    if (!isOurs && !isFieldTag(r, at)) continue;
    r.at = at;
    return r.text.slice(from, at);
  }
  r.at = r.text.length;
  return r.text.slice(from);
}

function readCdata(r: Reading, field: KnownElement): string {
  const from = r.at + cdata.length;
  const owner = field.close.slice(2, -1);
  const end = findCdataEnd({ text: r.text, from, at: from, owner, names: r.names, isFinal: true });
  if (end.found === "no") {
    r.at = r.text.length;
    r.note("cdata-not-closed");
    return r.text.slice(from);
  }
  r.at = end.next;
  if (end.found !== "clean") r.note(end.found === "closed-early" ? "cdata-closed-early" : "cdata-not-closed");
  const text = r.text.slice(from, end.close);
  if (end.found === "not-closed") return text.replaceAll("]]>", "");
  return text.includes("]]>") ? text.replace(/\]\]>\s*<!\[CDATA\[/g, "") : text;
}

/** Reads a field's value and its closing tag, if it has one. */
function readValue(r: Reading, field: KnownElement): string {
  const decode = field.isAddress ? decodeXmlAddress : decodeXml;
  let value = "";
  for (;;) {
    if (r.text.startsWith(field.close, r.at)) {
      r.at += field.close.length;
      return value;
    }
    if (r.text.startsWith(cdata, r.at)) {
      value += readCdata(r, field);
      continue;
    }
    if (r.at >= r.text.length || (r.text.charCodeAt(r.at) === lessThan && isFieldTag(r, r.at))) {
      r.note("missing-closing-tag");
      return value;
    }
    const plain = readPlain(r, field);
    // Space round a CDATA section is layout.
    const isLayout = plain.trim() === "" && (value !== "" || r.text.startsWith(cdata, r.at));
    if (!isLayout) value += decode(plain, r.note);
  }
}

/** The open container that this element belongs in; containers in between lack their closing tag. */
function containerFor(r: Reading, known: KnownElement): WxrElement | undefined {
  for (let depth = r.open.length - 1; depth >= 0; depth -= 1) {
    const container = r.open[depth];
    if (!container || !known.parents.includes(container.name)) continue;
    for (let extra = r.open.length - 1; extra > depth; extra -= 1) r.note("missing-closing-tag");
    r.open.length = depth + 1;
    return container;
  }
  return undefined;
}

function skipUnknown(r: Reading, raw: string): void {
  if (raw === "rss" || raw === "channel" || raw === "item") return;
  const close = r.text.indexOf(`</${raw}>`, r.at);
  if (close >= 0) r.at = close + raw.length + 3;
}

function readElement(r: Reading, known: KnownElement, attributes: string, isEmpty: boolean): void {
  const element: WxrElement = { name: known.name, attributes, text: "", children: [] };
  const container = containerFor(r, known);
  if (!isEmpty) {
    if (known.isContainer) r.open.push(element);
    else element.text = readValue(r, known);
  }
  container?.children.push(element);
}

/** True if a start tag stands here. */
function readStartTag(r: Reading, at: number): boolean {
  // Nearly every tag is plain; looking its name up is much faster than matching it.
  const close = r.text.indexOf(">", at);
  const plain = close > 0 && close - at < 40 ? r.names.find(r.text.slice(at + 1, close)) : undefined;
  if (plain) {
    r.at = close + 1;
    readElement(r, plain, "", false);
    return true;
  }
  startTag.lastIndex = at;
  const [whole, raw = "", attributes = "", slash] = startTag.exec(r.text) ?? [];
  if (whole === undefined) return false;
  r.at = at + whole.length;
  const known = r.names.find(raw);
  if (known) readElement(r, known, attributes, slash === "/");
  else if (slash !== "/") skipUnknown(r, raw);
  return true;
}

function closeContainer(r: Reading, raw: string): void {
  const name = r.names.find(raw)?.name;
  const depth = r.open.findLastIndex((container) => container.name === name);
  if (depth > 0) r.open.length = depth;
}

function skipOther(r: Reading, at: number): void {
  const isComment = r.text.startsWith("<!--", at);
  const close = isComment ? r.text.indexOf("-->", at) : -1;
  r.at = close >= 0 ? close + 3 : at + 1;
}

/** Fields and containers of an item or a channel, in file order. */
export function readElements(text: string, names: Names, note: NoteMend): WxrElement[] {
  const root: WxrElement = { name: "root", attributes: "", text: "", children: [] };
  const r: Reading = { text, at: 0, names, note, open: [root] };
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", r.at)) {
    if (readStartTag(r, at)) continue;
    endTag.lastIndex = at;
    const end = endTag.exec(text);
    if (end) {
      r.at = endTag.lastIndex;
      closeContainer(r, end[1] ?? "");
    } else skipOther(r, at);
  }
  return root.children;
}

export function attributeOf(element: WxrElement, name: string): string {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(element.attributes);
  return decodeXml(match?.[1] ?? match?.[2] ?? "", () => {});
}
