import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory, type MadeSite } from "../../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";
import { type Decision, recordDecision } from "../record-decision.ts";
import { readOverview } from "./read-overview.ts";

const aMinute = 60_000;

/** A comment that a rule held when it was written. */
async function heldComment(
  app: TestApp,
  site: MadeSite,
  { at, rule = "links" }: { at: number; rule?: string },
) {
  const story = await makeStory(app, site);
  const [id] = await makeComments(app, site, story, [{ status: "pending", at }]);
  const decision: Decision = {
    siteId: site.id,
    commentId: id as CommentId,
    actor: `rule:${rule}`,
    action: "hold",
    code: "many",
    reason: "",
    before: "",
    after: "pending",
    at,
  };
  await app.database.transact((tx) => recordDecision(tx, decision));
  return id as CommentId;
}

async function madeSite(app: TestApp) {
  const made = await makeSite(app);
  const moderator = await makeMember(app, { role: "moderator", siteId: made.id, name: "Tamsin Rook" });
  return { ...made, timeZone: "UTC", moderator };
}

const verdict = { rule: null, reason: "", code: "insult" } as const;

onBothEngines("the overview", (app) => {
  it("tells how long what was held has waited until staff decided", async () => {
    const site = await madeSite(app());
    const { now } = app().clock;
    for (const minutes of [2, 6, 6, 30]) {
      const id = await heldComment(app(), site, { at: now - minutes * aMinute });
      const actor = `staff:${site.moderator.id}`;
      await decideOnComment(app().ctx, site.id, id, { ...verdict, status: "published", actor });
    }
    const { waits, comments, held, onDuty } = await readOverview(app().ctx, site, "day");
    expect(waits?.count).toBe(4);
    expect((waits?.median ?? 0) / aMinute).toBeCloseTo(6, 0);
    expect((waits?.ninetieth ?? 0) / aMinute / 30).toBeCloseTo(1, 1);
    expect(comments.reduce((all, n) => all + n)).toBe(4);
    expect(held.reduce((all, n) => all + n)).toBe(4);
    expect(onDuty).toMatchObject([{ name: "Tamsin Rook", decided: 4, claimed: 0 }]);
  });

  it("counts a comment once however many rules held it, and tells each rule’s share of the reasons", async () => {
    const site = await madeSite(app());
    const at = app().clock.now - aMinute;
    const id = await heldComment(app(), site, { at });
    await app().database.transact((tx) =>
      recordDecision(tx, {
        siteId: site.id,
        commentId: id,
        actor: "rule:words",
        action: "hold",
        code: "listed",
        reason: "",
        before: "",
        after: "pending",
        at,
      }),
    );
    const { held, waiting, reasons, queues } = await readOverview(app().ctx, site, "week");
    expect(held.at(-1)).toBe(1);
    expect(waiting.at(-1)).toBe(queues.find(({ queue }) => queue === "held")?.count ?? 0);
    expect(reasons.map(({ who, n }) => [who, n]).toSorted()).toEqual([
      ["rule:links", 1],
      ["rule:words", 1],
    ]);
  });

  it("says which rule failed, how often and since when", async () => {
    const site = await madeSite(app());
    for (const minutes of [50, 20])
      await app().database.transact((tx) =>
        recordDecision(tx, {
          siteId: site.id,
          commentId: 1 as CommentId,
          actor: "rule:links",
          action: "hold",
          code: "failed",
          reason: "",
          before: "",
          after: "pending",
          at: app().clock.now - minutes * aMinute,
        }),
      );
    const html = (await app().get(`${site.prefix}/desk/overview`, as(site.moderator))).body;
    expect(html).toContain("failed 2 times since 12:50, last at 13:20");
  });

  it("shows what the learner held and staff then refused", async () => {
    const site = await madeSite(app());
    const actor = `staff:${site.moderator.id}`;
    for (const status of ["rejected", "rejected", "published"] as const) {
      const id = await heldComment(app(), site, { at: app().clock.now - 5 * aMinute, rule: "learner" });
      await decideOnComment(app().ctx, site.id, id, { ...verdict, status, actor });
    }
    const missed = await heldComment(app(), site, { at: app().clock.now - 5 * aMinute });
    await decideOnComment(app().ctx, site.id, missed, { ...verdict, status: "rejected", actor });
    const { learner } = await readOverview(app().ctx, site, "day");
    expect(learner.cases).toBe(3);
    expect(learner.precision.at(-1)?.value).toBeCloseTo(2 / 3);
    expect(learner.recall.at(-1)?.value).toBeCloseTo(2 / 3);
  });

  it("stands without anything to show, for every period", async () => {
    const site = await madeSite(app());
    for (const period of ["day", "week", "month", "quarter", "for ever"]) {
      const answer = await app().get(
        `${site.prefix}/desk/overview?period=${encodeURIComponent(period)}`,
        as(site.moderator),
      );
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain("There is nothing to show for this period yet.");
      expect(answer.body).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});
