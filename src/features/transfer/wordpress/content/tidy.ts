import { out } from "./out.ts";
import type { Out, OutNode } from "./out.ts";

/** Removes what holds nothing, and wrappers that say nothing, from a tree that a flow has written. */

const lines = new Set("p h1 h2 h3 h4 h5 h6 pre dt caption".split(" "));
const blocks = new Set("root blockquote ul ol li dl dd table thead tbody tfoot tr td th".split(" "));
const standalone = new Set(["figure", "hr"]);

function isOut(node: OutNode | undefined, tag: string): node is Out {
  return node !== undefined && typeof node !== "string" && node.tag === tag;
}

function figuresIn(node: OutNode): Out[] {
  if (typeof node === "string") return [];
  return node.tag === "figure" ? [node] : node.children.flatMap(figuresIn);
}

function hasText(node: OutNode): boolean {
  if (typeof node === "string") return /[^\s\u200b-\u200d\u2060\u00ad]/.test(node);
  return node.tag === "hr" || node.children.some(hasText);
}

function isBlank(node: OutNode | undefined): boolean {
  return node !== undefined && (isOut(node, "br") || (typeof node === "string" && node.trim() === ""));
}

const layoutSpace = { first: /^[ \n\u00a0]+/, last: /[ \n\u00a0]+$/ };

/** Removes white space and breaks at one end, also inside formatting that ends there. */
function trimEnd(children: OutNode[], end: "first" | "last"): OutNode[] {
  const kept = [...children];
  const index = (): number => (end === "first" ? 0 : kept.length - 1);
  while (kept.length > 0 && isBlank(kept[index()])) kept.splice(index(), 1);
  const node = kept[index()];
  if (typeof node === "string") kept[index()] = node.replace(layoutSpace[end], "");
  else if (node) kept[index()] = { ...node, children: trimEnd(node.children, end) };
  return kept;
}

function trimEnds(children: OutNode[]): OutNode[] {
  return trimEnd(trimEnd(children, "first"), "last");
}

function tidyInline(node: OutNode): OutNode[] {
  if (typeof node === "string" || node.tag === "br") return [node];
  const children = node.children.flatMap(tidyInline);
  if (children.length === 0) return [];
  // Emphasis on nothing but white space, a link without words.
  if (!children.some(hasText))
    return children.filter((child) => typeof child === "string" || isOut(child, "br"));
  return [{ ...node, children }];
}

const soleAddress = /^https?:\/\/[^\s<>"]+$/;

function tidyLine(line: Out): OutNode[] {
  const isPre = line.tag === "pre";
  const inline = line.children.flatMap(tidyInline);
  const children = isPre ? inline : trimEnds(inline);
  if (!children.some(hasText)) return [];
  const [only] = children;
  if (line.tag === "p" && children.length === 1 && typeof only === "string" && soleAddress.test(only)) {
    return [{ ...line, children: [out("a", { href: only }, [only])] }];
  }
  return [{ ...line, children }];
}

/** An item or cell with one paragraph is just its text. */
function unwrapped(children: OutNode[]): OutNode[] {
  const paragraphs = children.filter((child) => isOut(child, "p"));
  const [first] = children;
  if (paragraphs.length !== 1 || !isOut(first, "p")) return children;
  return [...first.children, ...children.slice(1)];
}

function cellsOf(table: Out): Out[] {
  return table.children.flatMap((child) => {
    if (typeof child === "string") return [];
    return child.tag === "td" || child.tag === "th" ? [child] : cellsOf(child);
  });
}

function asParagraphs(nodes: OutNode[]): OutNode[] {
  const result: OutNode[] = [];
  for (const node of nodes) {
    const isInline =
      typeof node === "string" || !(lines.has(node.tag) || blocks.has(node.tag) || standalone.has(node.tag));
    const last = result.at(-1);
    if (!isInline) result.push(node);
    else if (isOut(last, "p")) last.children.push(node);
    else result.push(out("p", {}, [node]));
  }
  return result;
}

function tidyBlock(block: Out): OutNode[] {
  const children = block.children.flatMap(tidyNode);
  const kept = { ...block, children };
  if (block.tag === "root") return children;
  // Tables and lists that only lay out pictures.
  if (/^(table|ul|ol|dl)$/.test(block.tag) && !hasText(kept)) return figuresIn(kept);
  if (block.tag === "table") {
    const cells = cellsOf(kept);
    const [cell] = cells;
    if (cells.length === 1 && cell && !children.some((child) => isOut(child, "caption")))
      return asParagraphs(cell.children);
  }
  if (/^(td|th)$/.test(block.tag)) return [{ ...block, children: unwrapped(children) }];
  if (children.length === 0) return [];
  if (block.tag === "tr" && !hasText(kept) && figuresIn(kept).length === 0) return [];
  return [/^(li|dd)$/.test(block.tag) ? { ...block, children: unwrapped(children) } : kept];
}

function tidyNode(node: OutNode): OutNode[] {
  if (typeof node === "string") return node.trim() === "" ? [] : [node];
  if (standalone.has(node.tag)) return [node];
  if (lines.has(node.tag)) return tidyLine(node);
  return blocks.has(node.tag) ? tidyBlock(node) : tidyInline(node);
}

export function tidy(root: Out): OutNode[] {
  return tidyBlock(root);
}

function headingLevels(nodes: readonly OutNode[]): number[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [];
    const level = /^h([1-6])$/.exec(node.tag)?.[1];
    return level ? [Number(level)] : headingLevels(node.children);
  });
}

function shiftHeadings(nodes: readonly OutNode[], shift: number): OutNode[] {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    const level = /^h([1-6])$/.exec(node.tag)?.[1];
    if (!level) return { ...node, children: shiftHeadings(node.children, shift) };
    return { ...node, tag: `h${Math.min(4, Math.max(2, Number(level) + shift))}` };
  });
}

/** The headline is the page's h1, so a body's highest heading becomes h2; nothing goes below h4. */
export function levelHeadings(nodes: readonly OutNode[]): OutNode[] {
  const levels = headingLevels(nodes);
  return levels.length === 0 ? [...nodes] : shiftHeadings(nodes, 2 - Math.min(...levels));
}
