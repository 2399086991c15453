import { sql } from "kysely";
import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { type Engine, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { recognise, type Writer } from "../recognise.ts";
import { beginErasure, continueErasure } from "./erase.ts";

/** Resolves when something waits for somebody else's transaction, or is done without. */
async function isUnderWay({ database }: TestApp, engine: Engine, work: Promise<unknown>): Promise<void> {
  let isDone = false;
  const end = () => {
    isDone = true;
  };
  work.then(end, end);
  // There one transaction begins when the other has ended.
  if (engine === "sqlite") return;
  for (;;) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from pg_locks
      where not granted and pid in (select pid from pg_stat_activity where datname = current_database())
    `.execute(database.read);
    if (isDone || Number(rows[0]?.n ?? 0) > 0) return;
  }
}

onBothEngines("a guest who is erased while they write", (app, engine) => {
  it.each([
    ["for the first time", false],
    ["once more", true],
  ])("%s leaves nothing behind", async (_, wroteBefore) => {
    const { ctx, database, clock } = app();
    const site = await makeSite(app());
    const deviceHash = `device of ${site.key}`;
    const writer: Writer = {
      siteId: site.id,
      kind: "guest",
      name: "Ada",
      title: "",
      email: null,
      deviceHash,
    };
    if (wroteBefore) await database.transact((tx) => recognise(tx, ctx.keys, writer, clock.now));
    const [inside, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const order: string[] = [];
    const posting = database
      .transact(async (tx) => {
        await recognise(tx, ctx.keys, writer, clock.now);
        inside.resolve();
        await gate.promise;
      })
      .then(() => order.push("written"));
    await inside.promise;
    const key = { kind: "device", deviceHash } as const;
    const erasing = beginErasure(ctx, { key, level: "everything", siteId: site.id, by: "self" });
    const begun = erasing.then((outcome) => {
      order.push("erased");
      return outcome;
    });
    await isUnderWay(app(), engine, begun);
    // It waits for who writes. Which of the two is told first afterwards is up to the engine.
    expect(order).toEqual([]);
    gate.resolve();
    await posting;
    const outcome = await begun;
    if (outcome.outcome !== "begun") throw new Error(outcome.outcome);
    await continueErasure(ctx, outcome.receipt);
    const left = database.read.selectFrom("person").select("name").where("site_id", "=", site.id);
    expect((await left.execute()).filter(({ name }) => name === "Ada")).toEqual([]);
  });
});
