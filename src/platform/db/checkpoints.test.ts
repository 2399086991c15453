import { existsSync, statSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { close, makeFile, numbersIn, open, put, until } from "../../../test/sqlite.ts";
import { type CheckpointMode, type CheckpointOutcome, checkpointThread } from "./checkpoints.ts";
import type { Database } from "./database.ts";

describe("the write-ahead log", () => {
  const limits = { copyFrom: 20, waitFrom: 60 };
  const aHundredPages = 100 * 4120;
  // Each takes more than a page.
  const many = Array.from({ length: 400 }, (_, n) => n);
  const write = (database: Database, at: number) => database.transact((tx) => put(tx, at, 3000));
  const logSize = (file: string) => statSync(`${file}-wal`).size;

  it("stays short while all write, and is gone after the end", async () => {
    const file = makeFile();
    const thread = checkpointThread(file);
    const outcomes: CheckpointOutcome[] = [];
    const checkpointer = {
      ...thread,
      run: async (mode: CheckpointMode) => {
        const outcome = await thread.run(mode);
        outcomes.push(outcome);
        return outcome;
      },
    };
    const database = await open({ limits, checkpointer }, file);
    const before = logSize(file);
    for (const n of many) await write(database, n);
    expect(logSize(file)).toBeLessThan(before + aHundredPages);
    await close(database);
    expect(() => logSize(file)).toThrow("ENOENT");
    // It was the thread that kept it so.
    expect(outcomes.length).toBeGreaterThan(3);
    expect(await numbersIn(await open({}, file))).toEqual(many);
  });

  it("is left to nobody but the process itself when there is no thread for it", async () => {
    const file = makeFile();
    const checkpointer = {
      run: () => Promise.reject(new Error("no threads here")),
      close: async () => {},
    };
    const database = await open({ limits, checkpointer }, file);
    const before = logSize(file);
    for (const n of many) await write(database, n);
    expect(logSize(file)).toBeLessThan(before + aHundredPages);
    expect(await numbersIn(database)).toEqual(many);
  });

  it("has its thread in a build too", () => {
    expect(existsSync(new URL("../../../dist/server/checkpoint-worker.js", import.meta.url))).toBe(true);
  });

  it("may grow while somebody reads in it, and writers wait for that only now and then", async () => {
    const asked: CheckpointMode[] = [];
    const checkpointer = {
      run: async (mode: CheckpointMode) => {
        asked.push(mode);
        return { busy: 1, log: 10_000, checkpointed: 0 };
      },
      close: async () => {},
    };
    const database = await open({ limits, checkpointer });
    await until(async () => {
      await write(database, 0);
      return asked.includes("RESTART");
    });
    const before = asked.length;
    await write(database, 1);
    await write(database, 2);
    expect(asked.slice(before)).toEqual(["PASSIVE", "PASSIVE"]);
  });

  it("is emptied for each of several who ask at once, one after the other", async () => {
    const file = makeFile();
    const thread = checkpointThread(file);
    let [running, most] = [0, 0];
    const checkpointer = {
      ...thread,
      run: async (mode: CheckpointMode) => {
        most = Math.max(most, ++running);
        const outcome = await thread.run(mode);
        running--;
        return outcome;
      },
    };
    const database = await open({ limits, checkpointer }, file);
    for (const n of [1, 2, 3, 4]) {
      await write(database, n);
      await Promise.all([database.scrub(), database.scrub(), database.scrub()]);
      expect(logSize(file)).toBe(0);
    }
    expect(most).toBe(1);
    await close(database);
  });

  it("is found behind a symbolic link", async () => {
    const file = makeFile();
    const link = `${makeFile()}-link`;
    symlinkSync(file, link);
    const database = await open({}, link);
    await write(database, 1);
    expect(logSize(file)).toBeGreaterThan(0);
    expect(await numbersIn(database)).toEqual([1]);
  });
});
