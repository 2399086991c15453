import { describe, expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../../../test/harness.ts";
import { as, makeMember, type MadeMember } from "../../../../../test/members.ts";
import { statusOf } from "../../../../../test/moderation.ts";
import type { CommentId } from "../../../../platform/lib/ids.ts";
import { decideOnComment } from "../../../discussion/decide-on-comment.ts";
import { kappaOf } from "./kappa.ts";
import { readQuality } from "./read-quality.ts";
import { isSampled } from "./sampling.ts";

/** A site on which every decision is looked at again, with three moderators and an editor. */
async function desk(app: TestApp) {
  const site = await makeSite(app);
  await app.database.admin
    .insertInto("rule_set")
    .values({ site_id: site.id, settings: '{"quality":{"share":100}}', by: "test", at: 0 })
    .execute();
  const member = (role: "moderator" | "editor") => makeMember(app, { role, siteId: site.id });
  const [first, second, third, editor] = [
    await member("moderator"),
    await member("moderator"),
    await member("moderator"),
    await member("editor"),
  ];
  const decided = async (status: "published" | "rejected", text = "The heron is the same heron.") => {
    const story = await makeStory(app, site);
    const [id] = await makeComments(app, site, story, [{ status: "pending", text }]);
    const actor = `staff:${first.id}`;
    await decideOnComment(app.ctx, site.id, id as CommentId, {
      status,
      rule: null,
      actor,
      code: status === "rejected" ? "insult" : "",
      reason: "a word for the desk",
    });
    await app.relay.deliver();
    return id as CommentId;
  };
  const path = `${site.prefix}/desk/overview/quality`;
  const next = (who: MadeMember) => app.get(`${path}/next`, as(who));
  const formOf = (html: string) => /action="([^"]*quality\/\d+)"/.exec(html)?.[1] ?? "";
  const say = async (who: MadeMember, verdict: string) => {
    const action = formOf((await next(who)).body);
    return app.post(action, { verdict }, { ...as(who), origin: "http://localhost:4400" });
  };
  return { site: { ...site, timeZone: "UTC" }, first, second, third, editor, decided, path, next, say };
}

