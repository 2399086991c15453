import { execFile } from "node:child_process";
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { aFewTurns, close, makeFile, numbersIn, open, put, until } from "../../../test/sqlite.ts";
import type { EventId } from "../lib/ids.ts";
import type { Tx } from "./database.ts";

/** A disk whose syncs end when they are told to. */
function slowDisk() {
  const syncs: PromiseWithResolvers<void>[] = [];
  const arrivals: (() => void)[] = [];
  return {
    syncs,
    sync: () => {
      const sync = Promise.withResolvers<void>();
      syncs.push(sync);
      for (const arrived of arrivals.splice(0)) arrived();
      return sync.promise;
    },
    /** When so many syncs have been asked for. */
    asked: async (count: number) => {
      while (syncs.length < count) await new Promise<void>((resolve) => arrivals.push(resolve));
    },
  };
}

describe("a commit", () => {
  it("is told of when it is on the disk, and not before", async () => {
    const disk = slowDisk();
    const database = await open({ sync: disk.sync });
    let isTold = false;
    const change = database
      .transact((tx) => put(tx, 1))
      .then(() => {
        isTold = true;
      });
    await disk.asked(1);
    expect(await numbersIn(database)).toEqual([1]);
    await aFewTurns();
    expect(isTold).toBe(false);
    disk.syncs[0]?.resolve();
    await change;
    expect(isTold).toBe(true);
  });

  it("waits for a sync that began after it, with all that came meanwhile", async () => {
    const disk = slowDisk();
    const database = await open({ sync: disk.sync });
    const told: number[] = [];
    const change = (n: number) => database.transact((tx) => put(tx, n)).then(() => told.push(n));
    const changes = [change(1)];
    await disk.asked(1);
    for (const n of [2, 3, 4]) {
      changes.push(change(n));
      await until(async () => (await numbersIn(database)).includes(n));
    }
    expect(disk.syncs).toHaveLength(1);
    disk.syncs[0]?.resolve();
    await disk.asked(2);
    await aFewTurns();
    expect(told).toEqual([1]);
    disk.syncs[1]?.resolve();
    await Promise.all(changes);
    expect(told).toEqual([1, 2, 3, 4]);
    expect(disk.syncs).toHaveLength(2);
  });

  it("is one for all that came together, and they are told in their order", async () => {
    let syncs = 0;
    const database = await open({
      sync: async () => {
        syncs++;
      },
    });
    const told: number[] = [];
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    await Promise.all(numbers.map((n) => database.transact((tx) => put(tx, n)).then(() => told.push(n))));
    expect(told).toEqual(numbers);
    expect(await numbersIn(database)).toEqual(numbers);
    expect(syncs).toBe(1);
  });

  it("is of a bounded number", async () => {
    let syncs = 0;
    const database = await open({
      sync: async () => {
        syncs++;
      },
    });
    const told: number[] = [];
    const numbers = Array.from({ length: 1000 }, (_, n) => n);
    await Promise.all(numbers.map((n) => database.transact((tx) => put(tx, n)).then(() => told.push(n))));
    expect(told).toEqual(numbers);
    expect(await numbersIn(database)).toEqual(numbers);
    expect(syncs).toBeGreaterThan(10);
    expect(syncs).toBeLessThan(20);
  });

  it("fails for all that share it", async () => {
    const database = await open();
    const outcomes = await Promise.allSettled([
      database.transact((tx) => put(tx, 1)),
      database.transact(async (tx) => {
        // Wrong only when it is committed.
        await sql`pragma defer_foreign_keys = on`.execute(tx);
        await sql`insert into recommend (comment_id, voter, at) values (404, '', 0)`.execute(tx);
      }),
      database.transact((tx) => put(tx, 3)),
    ]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "SQLITE_CONSTRAINT_FOREIGNKEY" } });
    }
    await database.transact((tx) => put(tx, 4));
    expect(await numbersIn(database)).toEqual([4]);
  });

  it("lets others have the event loop between two commands", async () => {
    const database = await open();
    let turns = 0;
    let isDone = false;
    const watch = (async () => {
      for (; !isDone; turns++) await nextTurn();
    })();
    const burn = async (tx: Tx) => {
      const start = performance.now();
      while (performance.now() - start < 5);
      await put(tx, turns);
    };
    await Promise.all(Array.from({ length: 5 }, () => database.transact(burn)));
    isDone = true;
    await watch;
    const seen = await numbersIn(database);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe("a disk that fails", () => {
  it("fails all that wait for it and all that come later, and is not asked again", async () => {
    const disk = slowDisk();
    const database = await open({ sync: disk.sync });
    const first = database.transact((tx) => put(tx, 1));
    await disk.asked(1);
    const second = database.transact((tx) => put(tx, 2));
    await until(async () => (await numbersIn(database)).includes(2));
    const outcomes = Promise.allSettled([first, second]);
    disk.syncs[0]?.reject(new Error("EIO"));
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { cause: { message: "EIO" } } });
    }
    await expect(database.transact((tx) => put(tx, 3))).rejects.toThrow("the disk failed");
    expect(disk.syncs).toHaveLength(1);
    expect(await numbersIn(database)).toEqual([1, 2]);
  });

  it("fails what was being written when that became known", async () => {
    const disk = slowDisk();
    const database = await open({ sync: disk.sync });
    const first = database.transact((tx) => put(tx, 1));
    await disk.asked(1);
    const isUnderWay = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const second = database.transact(async (tx) => {
      await put(tx, 2);
      isUnderWay.resolve();
      await mayEnd.promise;
    });
    await isUnderWay.promise;
    disk.syncs[0]?.reject(new Error("EIO"));
    await expect(first).rejects.toThrow("the disk failed");
    mayEnd.resolve();
    await expect(second).rejects.toThrow("the disk failed");
    expect(await numbersIn(database)).toEqual([1]);
  });

  it("that is full fails what finds no room, and keeps what it said it kept", async () => {
    const database = await open();
    await database.transact((tx) => sql`pragma max_page_count = 300`.execute(tx));
    const sizes = Array.from({ length: 40 }, (_, n) => (n % 5 === 4 ? 900_000 : 1000));
    const outcomes = await Promise.allSettled(
      sizes.map((size, n) => database.transact((tx) => put(tx, n, size).then(() => n))),
    );
    const kept = outcomes.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    const reasons = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []));
    expect(new Set(reasons)).toEqual(new Set(["SQLITE_FULL"]));
    expect(await numbersIn(database)).toEqual(kept);
    await database.transact((tx) => sql`pragma max_page_count = 100000`.execute(tx));
    await database.transact((tx) => put(tx, 99, 900_000));
    expect(await numbersIn(database)).toEqual([...kept, 99]);
  });
});

