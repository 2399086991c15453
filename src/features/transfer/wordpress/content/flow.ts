import { out } from "./out.ts";
import type { Out } from "./out.ts";

/**
 * Writes running content into paragraphs and blocks. Whatever the tags say, text ends up in exactly one line (a
 * paragraph, heading, pre), lines end up in blocks that may hold them, and formatting that a block interrupts goes
 * on after it. With `keepsLines`, an empty line parts paragraphs and a line end is a break, as in WordPress.
 */
export interface Flow {
  root: Out;
  /** Open blocks, the root first. */
  blocks: Out[];
  /** What a new line is: "p", or a heading's tag while one is open. */
  lineTags: string[];
  /** Open formatting, outermost first: templates for what each new line repeats. */
  inlines: Out[];
  line: Out | null;
  /** The copies of `inlines` that are open in `line`. */
  opened: Out[];
  keepsLines: boolean;
  dir: string;
  /** White space that waits for something to part. */
  newlines: number;
  space: string;
  afterBreak: boolean;
}

export function newFlow(keepsLines: boolean): Flow {
  const root = out("root");
  return {
    root,
    blocks: [root],
    lineTags: ["p"],
    inlines: [],
    line: null,
    opened: [],
    keepsLines,
    dir: "",
    newlines: 0,
    space: "",
    afterBreak: false,
  };
}

function lastChild(parent: Out, tags: readonly string[]): Out | undefined {
  const last = parent.children.at(-1);
  return last !== undefined && typeof last !== "string" && tags.includes(last.tag) ? last : undefined;
}

function childFor(parent: Out, tag: string): Out {
  const known = lastChild(parent, [tag]);
  if (known) return known;
  const child = out(tag);
  parent.children.push(child);
  return child;
}

/** Where text and paragraphs may stand: lists and tables get the item or cell that the author left out. */
function contentHost(parent: Out): Out {
  if (parent.tag === "ul" || parent.tag === "ol") return childFor(parent, "li");
  if (parent.tag === "dl") return childFor(parent, "dd");
  if (/^(table|thead|tbody|tfoot)$/.test(parent.tag)) return contentHost(childFor(parent, "tr"));
  if (parent.tag === "tr") return lastChild(parent, ["td", "th"]) ?? childFor(parent, "td");
  return parent;
}

const rightParents: Readonly<Record<string, readonly string[]>> = {
  li: ["ul", "ol"],
  dt: ["dl"],
  dd: ["dl"],
  caption: ["table"],
  thead: ["table"],
  tbody: ["table"],
  tfoot: ["table"],
  tr: ["table", "thead", "tbody", "tfoot"],
  td: ["tr"],
  th: ["tr"],
};

function placeFor(flow: Flow, tag: string): Out {
  const current = flow.blocks.at(-1) ?? flow.root;
  const parents = rightParents[tag];
  if (!parents) return contentHost(current);
  if (parents.includes(current.tag)) return current;
  if (parents.includes("tr") && /^(table|thead|tbody|tfoot)$/.test(current.tag))
    return childFor(current, "tr");
  const host = contentHost(current);
  const wrapper = childFor(host, parents[0] === "tr" ? "table" : (parents[0] ?? "p"));
  return parents[0] === "tr" ? childFor(wrapper, "tr") : wrapper;
}

export function endLine(flow: Flow): void {
  flow.line = null;
  flow.opened = [];
  flow.newlines = 0;
  flow.space = "";
  flow.afterBreak = false;
}

function lineTag(flow: Flow): string {
  return flow.lineTags.at(-1) ?? "p";
}

export function isInPre(flow: Flow): boolean {
  return lineTag(flow) === "pre";
}

function openLine(flow: Flow): Out {
  const tag = lineTag(flow);
  const line = out(tag, flow.dir ? { dir: flow.dir } : {});
  placeFor(flow, tag).children.push(line);
  flow.line = line;
  flow.opened = [];
  return line;
}

