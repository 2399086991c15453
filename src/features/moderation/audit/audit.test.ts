import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { type MadeSite, makeSite } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import type { CommentId, DecisionId } from "../../../platform/lib/ids.ts";
import { moderationTrace } from "../held.ts";
import { type Decision, recordDecision } from "../record-decision.ts";
import { linkDecisions } from "./link-decisions.ts";
import { verifyDecisions } from "./verify-decisions.ts";

onBothEngines("the chain of decisions", (app, engine) => {
  let site: MadeSite;
  let ids: DecisionId[];

  const decision = (more: Partial<Decision> = {}): Decision => ({
    siteId: site.id,
    commentId: 7 as CommentId,
    actor: "staff:tamsin",
    action: "refuse",
    code: "insult",
    reason: "third time",
    details: { rule: 2 },
    before: "pending",
    after: "rejected",
    at: app().clock.now,
    ...more,
  });
  const record = (more: Partial<Decision> = {}) =>
    app().database.transact((tx) => recordDecision(tx, decision(more)));
  const verify = (head?: string) => verifyDecisions(app().ctx, site.id, head);
  /** What somebody does who has the database in their hands. */
  const raw = (query: ReturnType<typeof sql>) => app().database.transact((tx) => query.execute(tx));

  async function begin(count = 5) {
    site = await makeSite(app());
    ids = [];
    for (let n = 0; n < count; n++) ids.push(await record({ reason: `reason ${n}` }));
  }
  beforeAll(() => begin());

  it("holds every decision, without anybody asking for it", async () => {
    await app().relay.deliver();
    await app().linker.settle();
    expect(await verify()).toMatchObject({ count: 5, linked: 0, erased: 0, late: null, broken: null });
  });

  it("proves that a head noted earlier is still in it", async () => {
    const { head } = await verify();
    await record();
    expect(await verify(head)).toMatchObject({ count: 6, asked: 5, broken: null });
    expect(await verify("somethingElse")).toMatchObject({ asked: null });
  });

  it("gives each decision one place, however many processes link at once", async () => {
    await begin(40);
    await Promise.all(Array.from({ length: 4 }, () => linkDecisions(app().ctx, site.id)));
    expect(await verify()).toMatchObject({ count: 40, linked: 0, broken: null });
  });

  // SQLite has one writer at a time: there ids are in the order of commits.
  const onPostgres = engine === "postgres" ? it : () => {};
  onPostgres("links a decision that is seen after one with a greater id", async () => {
    await begin(1);
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let isWritten = () => {};
    const written = new Promise<void>((resolve) => {
      isWritten = resolve;
    });
    const early = app().database.transact(async (tx) => {
      await recordDecision(tx, decision({ reason: "begun first" }));
      isWritten();
      await held;
    });
    await written;
    await record({ reason: "begun later" });
    await linkDecisions(app().ctx, site.id);
    letGo();
    await early;
    expect(await verify()).toMatchObject({ count: 3, linked: 1, broken: null });
  });

  it("tells which decision was changed", async () => {
    for (const change of [
      sql`action = 'publish'`,
      sql`code = 'sales'`,
      sql`"before" = 'published'`,
      sql`at = at + 1`,
      sql`comment_id = 8`,
      sql`undoes = 1`,
    ]) {
      await begin();
      await verify();
      await raw(sql`update decision set ${change} where id = ${ids[2]}`);
      expect(await verify()).toMatchObject({ broken: { number: 3, decisionId: ids[2], what: "changed" } });
    }
  });

  it("tells that somebody else is said to have decided, or for another reason", async () => {
    await begin();
    await verify();
    await raw(sql`update decision set actor = 'staff:ivo' where id = ${ids[1]}`);
    expect(await verify()).toMatchObject({ broken: { number: 2, what: "actor" } });
    await begin();
    await verify();
    await raw(sql`update decision set reason = 'I was told to' where id = ${ids[1]}`);
    expect(await verify()).toMatchObject({ broken: { number: 2, what: "words" } });
    await begin();
    await verify();
    // Who says that words were erased can't put others there.
    await raw(sql`update decision set reason = 'I was told to', salt = '.' where id = ${ids[1]}`);
    expect(await verify()).toMatchObject({ broken: { number: 2 } });
  });

  it("tells that one is missing, in between or at the end", async () => {
    await begin();
    await verify();
    await raw(sql`delete from decision where id = ${ids[2]}`);
    expect(await verify()).toMatchObject({ broken: { number: 3, decisionId: null, what: "missing" } });
    await begin();
    const { head } = await verify();
    await raw(sql`delete from decision where id = ${ids[4]}`);
    expect(await verify()).toMatchObject({ broken: { number: 5, what: "end" } });
    // Even the end of the chain can be made to fit; a head that was noted elsewhere can't.
    await raw(sql`update decision_chain set number = 4, hash = (select hash from decision where id = ${ids[3]})
      where site_id = ${site.id}`);
    expect(await verify()).toMatchObject({ broken: null });
    expect(await verify(head)).toMatchObject({ asked: null });
  });

  it("tells that decisions were taken out of it, changed and linked anew by the program itself", async () => {
    await begin();
    await verify();
    app().clock.now += 2 * 3_600_000;
    await app().database.transact(async (tx) => {
      await sql`update decision set action = 'publish', number = null, salt = '', digest = '', hash = ''
        where site_id = ${site.id} and number > 2`.execute(tx);
      await sql`update decision_chain set number = 2, hash = (select hash from decision where id = ${ids[1]})
        where site_id = ${site.id}`.execute(tx);
    });
    const linkedAt = app().clock.now;
    expect(await verify()).toMatchObject({ broken: null, late: { count: 3, first: 3, linkedAt } });
    // That it was in time can't be said of it either.
    await raw(sql`update decision set salt = substr(salt, 1, length(salt) - 1) || '9' where id = ${ids[3]}`);
    expect(await verify()).toMatchObject({ broken: { number: 4, what: "changed" } });
    await begin();
    expect(await verify()).toMatchObject({ late: null });
  });

  it("tells that one was put in between", async () => {
    await begin();
    await verify();
    await raw(sql`update decision set number = number + 100 where site_id = ${site.id} and number > 2`);
    await raw(sql`insert into decision (site_id, comment_id, actor, action, reason, "before", "after", at, number, salt, digest, hash)
      select site_id, 9, actor, action, reason, "before", "after", at, 3, salt, digest, hash
      from decision where id = ${ids[1]}`);
    await raw(sql`update decision set number = number - 99 where site_id = ${site.id} and number > 100`);
    expect(await verify()).toMatchObject({ broken: { number: 3, what: "changed" } });
  });

  it("tells that two changed places", async () => {
    await begin();
    await verify();
    await raw(sql`update decision set number = 100 where id = ${ids[1]}`);
    await raw(sql`update decision set number = 2 where id = ${ids[2]}`);
    await raw(sql`update decision set number = 3 where id = ${ids[1]}`);
    expect(await verify()).toMatchObject({ broken: { number: 2, decisionId: ids[2], what: "changed" } });
  });

  it("holds when words are erased for somebody who asked for it, and says how many", async () => {
    await begin();
    await verify();
    const erasing = { level: "words" } as Parameters<typeof moderationTrace>[2];
    const comment = { id: 7 as CommentId, siteId: site.id, authorName: "Peg", createdAt: 0 };
    await app().database.transact((tx) => moderationTrace(tx, [comment], erasing));
    const row = await app()
      .database.read.selectFrom("decision")
      .select(["reason", "details"])
      .where("id", "=", ids[0] as DecisionId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ reason: "", details: "" });
    expect(await verify()).toMatchObject({ count: 5, erased: 5, broken: null });
  });
});