describe("a transaction", () => {
  it("that has ended by itself keeps nothing, whatever its commands make of it", async () => {
    const database = await open();
    await database.transact((tx) => sql`pragma max_page_count = 300`.execute(tx));
    const outcomes = await Promise.allSettled([
      database.transact((tx) => put(tx, 1)),
      database.transact((tx) => put(tx, 2, 2_000_000).catch(() => {})),
      database.transact((tx) => put(tx, 3)),
    ]);
    for (const outcome of outcomes.slice(0, 2)) expect(outcome.status).toBe("rejected");
    const kept = outcomes[2]?.status === "fulfilled" ? [3] : [];
    expect(await numbersIn(database)).toEqual(kept);
  });

  it("refuses queries that were left behind", async () => {
    const database = await open();
    let late: Tx | null = null;
    await database.transact(async (tx) => {
      late = tx;
    });
    await expect(put(late as unknown as Tx, 1)).rejects.toThrow("after the end of its transaction");
    const failed = database.transact(async (tx) => {
      await Promise.all([Promise.reject(new Error("no")), nextTurn().then(() => put(tx, 2))]);
    });
    await expect(failed).rejects.toThrow("no");
    await Promise.all([3, 4].map((n) => database.transact((tx) => put(tx, n))));
    await aFewTurns();
    expect(await numbersIn(database)).toEqual([3, 4]);
  });

  it("waits for that of another process without holding this one", async () => {
    const file = makeFile();
    const database = await open({}, file);
    const other = new Sqlite(file);
    other.exec("begin immediate; insert into event (site_id, at, type, payload) values (1, 1, 'test', '')");
    let isTold = false;
    const change = database
      .transact((tx) => put(tx, 2))
      .then(() => {
        isTold = true;
      });
    await aFewTurns();
    expect(isTold).toBe(false);
    other.exec("commit");
    other.close();
    await change;
    expect(await numbersIn(database)).toEqual([1, 2]);
  });

  it("goes well beside another process that writes all the time", async () => {
    const file = makeFile();
    const database = await open({ limits: { copyFrom: 20, waitFrom: 60 } }, file);
    const program = `
      const Sqlite = require("better-sqlite3");
      const database = new Sqlite(process.argv[1], { timeout: 60000 });
      const add = database.prepare("insert into event (site_id, at, type, payload) values (2, ?, 'test', '')");
      for (let n = 0; n < 300; n++) database.transaction(() => add.run(n)).immediate();
      database.close();`;
    const ended = promisify(execFile)(process.execPath, ["-e", program, file]);
    const numbers = Array.from({ length: 300 }, (_, n) => n);
    for (const n of numbers) await database.transact((tx) => put(tx, n));
    await ended;
    const rows = await database.read.selectFrom("event").select(["site_id", "at"]).orderBy("id").execute();
    for (const site of [1, 2]) {
      expect(rows.filter((row) => row.site_id === site).map((row) => row.at)).toEqual(numbers);
    }
  });
});

it("compiles a statement once, however often it runs", async () => {
  const file = makeFile();
  const database = await open({}, file);
  const plain = new Sqlite(file).prepare(
    "select e.id from event e join event f on f.id = e.id where e.id = ? and e.at = ?",
  );
  const query = database.read
    .selectFrom("event as e")
    .innerJoin("event as f", "f.id", "e.id")
    .select("e.id")
    .where("e.id", "=", 1 as EventId)
    .where("e.at", "=", 1);
  await database.transact((tx) => put(tx, 1));
  const fiveTimes = async (run: () => unknown) => {
    for (let n = 0; n < 5; n++) await run();
  };
  // better-sqlite3 makes a function for the rows of a statement whenever that was compiled anew.
  expect(await countFunctions(() => fiveTimes(() => query.execute()))).toBe(1);
  // Should this have become 1, `+?` is not needed any more.
  expect(await countFunctions(() => fiveTimes(() => plain.all(1, 1)))).toBeGreaterThan(1);
});

async function countFunctions(work: () => Promise<void>): Promise<number> {
  const original = globalThis.Function;
  let made = 0;
  globalThis.Function = new Proxy(original, {
    apply: (target, self, body) => {
      made++;
      return Reflect.apply(target, self, body);
    },
  });
  try {
    await work();
  } finally {
    globalThis.Function = original;
  }
  return made;
}

it("refuses what comes after the end, and ends what came before", async () => {
  const database = await open();
  const changes = [1, 2, 3].map((n) => database.transact((tx) => put(tx, n)));
  const closed = close(database);
  await expect(database.transact((tx) => put(tx, 4))).rejects.toThrow("closed");
  await Promise.all(changes);
  await closed;
});
