import { linkAddress } from "./addresses.ts";
import { cleanCharacters } from "./characters.ts";
import * as flow from "./flow.ts";
import { hasClass } from "./markup.ts";
import type { MarkupHandler, Tag } from "./markup.ts";
import { out } from "./out.ts";
import { enterCaption, enterFigure, enterPlayer, notePlayerAddress, writePicture } from "./story-media.ts";
import { countMend, nothing } from "./story-state.ts";
import type { StoryWriter } from "./story-state.ts";
import { keptAttributes, storyRule } from "./story-tags.ts";

const deepestBlock = 24;
const deepestFormat = 12;

function enterFormat(w: StoryWriter, tag: string, attributes: Record<string, string>): () => void {
  if (w.flow.inlines.length >= deepestFormat || w.flow.inlines.some((open) => open.tag === tag))
    return nothing;
  flow.openInline(w.flow, out(tag, attributes));
  return () => flow.closeInline(w.flow);
}

function enterLink(w: StoryWriter, tag: Tag): () => void {
  const href = linkAddress(tag.attributes["href"] ?? "", w.context.baseUrl);
  // The second link of a file block only says "Download"; a button without an address does nothing.
  const isButton =
    hasClass(tag, /wp-block-file__button/) || (href === null && hasClass(tag, /wp-block-button__link/));
  if (isButton) return enterDropped(w);
  w.links.push(href);
  const title = cleanCharacters(tag.attributes["title"] ?? "").trim();
  const leave = href === null ? nothing : enterFormat(w, "a", { href, ...(title ? { title } : {}) });
  return () => {
    w.links.pop();
    leave();
  };
}

function enterDropped(w: StoryWriter): () => void {
  w.dropping += 1;
  return () => {
    w.dropping -= 1;
  };
}

function enterBlock(w: StoryWriter, tag: string, attributes: Readonly<Record<string, string>>): () => void {
  if (w.flow.blocks.length >= deepestBlock) return enterPart(w);
  flow.openBlock(w.flow, out(tag, keptAttributes(tag, attributes)));
  return () => flow.closeBlock(w.flow);
}

function enterPart(w: StoryWriter): () => void {
  if (flow.isInPre(w.flow)) return nothing;
  flow.endLine(w.flow);
  return () => flow.endLine(w.flow);
}

function enterLine(w: StoryWriter, tag: string): () => void {
  flow.endLine(w.flow);
  w.flow.lineTags.push(tag);
  return () => {
    flow.endLine(w.flow);
    w.flow.lineTags.pop();
  };
}

/** Verse is preformatted only for its line ends: a paragraph with breaks says the same. */
function enterVerse(w: StoryWriter): () => void {
  const before = w.flow.keepsLines;
  const leave = enterPart(w);
  w.flow.keepsLines = true;
  return () => {
    leave();
    w.flow.keepsLines = before;
  };
}

/** Word processors write bold and italics as styles. */
function formatOfStyle(tag: Tag): string | undefined {
  const style = tag.name === "span" ? (tag.attributes["style"] ?? "") : "";
  if (/font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style)) return "strong";
  return /font-style\s*:\s*italic/i.test(style) ? "em" : undefined;
}

function enter(w: StoryWriter, tag: Tag): () => void {
  if (w.dropping > 0) {
    notePlayerAddress(w, tag);
    return nothing;
  }
  if (tag.name === "a") return enterLink(w, tag);
  if (hasClass(tag, /wp-caption-text|gallery-caption|gallery-item__caption/) || tag.name === "figcaption")
    return enterCaption(w);
  if (w.caption !== null) return nothing;
  if (tag.name === "figure" || hasClass(tag, /(?:^|\s)wp-caption(?:\s|$)/)) return enterFigure(w, tag);
  if (tag.name === "pre" && hasClass(tag, /wp-block-verse/)) return enterVerse(w);
  const rule = storyRule(tag.name);
  if (!rule) {
    const format = formatOfStyle(tag);
    return format ? enterFormat(w, format, {}) : nothing;
  }
  switch (rule.do) {
    case "format":
      return enterFormat(w, rule.tag, keptAttributes(rule.tag, tag.attributes));
    case "part":
      return enterPart(w);
    case "line":
      return enterLine(w, rule.tag);
    case "block":
      return enterBlock(w, rule.tag, tag.attributes);
    case "player":
      return enterPlayer(w, tag);
    case "drop":
      if (rule.mend) countMend(w, rule.mend);
      return enterDropped(w);
  }
}

function withDirection(w: StoryWriter, tag: Tag, leave: () => void): () => void {
  const dir = tag.attributes["dir"]?.toLowerCase();
  if (dir !== "rtl" && dir !== "ltr") return leave;
  const before = w.flow.dir;
  w.flow.dir = dir;
  return () => {
    leave();
    w.flow.dir = before;
  };
}

function openTag(w: StoryWriter, tag: Tag): void {
  const isLive = w.dropping === 0;
  if (isLive && tag.name === "img") writePicture(w, tag);
  else if (isLive && tag.name === "br" && w.caption === null) flow.writeBreak(w.flow);
  else if (isLive && tag.name === "hr" && w.caption === null) flow.writeBlock(w.flow, out("hr"));
  if (tag.name === "br" && w.caption !== null) w.caption += " ";
  const isVoid = /^(?:img|br|hr)$/.test(tag.name);
  w.frames.push({ name: tag.name, leave: isVoid ? nothing : withDirection(w, tag, enter(w, tag)) });
}

export function storyHandler(w: StoryWriter): MarkupHandler {
  return {
    open: (tag) => openTag(w, tag),
    close: () => w.frames.pop()?.leave(),
    text(text) {
      if (w.dropping > 0) return;
      if (w.caption !== null) w.caption += text;
      else flow.writeText(w.flow, text);
    },
    comment(text) {
      if (/^\s*(?:more|nextpage)/.test(text)) flow.endLine(w.flow);
    },
  };
}
