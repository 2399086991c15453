import { Parser } from "htmlparser2";
import { cleanCharacters } from "./characters.ts";

export interface Tag {
  name: string;
  attributes: Readonly<Record<string, string>>;
}

export interface MarkupHandler {
  /** Every open is followed by its close, properly nested, whatever the source does. */
  open(tag: Tag): void;
  close(name: string): void;
  /** The whole text between two tags, entities resolved. */
  text(text: string): void;
  comment(text: string): void;
}

/** Nesting beyond this is an attack or an accident, and makes the parser slow. */
const deepest = 2000;

function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, slash] of html.matchAll(/<(\/?)(?!img|br|hr|param|source|p\b|li\b)[a-z]/gi)) {
    depth = slash ? Math.max(0, depth - 1) : depth + 1;
    if (depth > deepest) return true;
  }
  return false;
}

/** Reads HTML of any quality. True if it was so deep that its tags were removed first. */
export function readMarkup(html: string, handler: MarkupHandler): boolean {
  const tooDeep = isTooDeep(html);
  let pending = "";
  function flush(): void {
    if (pending !== "") handler.text(cleanCharacters(pending));
    pending = "";
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        flush();
        handler.open({ name, attributes });
      },
      onclosetag(name) {
        flush();
        handler.close(name);
      },
      ontext(text) {
        pending += text;
      },
      oncomment(text) {
        flush();
        handler.comment(text);
      },
    },
    { decodeEntities: true, recognizeSelfClosing: false },
  );
  parser.end(tooDeep ? html.replace(/<\/?[a-z!][^<>]*>/gi, " ") : html);
  flush();
  return tooDeep;
}

function classesOf(tag: Tag): string {
  return tag.attributes["class"] ?? "";
}

export function hasClass(tag: Tag, pattern: RegExp): boolean {
  return pattern.test(classesOf(tag));
}