function innermost(flow: Flow, line: Out): Out {
  return flow.opened.at(-1) ?? line;
}

function openInlines(flow: Flow, line: Out): Out {
  for (const template of flow.inlines.slice(flow.opened.length)) {
    const copy = out(template.tag, template.attributes);
    innermost(flow, line).children.push(copy);
    flow.opened.push(copy);
  }
  return innermost(flow, line);
}

function append(target: Out, text: string): void {
  const last = target.children.length - 1;
  const before = target.children[last];
  if (typeof before === "string") target.children[last] = before + text;
  else target.children.push(text);
}

/** Decides what the white space since the last word was, and gives the element to write into. */
function readyForContent(flow: Flow): Out {
  if (flow.keepsLines && flow.newlines > 1 && lineTag(flow) === "p") endLine(flow);
  const isNew = flow.line === null;
  const line = flow.line ?? openLine(flow);
  if (!isNew && !flow.afterBreak) {
    if (flow.keepsLines && flow.newlines > 0 && lineTag(flow) === "p")
      innermost(flow, line).children.push(out("br"));
    else if (flow.newlines > 0 || flow.space)
      append(innermost(flow, line), flow.newlines > 0 ? " " : flow.space);
  }
  flow.newlines = 0;
  flow.space = "";
  flow.afterBreak = false;
  return openInlines(flow, line);
}

function waitWithSpace(flow: Flow, run: string): void {
  for (const character of run) if (character === "\n") flow.newlines += 1;
  // One no-break space is typography; a run of them is layout.
  flow.space = run === "\u00a0" && flow.space === "" ? run : " ";
}

export function writeText(flow: Flow, text: string): void {
  if (isInPre(flow)) {
    if (text !== "") append(readyForContent(flow), text);
    return;
  }
  for (const part of text.split(/([ \t\n\f\u00a0]+)/)) {
    if (part === "") continue;
    if (/^[ \t\n\f\u00a0]/.test(part)) waitWithSpace(flow, part);
    else append(readyForContent(flow), part);
  }
}

/** A whole link, as one piece of running text. */
export function writeLink(flow: Flow, href: string, text: string): void {
  readyForContent(flow).children.push(out("a", { href }, [text]));
}

export function writeBreak(flow: Flow): void {
  if (isInPre(flow)) writeText(flow, "\n");
  if (isInPre(flow) || !flow.line) return;
  // Two breaks in a row are how people part paragraphs without knowing it.
  if ((flow.afterBreak || flow.newlines > 1) && lineTag(flow) === "p") {
    endLine(flow);
    return;
  }
  innermost(flow, flow.line).children.push(out("br"));
  flow.newlines = 0;
  flow.space = "";
  flow.afterBreak = true;
}

export function openInline(flow: Flow, template: Out): void {
  const isPlainSpace = flow.space !== "" && (flow.newlines === 0 || !flow.keepsLines);
  if (flow.line && isPlainSpace && !flow.afterBreak) {
    append(innermost(flow, flow.line), flow.newlines > 0 ? " " : flow.space);
    flow.space = "";
    flow.newlines = 0;
  }
  flow.inlines.push(template);
}

export function closeInline(flow: Flow): void {
  flow.inlines.pop();
  if (flow.opened.length > flow.inlines.length) flow.opened.length = flow.inlines.length;
}

export function openBlock(flow: Flow, block: Out): void {
  endLine(flow);
  placeFor(flow, block.tag).children.push(block);
  flow.blocks.push(block);
  flow.lineTags.push("p");
}

export function closeBlock(flow: Flow): void {
  endLine(flow);
  flow.blocks.pop();
  flow.lineTags.pop();
}

/** A block without running text of its own: a rule, a picture's mark, a paragraph that is only a link. */
export function writeBlock(flow: Flow, block: Out): void {
  endLine(flow);
  placeFor(flow, block.tag).children.push(block);
}
