import { expect, it } from "vitest";
import { onBothEngines } from "../../../test/harness.ts";
import type { SiteId } from "../lib/ids.ts";
import type { Database, Tx } from "./database.ts";

onBothEngines("transactions that run at once", (app, engine) => {
  let sites = 7000;

  /** A shelf of its own in the event log. */
  function makeShelf() {
    const site_id = ++sites as SiteId;
    return {
      put: (tx: Tx, at: number) =>
        tx.insertInto("event").values({ site_id, at, type: "test", payload: "" }).execute(),
      read: async ({ read }: Pick<Database, "read">) => {
        const rows = await read.selectFrom("event").select("at").where("site_id", "=", site_id).execute();
        return rows.map((row) => row.at).toSorted((one, other) => one - other);
      },
      addOne: (tx: Tx) =>
        tx
          .updateTable("event")
          .set((eb) => ({ at: eb("at", "+", 1) }))
          .where("site_id", "=", site_id)
          .execute(),
    };
  }

  it("answer each its caller", async () => {
    const shelf = makeShelf();
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    const answers = numbers.map((n) =>
      app().database.transact(async (tx) => {
        await shelf.put(tx, n);
        return n;
      }),
    );
    expect(await Promise.all(answers)).toEqual(numbers);
    expect(await shelf.read(app().database)).toEqual(numbers);
  });

  it("are taken back one by one: what throws harms nobody else", async () => {
    const shelf = makeShelf();
    const isBad = (n: number) => n % 7 === 3;
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    const outcomes = await Promise.allSettled(
      numbers.map((n) =>
        app().database.transact(async (tx) => {
          await shelf.put(tx, n);
          if (isBad(n)) throw new Error(`not ${n}`);
          return n;
        }),
      ),
    );
    expect(outcomes.map((each) => (each.status === "fulfilled" ? each.value : each.reason.message))).toEqual(
      numbers.map((n) => (isBad(n) ? `not ${n}` : n)),
    );
    expect(await shelf.read(app().database)).toEqual(numbers.filter((n) => !isBad(n)));
  });

  it("are taken back when all of them throw, and when only one runs", async () => {
    const shelf = makeShelf();
    const fail = () =>
      app().database.transact(async (tx) => {
        await shelf.put(tx, 1);
        throw new Error("changed my mind");
      });
    await expect(fail()).rejects.toThrow("changed my mind");
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, fail));
    expect(outcomes.map((each) => each.status)).toEqual(new Array(5).fill("rejected"));
    expect(await shelf.read(app().database)).toEqual([]);
    await app().database.transact((tx) => shelf.put(tx, 2));
    expect(await shelf.read(app().database)).toEqual([2]);
  });

  it("see one another's changes, a thousand of them", async () => {
    const shelf = makeShelf();
    await app().database.transact((tx) => shelf.put(tx, 0));
    await Promise.all(Array.from({ length: 1000 }, () => app().database.transact((tx) => shelf.addOne(tx))));
    expect(await shelf.read(app().database)).toEqual([1000]);
  });

  it("don't stand within one another", async () => {
    const shelf = makeShelf();
    const nested = app().database.transact(async (tx) => {
      await shelf.put(tx, 1);
      await app().database.transact((inner) => shelf.put(inner, 2));
    });
    await expect(nested).rejects.toThrow("within another one");
    expect(await shelf.read(app().database)).toEqual([]);
  });

  it.runIf(engine === "sqlite")("may go on after an error of their own", async () => {
    const shelf = makeShelf();
    const change = (n: number) =>
      app().database.transact(async (tx) => {
        await shelf.put(tx, n);
        const again = tx
          .insertInto("event")
          .values({ id: 1, site_id: 0, at: 0, type: "", payload: "" } as never);
        await expect(again.execute().then(() => again.execute())).rejects.toThrow("UNIQUE");
        await shelf.put(tx, n + 100);
      });
    await Promise.all([change(1), change(2)]);
    expect(await shelf.read(app().database)).toEqual([1, 2, 101, 102]);
  });
});
