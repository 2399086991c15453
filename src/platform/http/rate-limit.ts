/** What is left of a limit after a request was counted. */
export interface Quota {
  limit: number;
  /** Requests; 0 for the last one and those beyond it. */
  remaining: number;
  isExceeded: boolean;
  /** Seconds until it begins anew, at least 1. */
  reset: number;
  /** Seconds that it is for. */
  window: number;
}

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

  /** Counts one request. */
  take(key: string, limit: number): Quota {
    const count = this.countOf(key) + 1;
    this.counts.set(key, count);
    return this.quota(count, limit);
  }

  /** What `take` would give, counting nothing. */
  look(key: string, limit: number): Quota {
    return this.quota(this.countOf(key) + 1, limit);
  }

  private countOf(key: string): number {
    const window = Math.floor(this.now() / this.length);
    if (window !== this.window || this.counts.size > 100_000) {
      this.window = window;
      this.counts.clear();
    }
    return this.counts.get(key) ?? 0;
  }

  private quota(count: number, limit: number): Quota {
    return {
      limit,
      remaining: Math.max(0, limit - count),
      isExceeded: count > limit,
      reset: Math.max(1, Math.ceil(((this.window + 1) * this.length - this.now()) / 1000)),
      window: this.length / 1000,
    };
  }
}
