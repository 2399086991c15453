import render from "dom-serializer";
import { type ChildNode, Element, Text } from "domhandler";
import { parseDocument } from "htmlparser2";
import { countWords } from "../text/clean.ts";
import { type SafeHtml, sanitizeCommentHtml, storedHtml } from "./safe-html.ts";

export interface Folded {
  html: SafeHtml;
  /** Empty when nothing is folded away. */
  rest: SafeHtml;
  restWords: number;
}

// A fold that hides a few words only annoys.
const leastRest = 30;

/** Parts a comment's long HTML after about `words` words, at a word, in two pieces that are each whole HTML. */
export function foldHtml(html: SafeHtml, words: number): Folded {
  // Most texts are short: counting between the tags is enough to know that.
  if (countWords(html.replace(/<[^>]*>|&nbsp;/g, " ")) < words + leastRest) {
    return { html, rest: storedHtml(""), restWords: 0 };
  }
  const whole = parseDocument(html).children;
  const total = wordsIn(whole);
  if (total < words + leastRest) return { html, rest: storedHtml(""), restWords: 0 };
  const { before, after } = part(whole, words);
  // The serialiser leaves a "<" in an attribute as it is, so the pieces go through the sanitizer once more.
  const print = (nodes: ChildNode[]) =>
    sanitizeCommentHtml(render(nodes, { encodeEntities: "utf8", emptyAttrs: false }));
  return { html: print(before), rest: print(after), restWords: wordsIn(after) };
}

function wordsIn(nodes: readonly ChildNode[]): number {
  return nodes.reduce((sum, node) => {
    if (node instanceof Text) return sum + countWords(node.data);
    return node instanceof Element ? sum + wordsIn(node.children) : sum;
  }, 0);
}

/** Parts a run of nodes after `words` words; an element on the border is opened again in the second piece. */
function part(nodes: readonly ChildNode[], words: number): { before: ChildNode[]; after: ChildNode[] } {
  const before: ChildNode[] = [];
  let left = words;
  for (const [index, node] of nodes.entries()) {
    const size = wordsIn([node]);
    if (size <= left) {
      before.push(node);
      left -= size;
      continue;
    }
    const rest = nodes.slice(index + 1);
    if (left === 0) return { before, after: [node, ...rest] };
    const halves = node instanceof Element ? partElement(node, left) : partText(node, left);
    return { before: [...before, halves.before], after: [halves.after, ...rest] };
  }
  return { before, after: [] };
}

function partElement(element: Element, words: number): { before: ChildNode; after: ChildNode } {
  const { before, after } = part(element.children, words);
  return {
    before: new Element(element.name, element.attribs, before),
    after: new Element(element.name, element.attribs, after),
  };
}

function partText(node: ChildNode, words: number): { before: ChildNode; after: ChildNode } {
  const text = node instanceof Text ? node.data : "";
  const head = new RegExp(`^(?:\\s*\\S+){${words}}`, "u").exec(text)?.[0] ?? "";
  return { before: new Text(head), after: new Text(text.slice(head.length).trimStart()) };
}
