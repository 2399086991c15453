import type { Changes } from "./changes.ts";
import type { Reader } from "./pieced-page.ts";

/** A reader whom the application has recognised by their cookies. */
export interface Recognised extends Reader {
  /** The site that they are on. */
  site: string;
  /** Tags of all that this was recognised by. */
  shows: readonly string[];
  /** Milliseconds since 1970. */
  until: number;
}

/** Somebody with certain cookies. */
interface Known {
  /** What tells the pages that they see from those that others see at the same address. */
  way: string;
  /** By site: a host may have several. */
  sites: Map<string, { reader: Recognised; seen: number }>;
}

/** Browsers at a time. */
const most = 10_000;
/** Longer ones, in characters, aren't kept: ours are a tenth of it. */
const longest = 2000;
// In milliseconds: then they are looked at anew, whatever happens.
const oldest = 60_000;

/**
 * Readers as they were recognised the whole way, by the very line of cookies that they sent, so that nothing of it has to
 * be read again: a signed-in reader is known by one look into a map. Whoever signs out, or is another by now, is told by
 * the tags.
 */
export class KnownReaders {
  private readonly known = new Map<string, Known>();
  private readonly changes: Changes;
  private readonly now: () => number;

  constructor(changes: Changes, now: () => number) {
    this.changes = changes;
    this.now = now;
  }

  /** `seen`: the count of changes when it was begun to recognise them. */
  remember(cookies: string, way: string, reader: Recognised, seen: number): void {
    if (cookies.length > longest) return;
    const sites: Known["sites"] = this.known.get(cookies)?.sites ?? new Map();
    // Last in the order, so that the oldest go first.
    this.known.delete(cookies);
    this.known.set(cookies, { way, sites });
    const until = Math.min(reader.until, this.now() + oldest);
    sites.set(reader.site, { reader: { ...reader, until }, seen });
    const [first] = this.known.keys();
    if (this.known.size > most && first !== undefined) this.known.delete(first);
  }

  wayOf(cookies: string): string | null {
    return this.known.get(cookies)?.way ?? null;
  }

  find(cookies: string, site: string): Recognised | null {
    const found = this.known.get(cookies)?.sites.get(site);
    if (!found || found.reader.until <= this.now()) return null;
    if (this.changes.since(found.seen, found.reader.shows)) return null;
    // The next time only what comes later has to be looked at.
    found.seen = this.changes.now;
    return found.reader;
  }
}
