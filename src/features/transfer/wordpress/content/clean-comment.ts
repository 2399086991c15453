import { linkAddress, mediaAddress, watchAddress } from "./addresses.ts";
import { cleanCharacters } from "./characters.ts";
import * as flow from "./flow.ts";
import type { Flow } from "./flow.ts";
import { readMarkup } from "./markup.ts";
import type { Tag } from "./markup.ts";
import { out, toHtml, toText } from "./out.ts";
import { tidy } from "./tidy.ts";

export interface CleanComment {
  html: string;
  text: string;
}

const formats: Readonly<Record<string, string>> = {
  em: "em",
  i: "em",
  cite: "em",
  strong: "strong",
  b: "strong",
  code: "code",
  tt: "code",
  kbd: "code",
  samp: "code",
};
const blockTags = new Set(["blockquote", "ul", "ol", "li"]);
const parts = /^(?:p|div|h[1-6]|section|article|table|tr|dl|dt|dd|address|center|figure|td|th|hr)$/;
const dropped =
  /^(?:script|style|iframe|object|embed|video|audio|form|textarea|select|button|noscript|svg|math|template|title|head)$/;
const deepestBlock = 12;

const address = /https?:\/\/[^\s<>"'«»“”]+/gi;

/** Punctuation after an address belongs to the sentence; a bracket only if it was opened before the address. */
function addressEnd(found: string): number {
  let end = found.replace(/[.,;:!?*…]+$/, "").length;
  while (end > 0 && /[)\]}.,;:!?]/.test(found[end - 1] ?? "")) {
    const inside = found.slice(0, end);
    const isBalanced = inside.endsWith(")") && inside.split("(").length >= inside.split(")").length;
    if (isBalanced) break;
    end -= 1;
  }
  return end;
}

function writeLinked(f: Flow, text: string): void {
  let from = 0;
  for (const match of text.matchAll(address)) {
    const found = match[0].slice(0, addressEnd(match[0].slice(0, 2000)));
    const href = linkAddress(found);
    if (href === null || !/^https?:\/\/[^/]*[\p{L}\p{N}]/iu.test(href)) continue;
    flow.writeText(f, text.slice(from, match.index));
    flow.writeLink(f, href, found);
    from = match.index + found.length;
  }
  flow.writeText(f, text.slice(from));
}

function enterFormat(f: Flow, tag: string, attributes: Record<string, string>): () => void {
  if (f.inlines.some((open) => open.tag === tag)) return () => {};
  flow.openInline(f, out(tag, attributes));
  return () => flow.closeInline(f);
}

function enterPart(f: Flow): () => void {
  if (flow.isInPre(f)) return () => {};
  flow.endLine(f);
  return () => flow.endLine(f);
}

/** A comment shows no pictures, so a picture becomes a link to it. */
function writePicture(f: Flow, attributes: Readonly<Record<string, string>>): void {
  const href = mediaAddress(attributes["src"] ?? "");
  const isInLink = f.inlines.some((open) => open.tag === "a");
  if (href !== null && !/smil|emoji/i.test(href) && !isInLink) flow.writeLink(f, href, href);
  else flow.writeText(f, cleanCharacters(attributes["alt"] ?? ""));
}

function enter(f: Flow, { name, attributes }: Tag): () => void {
  const format = formats[name];
  if (format) return enterFormat(f, format, {});
  if (name === "a") {
    const href = linkAddress(attributes["href"] ?? "");
    return href !== null && /^https?:/i.test(href) ? enterFormat(f, "a", { href }) : () => {};
  }
  if (name === "br") flow.writeBreak(f);
  if (name === "img") writePicture(f, attributes);
  if (blockTags.has(name) && f.blocks.length < deepestBlock) {
    flow.openBlock(f, out(name));
    return () => flow.closeBlock(f);
  }
  if (name === "pre") {
    flow.endLine(f);
    f.lineTags.push("pre");
    return () => {
      flow.endLine(f);
      f.lineTags.pop();
    };
  }
  return parts.test(name) || blockTags.has(name) ? enterPart(f) : () => {};
}

const players: Readonly<Record<string, string>> = {
  youtube: "https://www.youtube.com/watch?v=",
  dailymotion: "https://www.dailymotion.com/video/",
  vimeo: "https://vimeo.com/",
};

/** Many blogs let readers write [youtube ID]. */
function withPlayerAddresses(raw: string): string {
  return raw.replace(
    /\[(youtube|dailymotion|vimeo)[ =]([\w-]{4,20})\]/g,
    (_, name, id) => `${players[String(name)]}${id}`,
  );
}

/** What a dropped player played; some comments are nothing but a film. */
function playerAddress({ name, attributes }: Tag): string {
  const isMovie = name === "param" && /^(?:movie|src)$/i.test(attributes["name"] ?? "");
  if (isMovie) return mediaAddress(attributes["value"] ?? "") ?? "";
  return /^(?:iframe|embed|video|audio|source)$/.test(name)
    ? (mediaAddress(attributes["src"] ?? "") ?? "")
    : "";
}

/** Gives what to do on leaving the tag. Only the outermost dropped tag leaves a link. */
function drop(f: Flow, dropping: Dropping, tag: Tag): () => void {
  dropping.depth += 1;
  dropping.player ||= playerAddress(tag);
  return () => {
    dropping.depth -= 1;
    if (dropping.depth > 0 || dropping.player === "") return;
    const address = watchAddress(dropping.player);
    dropping.player = "";
    flow.writeBlock(f, out("p", {}, [out("a", { href: address }, [address])]));
  };
}

interface Dropping {
  depth: number;
  player: string;
}

/** A comment's HTML with p br em strong a blockquote ul ol li code pre, and its plain text. Never throws. */
export function cleanCommentContent(raw: string): CleanComment {
  const f = flow.newFlow(true);
  const leaves: (() => void)[] = [];
  const dropping: Dropping = { depth: 0, player: "" };
  readMarkup(withPlayerAddresses(cleanCharacters(raw)), {
    open(tag) {
      const isDropped = dropping.depth > 0 || dropped.test(tag.name);
      leaves.push(isDropped ? drop(f, dropping, tag) : enter(f, tag));
    },
    close: () => leaves.pop()?.(),
    text(text) {
      if (dropping.depth > 0) return;
      const isLiteral = flow.isInPre(f) || f.inlines.some((open) => open.tag === "a" || open.tag === "code");
      if (isLiteral) flow.writeText(f, text);
      else writeLinked(f, text);
    },
    comment() {},
  });
  const nodes = tidy(f.root);
  return { html: toHtml(nodes), text: toText(nodes) };
}
