/** The clean tree that content is rewritten into: plain tags, few attributes, no depth that anyone could abuse. */
export interface Out {
  tag: string;
  attributes: Record<string, string>;
  children: OutNode[];
}

export type OutNode = Out | string;

export function out(tag: string, attributes: Record<string, string> = {}, children: OutNode[] = []): Out {
  return { tag, attributes, children };
}

const voidTags = new Set(["br", "hr"]);
const ownLine = new Set(
  "p h2 h3 h4 ul ol li dl dt dd blockquote pre figure table thead tbody tfoot tr hr".split(" "),
);

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (found) => {
    if (found === "&") return "&amp;";
    if (found === "<") return "&lt;";
    return found === ">" ? "&gt;" : "&quot;";
  });
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (found) => (found === "&" ? "&amp;" : found === "<" ? "&lt;" : "&gt;"));
}

export function toHtml(nodes: readonly OutNode[]): string {
  return nodes.map(nodeToHtml).join("").trim();
}

function nodeToHtml(node: OutNode): string {
  if (typeof node === "string") return escapeText(node);
  const attributes = Object.entries(node.attributes).map(
    ([name, value]) => ` ${name}="${escapeHtml(value)}"`,
  );
  const start = `<${node.tag}${attributes.join("")}>`;
  if (voidTags.has(node.tag)) return node.tag === "hr" ? `${start}\n` : start;
  // A newline right after <pre> would be dropped by the reader's parser.
  const first =
    node.tag === "pre" && typeof node.children[0] === "string" && node.children[0].startsWith("\n");
  const inner = node.children.map(nodeToHtml).join("");
  return `${start}${first ? "\n" : ""}${inner}</${node.tag}>${ownLine.has(node.tag) ? "\n" : ""}`;
}

/** The text of a tree, one paragraph per block, parted by empty lines. */
export function toText(nodes: readonly OutNode[]): string {
  return nodes
    .map(nodeToText)
    .join("")
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const looseBlocks = new Set("p h2 h3 h4 ul ol dl blockquote pre table figure hr".split(" "));

function nodeToText(node: OutNode): string {
  if (typeof node === "string") return node;
  if (node.tag === "br") return "\n";
  const inner = node.children.map(nodeToText).join("");
  if (node.tag === "li") return `\n- ${inner.trim().replace(/\n+/g, "\n")}`;
  if (node.tag === "td" || node.tag === "th") return `${inner} `;
  if (looseBlocks.has(node.tag)) return `\n\n${inner}\n\n`;
  return ownLine.has(node.tag) ? `\n${inner}\n` : inner;
}
