import type { Changes } from "./changes.ts";
import { OneATurn } from "./one-a-turn.ts";

/** A page in the form in which it is kept. */
export interface Kept {
  shows: readonly string[];
  /** When it has to be made anew at the latest: milliseconds since 1970. */
  until: number;
  /** Bytes of memory, about. */
  size: number;
}

interface Entry<Rendered, Page> {
  key: string;
  /** Makes the page as it is now. */
  make: () => Promise<Rendered>;
  /** The count of changes that it has seen all of. */
  seen: number;
  /** When it was begun, in milliseconds of the process's own clock. */
  begunAt: number;
  /** Null while it is being made. */
  page: Page | null;
  making: Promise<Page>;
  /** Requests, halved in each round for room. */
  hits: number;
  size: number;
}

/** Where an address leads. */
interface Target {
  key: string;
  /** What is set with the answer: it follows from the address alone. */
  cookie: string | null;
  /** The site that it is on, where readers are told apart by it. */
  site: string | null;
}

export interface Found<Page> extends Omit<Target, "key"> {
  page: Page;
}

/** Somebody who made a change, and waits until it can be seen. */
interface Waiter {
  change: number;
  resolve(): void;
}

export interface PageCacheOptions<Rendered, Page> {
  changes: Changes;
  /** Bytes. */
  limit: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** Brings a page into the form in which it is kept. */
  keep(rendered: Rendered): Promise<Page>;
}

/** A page that is asked for this often is made anew when it changes, before anybody asks again. */
const hot = 2;
/** But not more than so many pages for one change: the others are made when somebody asks. */
const renewedAtOnce = 8;
/** And not sooner than so many milliseconds after it was last begun. */
const pace = 25;

/** Looked at after each change, so there can't be many. */
const mostAsked = 64;
const aSecond = 1000;

/** Addresses that lead straight to a page. */
const mostAddresses = 20_000;
const longestAddress = 400;

/**
 * Pages that readers share, rendered once and kept until something that they show changes. However many ask for a
 * cold page, one renders it. When `limit` bytes are reached, what is asked for least goes: round after round, the hits
 * of each page are halved, and those go that have none left (GCLOCK: Smith, "Sequentiality and Prefetching in Database
 * Systems", ACM TODS 3(3), 1978).
 */
export class PageCache<Rendered, Page extends Kept> {
  private readonly entries = new Map<string, Entry<Rendered, Page>>();
  private readonly addresses = new Map<string, Target>();
  /** Some of what was asked for in the last second or two: among them are those that are asked for most. */
  private readonly asked = new Set<Entry<Rendered, Page>>();
  private askedSince = 0;
  /** By key: pages that are being made anew while their old ones are shown, and who waits for that. */
  private readonly renewing = new Map<string, Waiter[]>();
  private readonly turns = new OneATurn();
  private size = 0;
  private forgotten = 0;
  private readonly options: PageCacheOptions<Rendered, Page>;

  constructor(options: PageCacheOptions<Rendered, Page>) {
    this.options = options;
  }

  /** The page for an address that was given to `remember`, if one is kept and true. */
  find(address: string): Found<Page> | null {
    const target = this.addresses.get(address);
    if (!target) return null;
    const entry = this.entries.get(target.key);
    if (!entry?.page || !this.isTrue(entry)) return null;
    this.hit(entry);
    return { page: entry.page, cookie: target.cookie, site: target.site };
  }

  /** Raised when everything is forgotten: what an address meant before it may not mean after. */
  get generation(): number {
    return this.forgotten;
  }

  /** Lets `find` know where an address led in a generation. */
  remember(address: string, target: Target, generation: number): void {
    if (generation !== this.forgotten || address.length > longestAddress) return;
    // Made-up addresses cost no more than this, and push out nothing but one another.
    if (this.addresses.size >= mostAddresses) this.addresses.clear();
    this.addresses.set(address, target);
  }

  /** Forgets all, also what leads where: after a change of what an address means. */
  clear(): void {
    for (const entry of this.entries.values()) this.drop(entry);
    this.addresses.clear();
    this.forgotten++;
  }

  /** The page kept under `key`, or the one that `make` makes; and whether it was there. */
  async get(key: string, make: () => Promise<Rendered>): Promise<{ page: Page; hit: boolean }> {
    const asked = this.options.changes.now;
    const running = this.entries.get(key);
    // Whatever it will show: this reader is content with a page that has seen all that had changed when they asked.
    if (running?.page === null) await running.making.catch(() => {});
    const known = this.entries.get(key);
    if (known && (known.page ? this.isTrue(known) : known.seen >= asked)) {
      this.hit(known);
      return { page: await known.making, hit: true };
    }
    if (known?.page) this.drop(known);
    const entry = this.begin(key, make);
    this.entries.set(key, entry);
    try {
      const page = await entry.making;
      if (this.entries.get(key) === entry) this.account(entry);
      return { page, hit: false };
    } catch (error) {
      this.drop(entry);
      throw error;
    }
  }

