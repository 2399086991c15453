/** Tags remembered one by one; beyond, everything older counts as changed. */
const most = 20_000;

/**
 * What has changed since when, in this process's own count. What is kept (a page, a value) says by tags what it shows,
 * and with which count it was begun; it holds as long as none of its tags has been told of since.
 */
export class Changes {
  private count = 0;
  private last = new Map<string, number>();
  /** What was begun before this has been forgotten about. */
  private floor = 0;

  /** The count now: what is begun with it sees every change told of so far. */
  get now(): number {
    return this.count;
  }

  tell(tags: Iterable<string>): void {
    this.count++;
    for (const tag of tags) this.last.set(tag, this.count);
    if (this.last.size <= most) return;
    this.last.clear();
    this.floor = this.count;
  }

  /** Whether anything that is called by these tags has changed after `begun`. */
  since(begun: number, tags: readonly string[]): boolean {
    if (begun === this.count) return false;
    return begun < this.floor || tags.some((tag) => (this.last.get(tag) ?? 0) > begun);
  }
}
