import type { CommentId } from "../../../platform/lib/ids.ts";
import { enqueue } from "../queue/queue.ts";
import { beforeAll, expect, it } from "vitest";
import {
  type MadeSite,
  type MadeStory,
  makeComments,
  makeSite,
  makeStory,
} from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { as, type MadeMember, makeMember } from "../../../../test/members.ts";
import { actsOn, statusOf } from "../../../../test/moderation.ts";

onBothEngines("acts on comments", (app) => {
  let site: MadeSite;
  let story: MadeStory;
  let moderator: MadeMember;
  let other: MadeMember;

  beforeAll(async () => {
    site = await makeSite(app());
    story = await makeStory(app(), site);
    moderator = await makeMember(app(), { name: "Tamsin Roe", role: "moderator", siteId: site.id });
    other = await makeMember(app(), { name: "Ivo Lark", role: "moderator", siteId: site.id });
  });

  const { act, seen } = actsOn(() => ({ app: app(), site }));

  it("publishes what waits, under the name of who decided, with what was before", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "pending" }]);
    const answer = await act(moderator, {
      id: `${id}`,
      act: "publish",
      seen: await seen(id),
      to: "/desk/comments",
    });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toMatch(/\/desk\/comments\?told=\d+-\d+$/);
    expect(await statusOf(app(), id)).toBe("published");
    const decision = await app()
      .database.read.selectFrom("decision")
      .selectAll()
      .where("comment_id", "=", id as never)
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    expect(decision).toMatchObject({
      actor: `staff:${moderator.id}`,
      action: "publish",
      before: "pending",
      after: "published",
    });
  });

  it("refuses with a reason, and not without one: the form comes back with what was typed", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "pending" }]);
    const wrong = await act(moderator, {
      id: `${id}`,
      act: "refuse",
      words: "third time today",
      seen: await seen(id),
    });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain("third time today");
    expect(wrong.body).toContain("Choose a reason");
    const right = await act(moderator, { id: `${id}`, act: "refuse", code: "insult", seen: await seen(id) });
    expect(right.statusCode).toBe(303);
    expect(await statusOf(app(), id)).toBe("rejected");
  });

  it("tells the second of two moderators what the first one did, and overwrites nothing", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "pending" }]);
    const before = await seen(id);
    await act(other, { id: `${id}`, act: "publish", seen: before });
    const late = await act(moderator, {
      id: `${id}`,
      act: "refuse",
      code: "hate",
      words: "typed at length",
      seen: before,
    });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain("Ivo Lark");
    expect(late.body).toContain("typed at length");
    expect(await statusOf(app(), id)).toBe("published");
  });

  it("decides about many at once, and leaves what others decided since the list was made", async () => {
    const ids = await makeComments(app(), site, story, [{ status: "pending" }, { status: "pending" }]);
    const [one = 0, two = 0] = ids;
    const shown = `${app().clock.now}`;
    app().clock.now += 1000;
    await act(other, { id: `${one}`, act: "publish", seen: await seen(one) });
    const answer = await act(moderator, { id: [`${one}`, `${two}`], act: "spam", shown });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain("1 comment was decided.");
    expect(await statusOf(app(), one)).toBe("published");
    expect(await statusOf(app(), two)).toBe("spam");
  });

  it("never publishes again what its writer withdrew", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "withdrawn" }]);
    const answer = await act(moderator, { id: `${id}`, act: "publish" });
    expect(answer.statusCode).toBe(409);
    expect(await statusOf(app(), id)).toBe("withdrawn");
  });

  it("clears a cluster in one act, and decides about nothing twice", async () => {
    const many = Array.from({ length: 130 }, () => ({ status: "pending" as const }));
    const ids = await makeComments(app(), site, story, many);
    await app().database.transact(async (tx) => {
      for (const id of ids)
        await enqueue(tx, {
          queue: "held",
          siteId: site.id,
          commentId: id as CommentId,
          storyId: story.id,
          sectionId: null,
          language: "en",
          since: id,
        });
      await tx
        .updateTable("queue_item")
        .set({ cluster_id: 77 })
        .where("comment_id", "in", ids as CommentId[])
        .execute();
    });
    const refuse = { cluster: "77", act: "refuse", code: "sales" };
    expect((await act(moderator, refuse)).statusCode).toBe(303);
    expect((await act(moderator, refuse)).statusCode).toBe(303);
    const { n } = await app()
      .database.read.selectFrom("decision")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("comment_id", "in", ids as CommentId[])
      .executeTakeFirstOrThrow();
    expect(Number(n)).toBe(130);
    expect(await statusOf(app(), ids[129] ?? 0)).toBe("rejected");
  });

  it("is for moderators", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "pending" }]);
    const reporter = await makeMember(app(), { role: "reporter", siteId: site.id });
    expect((await act(reporter, { id: `${id}`, act: "publish" })).statusCode).toBe(403);
    expect(await app().get(`${site.prefix}/desk/comments/acts`, as(reporter))).toMatchObject({
      statusCode: 403,
    });
  });
});
