/** Counts requests by key in windows of time. Bounded: when there are too many keys, it starts again. */
export class RateLimit {
  private readonly counts = new Map<string, number>();
  private window = 0;
  private readonly now: () => number;
  private readonly length: number;

  /** `length`: of a window, in milliseconds. */
  constructor(now: () => number, length: number) {
    this.now = now;
    this.length = length;
  }

  /** Counts one request. False when `key` has had its `limit` in this window already. */
  take(key: string, limit: number): boolean {
    const window = Math.floor(this.now() / this.length);
    if (window !== this.window || this.counts.size > 100_000) {
      this.window = window;
      this.counts.clear();
    }
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count <= limit;
  }
}
