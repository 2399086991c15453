import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";

/** Milliseconds between one start and the next, while several changes are under way. */
const gatherFor = 10;
/** Changes that begin in one turn of the event loop: each holds it for a part of a millisecond. */
const atOnce = 8;

/**
 * Lets changes that come close together begin together: then they share a transaction, a look at the event log and a
 * making anew of pages. One that comes alone begins at once.
 */
export class Gather {
  private underWay = 0;
  private opened = 0;
  private waiting: (() => void)[] = [];

  async run<T>(change: () => Promise<T>): Promise<T> {
    this.underWay++;
    try {
      if (this.underWay > 1) await this.start();
      return await change();
    } finally {
      this.underWay--;
    }
  }

  private start(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length === 1) void this.open();
    });
  }

  private async open(): Promise<void> {
    const rest = this.opened + gatherFor - performance.now();
    if (rest > 0) await wait(rest);
    this.opened = performance.now();
    const begun = this.waiting;
    this.waiting = [];
    for (const [index, begin] of begun.entries()) {
      if (index > 0 && index % atOnce === 0) await nextTurn();
      begin();
    }
  }
}
