import { randomBytes } from "node:crypto";
import type { JSX } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";

/** What a place shows to one reader; null: what everybody sees there. */
export type Theirs<Reader> = (reader: Reader) => JSX.Element | null;

export interface Place<Reader> {
  theirs: Theirs<Reader>;
  everybody(): JSX.Element | null;
  /** Nearly every reader has something of their own here: what lies between such places is compressed as a whole. */
  often?: true;
}

/** Takes the places of a page that may look otherwise to one reader. */
export interface Places<Reader> {
  /** What everybody sees there as HTML, with a slot round it. */
  place(place: Place<Reader>): JSX.Element;
  /** The same for components that know a reader in another shape. */
  through<Other>(shape: (reader: Reader) => Other): Places<Other>;
}

/**
 * What a place of a page shows: to one reader, or to everybody with a slot round it when the page is one that many
 * readers share. A slot may not stand in a slot, nor in a fragment, which other pages use too.
 */
export function slot<Reader>(
  slots: Places<Reader> | undefined,
  reader: Reader,
  place: Place<Reader>,
): JSX.Element | null {
  return slots ? slots.place(place) : (place.theirs(reader) ?? place.everybody());
}

/** A page cut at its slots. */
export interface CutPage {
  /** What lies outside and inside of slots in turn, as everybody sees it: the slot n is `texts[2 * n + 1]`. */
  texts: readonly string[];
  /** The slots in the order of the page. `number`: by which `fill` calls it. */
  slots: readonly { number: number; often: boolean }[];
}

// Nothing that anybody writes can look like a mark: nobody sees one, and each page has its own.
const ofProcess = `\u0001slot-${randomBytes(12).toString("base64url")}`;

/** Whether there is the mark of a slot in some HTML. */
export function hasSlot(html: string): boolean {
  return html.includes(ofProcess);
}

/** The slots of one page, filled for one reader after another. */
export class Slots<Reader> implements Places<Reader> {
  private readonly mark = `${ofProcess}-${randomBytes(6).toString("base64url")}-`;
  private readonly all: Place<Reader>[] = [];
  private isInside = false;

  place(place: Place<Reader>): JSX.Element {
    if (this.isInside) throw new Error("a slot stands in another one");
    const number = this.all.push(place) - 1;
    this.isInside = true;
    try {
      return raw(`${this.markOf(number)}${htmlOf(place.everybody())}${this.markOf(number)}`);
    } finally {
      this.isInside = false;
    }
  }

  through<Other>(shape: (reader: Reader) => Other): Places<Other> {
    return throughShape(this, shape);
  }

  /** Cuts the page that was rendered with these slots. */
  cut(html: string): CutPage {
    const parts = html.split(new RegExp(`${this.mark}(\\d+)\u0001`));
    // Text, number, text, the same number, text, …
    const texts = parts.filter((_, index) => index % 2 === 0);
    const marks = parts.filter((_, index) => index % 2 === 1).map(Number);
    const numbers = marks.filter((_, index) => index % 2 === 0);
    const isPaired = marks.every((number, index) => number === marks[index - (index % 2)]);
    if (
      !isPaired ||
      marks.length % 2 !== 0 ||
      new Set(numbers).size !== numbers.length ||
      texts.some(hasSlot)
    )
      throw new Error("the slots of a page don't fit it: one stands in a fragment, or was rendered twice");
    return {
      texts,
      slots: numbers.map((number) => ({ number, often: this.all[number]?.often ?? false })),
    };
  }

  /** What each slot shows to a reader; null where that is what everybody sees. By number. */
  fill(reader: Reader): (string | null)[] {
    return this.all.map(({ theirs }) => {
      const element = theirs(reader);
      return element && htmlOf(element);
    });
  }

  private markOf(number: number): string {
    return `${this.mark}${number}\u0001`;
  }
}

function throughShape<Reader, Other>(
  places: Places<Reader>,
  shape: (reader: Reader) => Other,
): Places<Other> {
  let known: { reader: Reader; shaped: Other } | null = null;
  const shapeOf = (reader: Reader): Other => {
    // A page has many slots, and they are filled for one reader at a time.
    known = known?.reader === reader ? known : { reader, shaped: shape(reader) };
    return known.shaped;
  };
  return {
    place: ({ theirs, ...place }) => places.place({ ...place, theirs: (reader) => theirs(shapeOf(reader)) }),
    through: (other) => throughShape(places, (reader) => other(shapeOf(reader))),
  };
}

function htmlOf(element: JSX.Element | null): string {
  return element === null ? "" : renderToString(element);
}

/** HTML that one of our own components has rendered, as an element. */
function raw(html: string): JSX.Element {
  return jsxTemplate([html]);
}