onBothEngines("a second look", (app) => {
  it("is somebody else’s, and tells nothing of the first", async () => {
    const { decided, next, first, second } = await desk(app());
    await decided("rejected");
    expect((await next(first)).statusCode).toBe(303);
    const { body } = await next(second);
    expect(body).toContain("The heron is the same heron.");
    expect(body).not.toMatch(/rejected|insult|Insult|a word for the desk/);
  });

  it("that agrees ends the matter, and changes nothing of the comment", async () => {
    const { decided, say, next, site, second, third } = await desk(app());
    const id = await decided("rejected");
    await say(second, "refuse");
    expect(await statusOf(app(), id)).toBe("rejected");
    for (const who of [second, third]) expect((await next(who)).statusCode).toBe(303);
    const { reviewed, agreement, overturned } = await readQuality(app().ctx, site, "month");
    expect([reviewed, agreement?.value, overturned?.value]).toEqual([1, 1, 0]);
  });

  it("that doesn’t agree goes to a third, whose word counts", async () => {
    const { decided, say, site, second, third } = await desk(app());
    const id = await decided("rejected");
    await say(second, "publish");
    expect((await readQuality(app().ctx, site, "month")).disputed).toBe(1);
    await say(third, "publish");
    const { overturned, byReason, byLanguage } = await readQuality(app().ctx, site, "month");
    expect(overturned?.value).toBe(1);
    expect(byReason.map(({ reason, count }) => [reason.code, count])).toEqual([["insult", 1]]);
    expect(byLanguage.map(({ name }) => name)).toEqual(["en"]);
    expect(await statusOf(app(), id)).toBe("rejected");
  });

  it("may be settled by an editor, who alone can change the comment by it", async () => {
    const { decided, say, path, second, third, editor } = await desk(app());
    const id = await decided("rejected");
    await say(second, "publish");
    const { body } = await app().get(path, as(editor));
    const action = /action="([^"]*\/settle)"/.exec(body)?.[1] ?? "";
    expect((await app().get(path, as(third))).body).not.toContain("/settle");
    const settle = (who: MadeMember) =>
      app().post(
        action,
        { verdict: "publish", changes: "1" },
        { ...as(who), origin: "http://localhost:4400" },
      );
    expect((await settle(third)).statusCode).toBe(403);
    await settle(editor);
    expect(await statusOf(app(), id)).toBe("published");
    expect((await settle(editor)).headers["location"]).toContain("told=late");
  });

  it("is refused to whoever decided first, and given once by each", async () => {
    const { decided, next, path, first, second } = await desk(app());
    await decided("published");
    const action = /action="([^"]*quality\/\d+)"/.exec((await next(second)).body)?.[1] ?? "";
    const post = (who: MadeMember) =>
      app().post(action, { verdict: "refuse" }, { ...as(who), origin: "http://localhost:4400" });
    expect((await post(first)).headers["location"]).toContain("late=1");
    expect((await post(second)).headers["location"]).not.toContain("late");
    expect((await post(second)).headers["location"]).toContain("late=1");
    expect(
      (
        await app().post(
          `${path}/999999`,
          { verdict: "refuse" },
          { ...as(second), origin: "http://localhost:4400" },
        )
      ).statusCode,
    ).toBe(404);
  });

  it("isn’t asked for what was changed since", async () => {
    const { decided, next, second } = await desk(app());
    const id = await decided("published");
    await app()
      .database.admin.updateTable("comment")
      .set({ edited_at: app().clock.now + 1 })
      .where("id", "=", id)
      .execute();
    expect((await next(second)).statusCode).toBe(303);
  });

  it("goes into the log", async () => {
    const { decided, say, site, second } = await desk(app());
    const id = await decided("rejected");
    await say(second, "refuse");
    const rows = await app()
      .database.read.selectFrom("decision")
      .select(["action", "actor"])
      .where("site_id", "=", site.id)
      .where("comment_id", "=", id)
      .orderBy("id")
      .execute();
    expect(rows.at(-1)).toEqual({ action: "review", actor: `staff:${second.id}` });
  });
});

describe("the lot", () => {
  it("falls the same way each time, on about as many as it is told", () => {
    const drawn = Array.from({ length: 20_000 }, (_, id) => isSampled(1 as never, id as never, 5));
    expect(drawn.filter(Boolean).length / 20_000).toBeCloseTo(0.05, 2);
    expect(Array.from({ length: 20_000 }, (_, id) => isSampled(1 as never, id as never, 5))).toEqual(drawn);
    expect(isSampled(1 as never, 7 as never, 0)).toBe(false);
    expect(isSampled(1 as never, 7 as never, 100)).toBe(true);
  });
});

describe("Cohen’s kappa", () => {
  const pairs = (a: number, b: number, c: number, d: number) => [
    ...Array.from({ length: a }, () => ["p", "p"] as const),
    ...Array.from({ length: b }, () => ["p", "r"] as const),
    ...Array.from({ length: c }, () => ["r", "p"] as const),
    ...Array.from({ length: d }, () => ["r", "r"] as const),
  ];
  it("is what the textbook says", () => {
    const kappa = kappaOf(pairs(20, 5, 10, 15));
    expect(kappa?.value).toBeCloseTo(0.4);
    expect(kappa?.low).toBeCloseTo(0.4 - 1.96 * Math.sqrt((0.7 * 0.3) / (50 * 0.25)), 3);
  });
  it("is 0 by chance, 1 for full agreement, and nothing where all say the same", () => {
    expect(kappaOf(pairs(5, 5, 5, 5))?.value).toBeCloseTo(0);
    expect(kappaOf(pairs(5, 0, 0, 5))?.value).toBe(1);
    expect(kappaOf(pairs(9, 0, 0, 0))).toBeNull();
    expect(kappaOf([])).toBeNull();
  });
});