  /**
   * Called when changes have been told of: makes those pages anew that are asked for most, while their old ones are
   * still shown. Resolves when nothing is shown any more that would be different by now.
   */
  async settle(): Promise<void> {
    const outdated = [...this.asked].filter((entry) => entry.hits >= hot && this.isOutdated(entry));
    this.forgetAsked();
    const hottest = outdated.toSorted((one, other) => other.hits - one.hits).slice(0, renewedAtOnce);
    const begun = hottest.filter((entry) => entry.page && !this.renewing.has(entry.key));
    for (const entry of begun) this.renewing.set(entry.key, []);
    const change = this.options.changes.now;
    const waits = [...this.renewing].flatMap(([key, waiters]) => {
      const entry = this.entries.get(key);
      if (!entry || !this.isOutdated(entry)) return [];
      return new Promise<void>((resolve) => waiters.push({ change, resolve }));
    });
    for (const entry of begun) void this.renew(entry.key);
    await Promise.all(waits);
  }

  /** Takes account of a page that holds more than before. */
  reweigh(key: string): void {
    const entry = this.entries.get(key);
    if (entry?.page) this.account(entry);
  }

  private begin(key: string, make: () => Promise<Rendered>): Entry<Rendered, Page> {
    const seen = this.options.changes.now;
    const making = this.turns.begin(make).then((rendered) => this.options.keep(rendered));
    const entry: Entry<Rendered, Page> = {
      key,
      make,
      seen,
      begunAt: performance.now(),
      page: null,
      making,
      hits: 0,
      size: 0,
    };
    making.then(
      (page) => {
        entry.page = page;
      },
      () => {},
    );
    return entry;
  }

  private isTrue(entry: Entry<Rendered, Page>): boolean {
    if (entry.page === null || entry.page.until <= this.options.now()) return false;
    return this.renewing.has(entry.key) || !this.isOutdated(entry);
  }

  private isOutdated(entry: Entry<Rendered, Page>): boolean {
    const { changes } = this.options;
    if (entry.page === null || changes.since(entry.seen, entry.page.shows)) return true;
    // The next time only what comes later has to be looked at.
    entry.seen = changes.now;
    return false;
  }

  private hit(entry: Entry<Rendered, Page>): void {
    entry.hits++;
    if (this.asked.size < mostAsked) this.asked.add(entry);
  }

  private forgetAsked(): void {
    const now = performance.now();
    if (now - this.askedSince < aSecond) return;
    this.askedSince = now;
    this.asked.clear();
  }

  /** Makes a page anew until nobody waits for a change that it hasn't seen. */
  private async renew(key: string): Promise<void> {
    const waiters = this.renewing.get(key) ?? [];
    while (waiters.length > 0) {
      const wait = (this.entries.get(key)?.begunAt ?? 0) + pace - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const entry = this.entries.get(key);
      const next = entry && (await this.renewed(entry));
      // Gone, or it can't be made: whoever asks for it next hears of that.
      const seen = next?.seen ?? Number.POSITIVE_INFINITY;
      const waiting = waiters.splice(0);
      for (const waiter of waiting) {
        if (waiter.change > seen) waiters.push(waiter);
        else waiter.resolve();
      }
    }
    this.renewing.delete(key);
  }

  private async renewed(entry: Entry<Rendered, Page>): Promise<Entry<Rendered, Page> | null> {
    const next = this.begin(entry.key, entry.make);
    next.hits = Math.floor(entry.hits / 2);
    const made = await next.making.catch(() => null);
    if (this.entries.get(entry.key) !== entry) return null;
    const isAsked = this.asked.has(entry);
    this.drop(entry);
    if (!made) return null;
    this.entries.set(entry.key, next);
    if (isAsked) this.asked.add(next);
    this.account(next);
    return next;
  }

  private account(entry: Entry<Rendered, Page>): void {
    this.size -= entry.size;
    entry.size = entry.page?.size ?? 0;
    this.size += entry.size;
    for (const other of this.entries.values()) {
      if (this.size <= this.options.limit) return;
      if (other === entry || other.page === null) continue;
      if (other.hits === 0) this.drop(other);
      else this.spare(other);
    }
  }

  /** Puts a page that is still asked for to the end of the round, with half of its hits. */
  private spare(entry: Entry<Rendered, Page>): void {
    entry.hits = Math.floor(entry.hits / 2);
    this.entries.delete(entry.key);
    this.entries.set(entry.key, entry);
  }

  private drop(entry: Entry<Rendered, Page>): void {
    this.asked.delete(entry);
    if (this.entries.get(entry.key) !== entry) return;
    this.entries.delete(entry.key);
    this.size -= entry.size;
  }
}
