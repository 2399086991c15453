import { setTimeout as wait } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import type { Journal } from "./group-commit.ts";

/** Milliseconds that a transaction waits for those of other processes. */
const patience = 30_000;

export interface JournalOptions {
  /** Is awaited before each transaction. */
  makeRoom(): Promise<void>;
  /** Brings what was committed to the disk. */
  sync(): Promise<void>;
}

/** The transactions of a connection that nobody else uses. */
export function sqliteJournal(connection: Sqlite.Database, { makeRoom, sync }: JournalOptions): Journal {
  const steps = {
    begin: connection.prepare("begin immediate"),
    mark: connection.prepare("savepoint command"),
    keep: connection.prepare("release command"),
    takeBack: connection.prepare("rollback to command"),
    commit: connection.prepare("commit"),
    abandon: connection.prepare("rollback"),
  };
  let refusal: Error | null = null;
  const expectSound = () => {
    if (refusal) throw refusal;
  };
  return {
    begin: async () => {
      expectSound();
      await makeRoom();
      await whenFree(() => steps.begin.run());
    },
    // https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction
    isOpen: () => connection.inTransaction,
    mark: () => {
      steps.mark.run();
    },
    keep: () => {
      steps.keep.run();
    },
    takeBack: () => {
      steps.takeBack.run();
      steps.keep.run();
    },
    commit: () => {
      expectSound();
      steps.commit.run();
    },
    abandon: () => {
      if (connection.inTransaction) steps.abandon.run();
    },
    sync: async () => {
      try {
        await sync();
      } catch (error) {
        // Whether anything since the last sync is on the disk can't be known any more, not even by another sync that
        // seems to succeed; and what stands in the log after a gap would be lost with it. https://wiki.postgresql.org/wiki/Fsync_Errors
        refusal ??= new Error("the disk failed: nothing is written before the program starts anew", {
          cause: error,
        });
        throw refusal;
      }
    },
  };
}

/** Does something as soon as no other process writes, without holding the event loop meanwhile. */
async function whenFree(act: () => void): Promise<void> {
  const until = performance.now() + patience;
  for (let pause = 1; ; pause = Math.min(pause * 2, 32)) {
    try {
      act();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
    }
    await wait(pause);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY");
}
