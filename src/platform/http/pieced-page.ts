import type { CutPage } from "../html/slots.ts";
import { type GzipPiece, gzipPiece, joinGzip } from "./gzip-pieces.ts";
import type { Head } from "./kept-page.ts";
import { inMakingTime } from "./making-time.ts";
import { headText } from "./ready-response.ts";

/** What a page shows to one reader. */
export interface Filled {
  /** By the slot's number: what it shows, or null where that is what everybody sees. */
  texts: readonly (string | null)[];
  /** Tags of all that is read for it. */
  shows: readonly string[];
  /** When it says something else although nothing happened: milliseconds since 1970. */
  until?: number | undefined;
}

/** A rendered page with slots. */
export interface RenderedPieces<World> {
  page: CutPage;
  /** What it shows to a reader. */
  fill(world: World): Promise<Filled>;
  /** How long it took. */
  ms: number;
  shows: readonly string[];
  until: number;
}

/** A page as one reader gets it. */
export interface Copy {
  head: Head;
  /** The head as it is sent. */
  text: string;
  /** Gzip, in chunks. */
  body: readonly Buffer[];
}

/** Somebody of whom something is known. */
export interface Reader {
  /** Tells them from others. */
  key: string;
  /** All that the program knows of them: another one means that they have to be looked at anew. */
  known: unknown;
}

/** A copy that is kept, with what it holds for. */
interface KeptCopy {
  known: unknown;
  seen: number;
  shows: readonly string[];
  until: number;
  copy: Copy;
  size: number;
}

/** Whether something has been told of since: see `Changes`. */
interface Moment {
  now: number;
  changes: { readonly now: number; since(begun: number, tags: readonly string[]): boolean };
}

/** Copies kept with one page; the oldest go. */
const mostCopies = 400;
/** Who has more of their own on a page gets it compressed as a whole: in pieces it would weigh too much. */
const mostOwn = 24;

/**
 * A page that was rendered once for all readers of whom something is known, kept in compressed pieces of which each
 * reader's copy is joined. What lies between two places where a reader has something of their own is covered by few
 * pieces, which are those of other readers too: halves of the page, halves of these, and so on, each compressed when the
 * first needs it.
 */
export class PiecedPage<World> {
  readonly shows: readonly string[];
  readonly until: number;
  private readonly texts: readonly string[];
  private readonly slots: CutPage["slots"];
  private readonly fill: (world: World) => Promise<Filled>;
  private readonly head: Head;
  /** Where a stretch of texts begins that is compressed as a whole for most readers. */
  private readonly sections: readonly number[];
  private readonly pieces = new Map<string, Promise<GzipPiece>>();
  private readonly copies = new Map<string, KeptCopy>();
  private bytes = 0;

  /** `head`: the headers that every copy carries. */
  constructor({ page, fill, ms, shows, until }: RenderedPieces<World>, head: Head) {
    this.texts = page.texts.map((text) => inMakingTime(text, ms));
    this.slots = page.slots;
    this.fill = fill;
    this.shows = shows;
    this.until = until;
    this.head = head;
    const ends = page.slots.flatMap(({ often }, n) => (often ? [2 * n + 1, 2 * n + 2] : []));
    this.sections = [0, ...ends, page.texts.length];
    this.bytes = this.texts.reduce((sum, text) => sum + text.length, 0);
  }

  /** Bytes of memory, about: what a page was rendered from is as much again. */
  get size(): number {
    return this.bytes * 2;
  }

  /** A reader's copy, if it has been made and still holds. */
  copyOf(reader: Reader, { now, changes }: Moment): Copy | null {
    const kept = this.copies.get(reader.key);
    if (!kept || kept.known !== reader.known || kept.until <= now) return null;
    return changes.since(kept.seen, kept.shows) ? null : kept.copy;
  }

  /** Makes a reader's copy, and keeps it. */
  async make(reader: Reader, world: World, { changes }: Moment): Promise<Copy> {
    const seen = changes.now;
    const { texts, shows, until = Number.POSITIVE_INFINITY } = await this.fill(world);
    const { pieces, own } = await this.piecesFor(texts);
    const body = joinGzip(pieces);
    const length = body.reduce((sum, chunk) => sum + chunk.length, 0);
    const head = [...this.head, "content-encoding", "gzip", "content-length", String(length)];
    const copy = { head, text: headText(200, head), body };
    this.keep(reader.key, { known: reader.known, seen, shows, until, copy, size: own + 1500 });
    return copy;
  }

  private keep(key: string, made: KeptCopy): void {
    const forget = (name: string) => {
      this.bytes -= this.copies.get(name)?.size ?? 0;
      this.copies.delete(name);
    };
    forget(key);
    this.copies.set(key, made);
    this.bytes += made.size;
    const [oldest] = this.copies.keys();
    if (this.copies.size > mostCopies && oldest !== undefined) forget(oldest);
  }

  /** The page in pieces with some slots filled; `own`: bytes of those that are of no use to others. */
  private async piecesFor(filled: readonly (string | null)[]): Promise<{ pieces: GzipPiece[]; own: number }> {
    const theirs = this.slots.flatMap(({ number }, n) => {
      const text = filled[number] ?? null;
      return text === null ? [] : [{ at: 2 * n + 1, text }];
    });
    if (theirs.length > mostOwn) return this.whole(new Map(theirs.map(({ at, text }) => [at, text])));
    const making: Promise<GzipPiece>[] = [];
    let [from, own] = [0, 0];
    for (const { at, text } of theirs) {
      making.push(...this.cover(from, at));
      if (text !== "") making.push(gzipPiece(Buffer.from(text)));
      own += text.length;
      from = at + 1;
    }
    making.push(...this.cover(from, this.texts.length));
    return { pieces: await Promise.all(making), own };
  }

  private async whole(theirs: ReadonlyMap<number, string>): Promise<{ pieces: GzipPiece[]; own: number }> {
    const text = this.texts.map((each, at) => theirs.get(at) ?? each).join("");
    const piece = await gzipPiece(Buffer.from(text));
    return { pieces: [piece], own: piece.bytes.length };
  }

  /** Pieces that together hold the texts from one to before another, as everybody sees them. */
  private cover(from: number, to: number): Promise<GzipPiece>[] {
    const found: Promise<GzipPiece>[] = [];
    const walk = (low: number, high: number) => {
      if (low >= to || high <= from || low === high) return;
      if (from <= low && high <= to) {
        found.push(...this.pieceOf(low, high));
        return;
      }
      const middle = Math.floor((low + high) / 2);
      walk(low, middle);
      walk(middle, high);
    };
    for (const [n, low] of this.sections.entries()) walk(low, this.sections[n + 1] ?? low);
    return found;
  }

  /** None where there are no texts. */
  private pieceOf(low: number, high: number): Promise<GzipPiece>[] {
    const name = `${low} ${high}`;
    const known = this.pieces.get(name);
    if (known) return [known];
    const text = this.texts.slice(low, high).join("");
    if (text === "") return [];
    const making = gzipPiece(Buffer.from(text));
    this.pieces.set(name, making);
    making.then(
      ({ bytes }) => {
        this.bytes += bytes.length;
      },
      () => this.pieces.delete(name),
    );
    return [making];
  }
}
