import type { JSX } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import { hasSlot } from "./slots.ts";

interface Kept {
  stamp: readonly unknown[];
  html: string;
}

/** Bytes that a fragment takes beside its text, about. */
const overhead = 300;
/** Bytes of a character: one curly quote is enough for a text to be kept as UTF-16. */
const perCharacter = 2;

/**
 * Pieces of pages, kept as HTML: each is rendered once per version, and pages are these pieces joined. Least recently
 * used ones go when `limit` bytes are reached.
 */
export class Fragments {
  private readonly kept = new Map<string, Kept>();
  private size = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /**
   * The piece called `name`. `stamp` holds all that it is made from and that can change: while each entry is the same
   * (`Object.is`), what was rendered before is used again.
   */
  get(name: string, stamp: readonly unknown[], make: () => JSX.Element): JSX.Element {
    const known = this.kept.get(name);
    if (known) this.forget(name, known);
    const html = known && isSame(known.stamp, stamp) ? known.html : flat(renderToString(make()));
    if (html !== known?.html && hasSlot(html)) throw new Error(`the fragment "${name}" holds a slot`);
    this.kept.set(name, { stamp, html });
    this.size += sizeOf(html);
    this.makeRoom();
    return raw(html);
  }

  private makeRoom(): void {
    for (const [name, kept] of this.kept) {
      if (this.size <= this.limit) return;
      this.forget(name, kept);
    }
  }

  private forget(name: string, kept: Kept): void {
    this.kept.delete(name);
    this.size -= sizeOf(kept.html);
  }
}

function sizeOf(html: string): number {
  return html.length * perCharacter + overhead;
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}

/** The same text in one piece: the renderer leaves it as a tree of small ones, which every page would walk again. */
function flat(text: string): string {
  // Looking for something in it puts it together.
  nothing.test(text);
  return text;
}

const nothing = /$^/;

/** HTML that one of our own components has rendered, as an element. */
function raw(html: string): JSX.Element {
  return jsxTemplate([html]);
}
