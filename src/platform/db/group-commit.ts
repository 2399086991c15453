import { setImmediate as nextTurn } from "node:timers/promises";

/** The transactions of one connection, step by step. */
export interface Journal {
  /** Opens a transaction, as soon as nobody else has one. */
  begin(): Promise<void>;
  /** Whether the transaction is still there. An engine may end it by itself, as when the disk is full. */
  isOpen(): boolean;
  /** Marks where a command begins. */
  mark(): void;
  /** Keeps what was written since the mark. */
  keep(): void;
  /** Takes back what was written since the mark. */
  takeBack(): void;
  commit(): void;
  /** Ends the transaction without a trace, if one is open. */
  abandon(): void;
  /** Resolves when all that was committed before the call is on the disk. */
  sync(): Promise<void>;
}

/** Commands in one transaction: the more, the less each costs; and the later the first of them is answered. */
const mostInGroup = 64;

/** Milliseconds after which a group lets others have the event loop. */
const turnLength = 2;

/** Callers that are told in one turn of the event loop: each goes on at once, to make its page. */
const toldAtOnce = 8;

/** Tells a caller of the outcome. */
type Answer = () => void;

interface Command {
  attempt(): Promise<Answer>;
  fail(error: unknown): void;
}

/**
 * Commands that arrive together share one transaction and one sync. Nobody hears of an outcome before it is on the disk;
 * when the commit or the sync fails, it fails for every command of the group. When a command throws, what the group has
 * written is taken back, and its commands run once more, each behind a savepoint of its own: so the one is taken back
 * alone. They don't from the start, because behind a savepoint every page is put aside that is written to.
 * DeWitt et al., "Implementation Techniques for Main Memory Database Systems" (1984).
 */
export class GroupCommit {
  readonly #journal: Journal;
  readonly #waiting: Command[] = [];
  #working: Promise<void> | null = null;
  #told: Promise<void> = Promise.resolve();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Runs `change` in a transaction that it shares with others. Resolves when what it wrote is on the disk. */
  run<T>(change: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const attempt = async () => {
        const value = await change();
        return () => resolve(value);
      };
      this.#waiting.push({ attempt, fail: reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when all that was begun has ended. */
  async settled(): Promise<void> {
    await this.#working;
    await this.#told;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What comes with the same turn of the event loop comes into the same group.
      await nextTurn();
      await this.#commitGroup();
    }
    this.#working = null;
  }

  async #commitGroup(): Promise<void> {
    const group: Command[] = [];
    try {
      const answers = (await this.#runTogether(group)) ?? (await this.#runApart(group));
      this.#journal.commit();
      // The next group may run meanwhile.
      this.#told = this.#tell(group, answers, this.#told);
    } catch (error) {
      this.#journal.abandon();
      const failed = group.length > 0 ? group : this.#waiting.splice(0, mostInGroup);
      for (const command of failed) command.fail(error);
    }
  }

  /** Runs what waits and what comes meanwhile, up to the size of a group. Null when one of several threw. */
  async #runTogether(group: Command[]): Promise<Answer[] | null> {
    await this.#journal.begin();
    const answers: Answer[] = [];
    const breathe = turns();
    while (group.length < mostInGroup) {
      const command = this.#waiting.shift();
      if (!command) break;
      group.push(command);
      try {
        answers.push(await command.attempt());
      } catch (error) {
        if (group.length === 1) throw error;
        this.#journal.abandon();
        return null;
      }
      this.#expectOpen();
      await breathe();
    }
    return answers;
  }

  /** Runs a group once more, so that none harms another. */
  async #runApart(group: readonly Command[]): Promise<Answer[]> {
    const journal = this.#journal;
    await journal.begin();
    const answers: Answer[] = [];
    const breathe = turns();
    for (const command of group) {
      journal.mark();
      try {
        answers.push(await command.attempt());
        journal.keep();
      } catch (error) {
        if (!journal.isOpen()) throw error;
        journal.takeBack();
        answers.push(() => command.fail(error));
      }
      this.#expectOpen();
      await breathe();
    }
    return answers;
  }

  #expectOpen(): void {
    if (!this.#journal.isOpen()) throw new Error("the database has ended the transaction");
  }

  /** Tells the callers of a group when it is on the disk, after those of the group before. */
  async #tell(group: readonly Command[], answers: readonly Answer[], before: Promise<void>): Promise<void> {
    try {
      await this.#journal.sync();
    } catch (error) {
      for (const command of group) command.fail(error);
      return;
    }
    await before;
    for (const [index, answer] of answers.entries()) {
      if (index > 0 && index % toldAtOnce === 0) await nextTurn();
      answer();
    }
  }
}

/** Lets others have the event loop whenever it has been held for long. */
function turns(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < turnLength) return;
    return nextTurn().then(() => {
      began = performance.now();
    });
  };
}
