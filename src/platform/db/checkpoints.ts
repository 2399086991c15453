import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type Sqlite from "better-sqlite3";

/**
 * PASSIVE copies what it can beside readers and writers. RESTART waits for them, and the log begins anew after it;
 * TRUNCATE leaves it empty.
 */
export type CheckpointMode = "PASSIVE" | "RESTART" | "TRUNCATE";

/** As https://sqlite.org/pragma.html#pragma_wal_checkpoint tells it. */
export interface CheckpointOutcome {
  /** 1: it had to leave something undone. */
  busy: number;
  /** Pages in the log. */
  log: number;
  /** How many of them are in the database file. */
  checkpointed: number;
}

export interface Checkpointer {
  run(mode: CheckpointMode): Promise<CheckpointOutcome>;
  close(): Promise<void>;
}

export interface LogLimits {
  /** Pages that are only in the log, from which on they are copied into the database file. */
  copyFrom: number;
  /** Pages in the log from which on writers wait until it has begun anew. */
  waitFrom: number;
}

/** With SQLite's pages of 4 kB: 4 MB, as is its own default, and 64 MB. */
export const logLimits: LogLimits = { copyFrom: 1000, waitFrom: 16_000 };

export interface LogKeeper {
  /** To be called between two transactions. Resolves when there is room for the next one. */
  makeRoom(): Promise<void>;
  /** Resolves when nothing is left in the log. Throws when somebody reads in it for long. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

const mostAttempts = 10;

/** Keeps the write-ahead log of a connection short: by a thread of its own, or here if that one doesn't work. */
export function keepLogShort(writer: Sqlite.Database, limits: LogLimits, thread: Checkpointer): LogKeeper {
  const measure = writer.prepare<[], CheckpointOutcome>("pragma wal_checkpoint(NOOP)");
  let copying: Promise<void> | null = null;
  let threadWorks = true;
  /** Whether the last of all copies left the log empty. */
  let emptied = false;
  let { waitFrom } = limits;

  function copy(mode: CheckpointMode): Promise<void> {
    copying = thread.run(mode).then(
      ({ busy, log }) => {
        // Somebody reads what is in the log, for long. It may grow by as much again before all wait once more.
        emptied = mode === "TRUNCATE" && busy === 0;
        if (mode === "RESTART") waitFrom = busy === 0 ? limits.waitFrom : log + limits.waitFrom;
        copying = null;
      },
      () => {
        threadWorks = false;
        copying = null;
      },
    );
    return copying;
  }

  return {
    makeRoom: async () => {
      const now = measure.get();
      if (!now || now.log - now.checkpointed < limits.copyFrom) return;
      if (!threadWorks) {
        writer.pragma("wal_checkpoint(PASSIVE)");
      } else if (now.log >= waitFrom) {
        // The thread is asked one thing at a time: of two who wait for it, the other may have asked first. Nothing comes between
        // the look and the asking.
        while (copying) await copying;
        await copy("RESTART");
      } else if (!copying) {
        // Writers go on meanwhile.
        void copy("PASSIVE");
      }
    },
    empty: async () => {
      for (let attempt = 1; ; attempt++) {
        while (copying) await copying;
        if (!threadWorks) writer.pragma("wal_checkpoint(TRUNCATE)");
        else await copy("TRUNCATE");
        // Others may have written since; what was in it before is gone.
        if (emptied || !threadWorks) return;
        if (attempt === mostAttempts) throw new Error("somebody reads in the write-ahead log for long");
      }
    },
    close: async () => {
      await copying;
      await thread.close();
    },
  };
}

// scripts/build.js puts it next to the program.
const program = import.meta.url.endsWith(".ts")
  ? new URL("./checkpoint-worker.ts", import.meta.url)
  : new URL("./checkpoint-worker.js", import.meta.url);

/** A thread that is started when there is first something to do: a quiet server doesn't pay for it. */
export function checkpointThread(database: string): Checkpointer {
  let worker: Worker | null = null;

  function start(): Worker {
    const started = new Worker(program, {
      workerData: database,
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
    });
    // Whoever waits for an answer hears of it too.
    started.on("error", () => {
      worker = null;
    });
    return started;
  }

  return {
    run: async (mode) => {
      worker ??= start();
      const asked = worker;
      // While it works the process stays, though nothing else may be left to do.
      asked.ref();
      asked.postMessage(mode);
      const [outcome] = await once(asked, "message");
      asked.unref();
      return outcome as CheckpointOutcome;
    },
    close: async () => {
      if (!worker) return;
      worker.ref();
      worker.postMessage("close");
      await once(worker, "exit");
    },
  };
}
