const mostFailures = 5;
const rest = 60_000;

interface State {
  failures: number;
  /** Nobody is asked before: milliseconds since 1970. */
  until: number;
}

/**
 * Lets a service that failed five times in a row rest for a minute, and then tries it with one question (a circuit
 * breaker: Nygard, M. (2007), "Release It!"). In memory: each process finds out for itself.
 */
export class Breaker {
  private readonly states = new Map<number, State>();

  /** Whether a service may be asked now. */
  mayAsk(id: number, now: number): boolean {
    const state = this.states.get(id);
    if (!state || state.failures < mostFailures) return true;
    if (now < state.until) return false;
    // One question is on its way; the others wait for how it goes.
    state.until = now + rest;
    return true;
  }

  tell(id: number, hasAnswered: boolean, now: number): void {
    if (hasAnswered) {
      this.states.delete(id);
      return;
    }
    const failures = (this.states.get(id)?.failures ?? 0) + 1;
    this.states.set(id, { failures, until: now + rest });
  }

  /** Since when a service rests, until when; null: it doesn't. */
  restsUntil(id: number, now: number): number | null {
    const state = this.states.get(id);
    return state && state.failures >= mostFailures && now < state.until ? state.until : null;
  }
}
