import type { Changes } from "./changes.ts";

interface Kept {
  seen: number;
  at: number;
  /** Null: they follow from the value, which isn't there yet. */
  tags: readonly string[] | null;
  value: Promise<unknown>;
}

// What is read may depend on the time, by the day or so. In milliseconds.
const oldest = 60_000;

/**
 * What several pages show and few events change, read once until one of its tags is told of. At most `limit` values are
 * kept; the least recently used go.
 */
export class KeptValues {
  private readonly kept = new Map<string, Kept>();
  private readonly changes: Changes;
  private readonly now: () => number;
  private readonly limit: number;

  constructor(changes: Changes, now: () => number, limit: number) {
    this.changes = changes;
    this.now = now;
    this.limit = limit;
  }

  /**
   * The value called `name`, which `read` reads. One name always stands for one way of reading. What it shows may only
   * be known from the value.
   */
  get<T>(
    name: string,
    tags: readonly string[] | ((value: T) => readonly string[]),
    read: () => Promise<T>,
  ): Promise<T> {
    const known = this.kept.get(name);
    if (known) this.kept.delete(name);
    if (known && this.isTrue(known)) {
      this.kept.set(name, known);
      return known.value as Promise<T>;
    }
    const value = read();
    const made: Kept = {
      seen: this.changes.now,
      at: this.now(),
      tags: typeof tags === "function" ? null : tags,
      value,
    };
    this.kept.set(name, made);
    const forget = () => {
      if (this.kept.get(name) === made) this.kept.delete(name);
    };
    // Nothing is kept of what isn't there: made-up names would push out the real ones.
    value.then((found) => {
      if (found === null) forget();
      else if (typeof tags === "function") made.tags = tags(found);
    }, forget);
    const [first] = this.kept.keys();
    if (this.kept.size > this.limit && first !== undefined) this.kept.delete(first);
    return value;
  }

  private isTrue({ seen, tags, at }: Kept): boolean {
    const isChanged = tags === null ? seen !== this.changes.now : this.changes.since(seen, tags);
    return !isChanged && this.now() - at < oldest;
  }
}
