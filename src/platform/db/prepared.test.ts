import { sql } from "kysely";
import { expect, it } from "vitest";
import { onBothEngines } from "../../../test/harness.ts";
import type { SiteId } from "../lib/ids.ts";
import type { Db, Tx } from "./database.ts";
import { compilable, prepared, preparedInsert, type Values } from "./prepared.ts";

onBothEngines("a prepared query", (app) => {
  const site = 8000 as SiteId;
  const type = 'it\'s a "type" ? $1';

  interface Row {
    site_id: SiteId;
    at: number;
    type: string;
    payload: string;
  }
  const insert = preparedInsert((tx: Tx, value: Values<Row>) => tx.insertInto("event").values(value.all()));
  const add = (ats: readonly number[]) =>
    app().database.transact(async (tx) => {
      const ids: number[] = [];
      for (const at of ats) ids.push(await insert(tx, { site_id: site, at, type, payload: `${at}` }));
      return ids;
    });

  it("finds by its values, whatever they are, outside a transaction and in one", async () => {
    const ids = await add([1, 2, 3]);
    const find = prepared((db: Db, value: Values<{ at: number; type: string }>) =>
      db
        .selectFrom("event")
        .select(["id", "payload"])
        .where("site_id", "=", site)
        .where("type", "=", value("type"))
        .where("at", "=", value("at")),
    );
    for (const [index, at] of [1, 2, 3].entries()) {
      const expected = [{ id: ids[index], payload: `${at}` }];
      expect(await find(app().database.read, { type, at })).toEqual(expected);
      expect(await app().database.transact((tx) => find(tx, { at, type }))).toEqual(expected);
    }
    expect(await find(app().database.read, { at: 1, type: "'; drop table event; --" })).toEqual([]);
    expect(await find(app().database.read, { at: 1e15, type })).toEqual([]);
  });

  it("takes lists of any length", async () => {
    const ids = await add(Array.from({ length: 70 }, (_, n) => 100 + n));
    const some = prepared((db: Db, value: Values<{ ids: readonly number[]; least: number }>) =>
      db
        .selectFrom("event")
        .select("at")
        .where(sql<number>`id`, "in", value("ids"))
        .where("at", ">=", value("least"))
        .orderBy("at"),
    );
    const others = prepared((db: Db, value: Values<{ ids: readonly number[] }>) =>
      db
        .selectFrom("event")
        .select("at")
        .where(sql<number>`id`, "in", ids)
        .where(sql<number>`id`, "not in", value("ids"))
        .orderBy("at"),
    );
    const all = ids.map((_, n) => 100 + n);
    for (const length of [1, 2, 3, 4, 5, 15, 16, 17, 64, 65, 70]) {
      const wanted = ids.slice(0, length);
      const rows = await some(app().database.read, { ids: wanted, least: 102 });
      expect(rows.map((row) => row.at)).toEqual(all.slice(2, length));
      const rest = await others(app().database.read, { ids: wanted });
      expect(rest.map((row) => row.at)).toEqual(all.slice(length));
    }
  });

  it("is built once, and once more for a list of another length", async () => {
    let built = 0;
    const query = prepared((db: Db, value: Values<{ ats: readonly number[] }>) => {
      built++;
      return db.selectFrom("event").select("id").where("at", "in", value("ats"));
    });
    for (const ats of [[1], [2, 3], [4, 5, 6, 7], [8], [1, 2, 3, 4, 5]])
      await query(app().database.read, { ats });
    expect(built).toBe(2);
  });

  it("may be written in SQL, with a value in two places", async () => {
    await add([501, 502]);
    const between = prepared((db: Db, value: Values<{ at: number }>) =>
      compilable(
        db,
        sql<{ at: number }>`select at from event where site_id = ${site} and at >= ${value("at")}
          and at < ${value("at")} + 2 order by at`,
      ),
    );
    expect(await between(app().database.read, { at: 501 })).toEqual([{ at: 501 }, { at: 502 }]);
    expect(await between(app().database.read, { at: 502 })).toEqual([{ at: 502 }]);
  });

  it("changes rows in a transaction, and writes nothing and null as they are", async () => {
    const [id] = await add([600]);
    const change = prepared((tx: Tx, value: Values<{ id: number; payload: string }>) =>
      tx
        .updateTable("event")
        .set({ payload: value("payload") })
        .where(sql<number>`id`, "=", value("id"))
        .returning("payload"),
    );
    for (const payload of ["", "null", "\u{1F388} نەورۆز"]) {
      const rows = await app().database.transact((tx) => change(tx, { id: id ?? 0, payload }));
      expect(rows).toEqual([{ payload }]);
    }
    const echo = prepared((db: Db, value: Values<{ text: string | null }>) =>
      compilable(db, sql<{ text: string | null }>`select cast(${value("text")} as text) as text`),
    );
    expect(await echo(app().database.read, { text: null })).toEqual([{ text: null }]);
    expect(await echo(app().database.read, { text: "" })).toEqual([{ text: "" }]);
  });
});
