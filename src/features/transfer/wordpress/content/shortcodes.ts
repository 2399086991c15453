import { knownShortcodes, linkParagraph, mediaShortcode } from "./shortcode-media.ts";
import type { Shortcode } from "./shortcode-media.ts";

/** Shortcodes, `[name key="value"]…[/name]`, resolved to HTML or removed; other brackets are text. */

const longestTag = 4096;
const deepest = 8;
const outsideText = /<(pre|code|script|style|textarea)[\s>]|<\/?[a-z][^<>]*>|<!--|\[/gi;

interface FoundTag {
  name: string;
  /** The name in the case that it was written in. */
  written: string;
  attributes: Record<string, string>;
  /** Values without a key, and `[name=value]` as the first. */
  bare: string[];
  closes: boolean;
  end: number;
}

const tagStart = /\[(\/?)([a-z][\w-]*)(?=[\s\]=/])/iy;
/** Old players: [dewplayer:http://…/sound.mp3]. */
const colonAddress = /\[([a-z][\w-]{2,30}):(https?:\/\/[^\s\]<>"]{4,500})\]/iy;
const attribute = /\s*(?:([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|=?"([^"]*)"|=?([^\s\]]+))/y;

function tagAt(html: string, at: number): FoundTag | null {
  tagStart.lastIndex = at;
  const start = tagStart.exec(html);
  if (!start) return null;
  const body = html.slice(tagStart.lastIndex, at + longestTag);
  const written = start[2] ?? "";
  const closes = start[1] === "/";
  const tag: FoundTag = { name: written.toLowerCase(), written, attributes: {}, bare: [], closes, end: 0 };
  let inside = 0;
  for (;;) {
    const rest = /^\s*\/?\]/.exec(body.slice(inside, inside + 200));
    if (rest) {
      tag.end = tagStart.lastIndex + inside + rest[0].length;
      return tag;
    }
    attribute.lastIndex = inside;
    const match = attribute.exec(body);
    if (!match || match[0] === "") return null;
    inside = attribute.lastIndex;
    const [, key, double, single, plain, quoted, word] = match;
    if (key) tag.attributes[key.toLowerCase()] = double ?? single ?? plain ?? "";
    else tag.bare.push(quoted ?? word ?? "");
  }
}

/** Where `[/name]` begins; -1 if it does not come, or if another `[name` comes first and takes it. */
function closingOf(html: string, tag: FoundTag, e: Expanding): number {
  if (e.unclosed.has(tag.name)) return -1;
  const closing = html.indexOf(`[/${tag.written}]`, tag.end);
  if (closing < 0) e.unclosed.add(tag.name);
  const next = html.indexOf(`[${tag.written}`, tag.end);
  return next >= 0 && next < closing ? -1 : closing;
}

/** Brackets are a shortcode if we know the name, if there is a closing tag, or if it has key="value". */
function isShortcode(source: string, tag: FoundTag, closing: number): boolean {
  if (knownShortcodes.has(tag.name) || closing >= 0) return true;
  return !tag.closes && Object.keys(tag.attributes).length > 0 && /=\s*["']/.test(source);
}

export interface ShortcodeResult {
  html: string;
  unknown: number;
}

interface Expanding {
  /** What is known not to be closed any more; looking again for each opening tag would take for ever. */
  unclosed: Set<string>;
  unknown: number;
  depth: number;
}

function expandTag(html: string, at: number, e: Expanding): { html: string; end: number } | null {
  colonAddress.lastIndex = at;
  const player = colonAddress.exec(html);
  if (player) return { html: linkParagraph(player[2]), end: colonAddress.lastIndex };
  const tag = tagAt(html, at);
  if (!tag) return null;
  if (html[at - 1] === "[" && html[tag.end] === "]" && knownShortcodes.has(tag.name)) {
    // [[name]] is how WordPress writes about a shortcode.
    return { html: html.slice(at, tag.end), end: tag.end };
  }
  if (tag.closes) return knownShortcodes.has(tag.name) ? { html: "", end: tag.end } : null;
  const closing = closingOf(html, tag, e);
  if (!isShortcode(html.slice(at, tag.end), tag, closing)) return null;
  const inner = closing >= 0 ? html.slice(tag.end, closing) : "";
  const end = closing >= 0 ? closing + tag.name.length + 3 : tag.end;
  const shortcode: Shortcode = { name: tag.name, attributes: tag.attributes, bare: tag.bare, inner };
  const media = mediaShortcode(shortcode);
  if (media !== null) return { html: media, end };
  e.unknown += 1;
  return { html: e.depth < deepest ? expand(inner, { ...e, depth: e.depth + 1 }) : inner, end };
}

/** Past code, which is not searched, or past one tag. */
function skipMarkup(html: string, found: RegExpExecArray, e: Expanding): number {
  const [whole, literal] = found;
  const end = found.index + whole.length;
  // An HTML comment that never ends is the parser's to judge.
  if (whole === "<!--") return Math.max(end, html.indexOf("-->", end) + 3);
  if (!literal || e.unclosed.has(`</${literal}`)) return end;
  const close = html.indexOf(`</${literal}`, end);
  if (close < 0) e.unclosed.add(`</${literal}`);
  return close < 0 ? end : close;
}

function expand(html: string, e: Expanding): string {
  let result = "";
  let from = 0;
  const search = new RegExp(outsideText);
  for (let found = search.exec(html); found; found = search.exec(html)) {
    if (found[0] !== "[") {
      search.lastIndex = skipMarkup(html, found, e);
      continue;
    }
    const expanded = expandTag(html, found.index, e);
    if (!expanded) continue;
    const isEscaped = html[found.index - 1] === "[" && html[expanded.end] === "]";
    result += html.slice(from, isEscaped ? found.index - 1 : found.index) + expanded.html;
    from = isEscaped ? expanded.end + 1 : expanded.end;
    search.lastIndex = from;
  }
  return result + html.slice(from);
}

export function expandShortcodes(html: string): ShortcodeResult {
  if (!html.includes("[")) return { html, unknown: 0 };
  const e: Expanding = { unclosed: new Set(), unknown: 0, depth: 0 };
  return { html: expand(html, e), unknown: e.unknown };
}
