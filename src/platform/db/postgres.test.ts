import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApp, type TestApp } from "../../../test/harness.ts";
import type { SiteId } from "../lib/ids.ts";
import type { Database, Tx } from "./database.ts";
import { openPostgres } from "./postgres.ts";

describe("a transaction that another one gets in the way of", () => {
  let app: TestApp;
  let database: Database;
  let pauses: number[] = [];
  beforeAll(async () => {
    app = await startApp("postgres");
    if (app.databaseUrl === null) throw new Error("no PostgreSQL");
    const pause = async (milliseconds: number) => {
      pauses.push(milliseconds);
    };
    database = openPostgres(app.databaseUrl, { pause, random: () => 0.5 });
  });
  afterAll(async () => {
    await database.close();
    await app.stop();
  });

  const site = 9000 as SiteId;
  const put = (tx: Tx, at: number) =>
    tx.insertInto("event").values({ site_id: site, at, type: "test", payload: "" }).execute();
  const addOne = (tx: Tx, at: number) =>
    tx
      .updateTable("event")
      .set({ payload: sql`payload || 'x'` })
      .where("site_id", "=", site)
      .where("at", "=", at)
      .execute();
  const payloadOf = async (at: number) => {
    const rows = await database.read
      .selectFrom("event")
      .select("payload")
      .where("site_id", "=", site)
      .where("at", "=", at)
      .execute();
    return rows.map((row) => row.payload);
  };

  it("is run again after a serialization failure, and keeps what it wrote then alone", async () => {
    pauses = [];
    await database.transact((tx) => put(tx, 1));
    let runs = 0;
    const answer = await database.transact(async (tx) => {
      runs++;
      await sql`set transaction isolation level repeatable read`.execute(tx);
      await tx.selectFrom("event").select("id").where("site_id", "=", site).execute();
      await put(tx, 2);
      if (runs <= 2) await database.transact((other) => addOne(other, 1));
      await addOne(tx, 1);
      return runs;
    });
    expect(answer).toBe(3);
    expect(await payloadOf(1)).toEqual(["xxx"]);
    expect(await payloadOf(2)).toEqual([""]);
    expect(pauses).toEqual([10, 20]);
  });

  it("gives up in the end, and at once when nothing would be different", async () => {
    pauses = [];
    let runs = 0;
    const failing = database.transact(async (tx) => {
      runs++;
      await sql`set transaction isolation level repeatable read`.execute(tx);
      await tx.selectFrom("event").select("id").where("site_id", "=", site).execute();
      await database.transact((other) => addOne(other, 1));
      await addOne(tx, 1);
    });
    await expect(failing).rejects.toMatchObject({ code: "40001" });
    expect(runs).toBe(6);
    expect(pauses).toEqual([10, 20, 40, 80, 160]);
    await expect(database.transact((tx) => sql`select 1 / 0`.execute(tx))).rejects.toThrow("division");
    expect(pauses).toHaveLength(5);
  });
});
