/** Counts requests by key in windows of one minute. Bounded: the oldest keys are forgotten first. */
export class RateLimit {
  private readonly counts = new Map<string, number>();
  private window = 0;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Counts one request. False when `key` has had its `perMinute` already. */
  take(key: string, perMinute: number): boolean {
    const window = Math.floor(this.now() / 60_000);
    if (window !== this.window || this.counts.size > 100_000) {
      this.window = window;
      this.counts.clear();
    }
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count <= perMinute;
  }
}
