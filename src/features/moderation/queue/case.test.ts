import { beforeEach, expect, it } from "vitest";
import {
  makeComments,
  makeSite,
  type MadeSite,
  makeStory,
  type MadeStory,
} from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { as, type MadeMember, makeMember } from "../../../../test/members.ts";
import { actsOn } from "../../../../test/moderation.ts";
import { sanitizeStoryHtml } from "../../../platform/html/safe-html.ts";
import type { CommentId, PersonId } from "../../../platform/lib/ids.ts";
import { finding, type Finding } from "../phases/verdict.ts";
import { recordDecision } from "../record-decision.ts";

onBothEngines("a case", (app) => {
  let site: MadeSite;
  let story: MadeStory;
  let nora: MadeMember;

  beforeEach(async () => {
    site = await makeSite(app(), { settings: { editMinutes: 60 } });
    story = await makeStory(app(), site, {
      html: sanitizeStoryHtml(
        "<p>The first paragraph.</p><p>The bridge opens one lane on Friday, two days early, said the council.</p>",
      ),
      notes: [{ kind: "update", at: app().clock.now, html: sanitizeStoryHtml("<p>News.</p>") }],
    });
    nora = await makeMember(app(), { name: "Nora", role: "moderator", siteId: site.id });
  });

  const see = async (id: number | undefined, query = "?queue=held") => {
    const answer = await app().get(`${site.prefix}/desk/comments/${id}${query}`, as(nora));
    expect(answer.statusCode).toBe(200);
    return answer.body;
  };
  const objected = (
    id: number | undefined,
    rule: string,
    findings: readonly Finding[],
    at = app().clock.now,
  ) =>
    app().database.transact((tx) =>
      recordDecision(tx, {
        siteId: site.id,
        commentId: (id ?? 0) as CommentId,
        actor: `rule:${rule}`,
        action: "hold",
        code: findings[0]?.code ?? "",
        reason: "",
        details: { findings },
        before: "",
        after: "pending",
        at,
      }),
    );

  it("shows what held it in the words themselves, each reason by its letter", async () => {
    const text = "Very cheap boats, message me <b>now</b>";
    const [id] = await makeComments(app(), site, story, [{ text, status: "pending" }]);
    const spanOf = (word: string) => ({ from: text.indexOf(word), to: text.indexOf(word) + word.length });
    await objected(id, "links", [finding("many", { spans: [spanOf("cheap")], values: { n: 4 } })]);
    await objected(id, "shape", [finding("marks", { spans: [spanOf("boats"), { from: 4000, to: 9 }] })]);
    const html = await see(id);
    expect(html).toContain(
      "Very <mark>cheap</mark><sup>a</sup> <mark>boats</mark><sup>b</sup>, message me &lt;b>now",
    );
    expect(html).toContain("It has 4 links.");
    expect(html).toContain("“\u2068cheap\u2069”: none decided yet");
  });

  it("tells how often a reason was right", async () => {
    const { act, seen } = actsOn(() => ({ app: app(), site }));
    const ids = await makeComments(
      app(),
      site,
      story,
      Array.from({ length: 4 }, () => ({ status: "pending" as const })),
    );
    for (const id of ids) await objected(id, "links", [finding("many", { values: { n: 4 } })]);
    const decide = async (id: number | undefined, verdict: Record<string, string>) =>
      act(nora, { id: String(id), seen: await seen(id ?? 0), to: "/desk/comments", ...verdict });
    expect((await decide(ids[0], { act: "spam" })).statusCode).toBe(303);
    expect((await decide(ids[1], { act: "spam" })).statusCode).toBe(303);
    expect((await decide(ids[2], { act: "publish" })).statusCode).toBe(303);
    expect(await see(ids[3])).toContain("2 of the last 3 refused");
  });

  it("stands in its place: story, quote, parent, neighbours, update", async () => {
    const now = app().clock.now;
    const [, , id] = await makeComments(app(), site, story, [
      {
        text: "The parent speaks",
        name: "Ted",
        at: now - 5000,
        replies: [
          { text: "A sister before", name: "Ann", at: now - 4000 },
          {
            text: "> one lane on Friday,\n> two days early\n\nNot early at all.",
            status: "pending",
            at: now - 3000,
          },
          { text: "A brother after", name: "Bob", at: now - 2000 },
        ],
      },
    ]);
    const html = await see(id);
    expect(html).toContain("<q>one lane on Friday, two days early</q>, said the council.");
    for (const words of ["The parent speaks", "A sister before", "A brother after"])
      expect(html).toContain(words);
    expect(html).toContain("In reply to \u2068Ted\u2069");
    expect(html).toContain("River");
    expect(html).toMatch(/Written \d\d:\d\d, before the \d\d:\d\d update/);
  });

  it("shows both texts of a comment that was changed while it waited", async () => {
    await app().database.transact((tx) =>
      tx.updateTable("discussion").set({ mode: "premoderated" }).where("story_id", "=", story.id).execute(),
    );
    const origin = { origin: "http://localhost:4400" };
    const posted = await app().post(
      `${story.path}/comments`,
      { name: "Peg", text: "What I said at first" },
      origin,
    );
    const device = posted.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const id = Number(/c-(\d+)/.exec(String(posted.headers.location))?.[1]);
    app().clock.now += 5 * 60_000;
    const changed = await app().post(
      `${site.prefix}/comments/${id}/edit`,
      { text: "What I say now" },
      { ...origin, cookie: device },
    );
    expect(changed.statusCode).toBe(303);
    const html = await see(id);
    expect(html).toContain("What I say now");
    expect(html).toContain("What I said at first");
  });

  it("tells what readers reported, and not who they are", async () => {
    const [id] = await makeComments(app(), site, story, [{ text: "Reported" }]);
    const answer = await app().post(
      `${site.prefix}/comments/${id}/report`,
      { reason: "abuse", note: "He means my sister" },
      { origin: "http://localhost:4400" },
    );
    expect(answer.statusCode).toBeLessThan(400);
    const html = await see(id, "?queue=all");
    expect(html).toContain("1 report");
    expect(html).toContain("Insult or threat");
    expect(html).toContain("He means my sister");
    const { reporter } = await app()
      .database.read.selectFrom("report")
      .select("reporter")
      .where("comment_id", "=", id as CommentId)
      .executeTakeFirstOrThrow();
    expect(html).not.toContain(reporter);
  });

  it("knows the reader: what became of the last, sanctions, notes, others on the device", async () => {
    const ids = await makeComments(app(), site, story, [
      { text: "The good one", name: "Gullwatcher" },
      { text: "The bad one", name: "Gullwatcher", status: "rejected" },
      { text: "The waiting one", name: "Gullwatcher", status: "pending" },
      { text: "Somebody else", name: "Sock" },
    ]);
    const [, , id = 0, other = 0] = ids;
    await app().database.transact(async (tx) => {
      const { author_id } = await tx
        .selectFrom("comment")
        .select("author_id")
        .where("id", "=", id as CommentId)
        .executeTakeFirstOrThrow();
      await tx
        .updateTable("comment")
        .set({ author_id })
        .where("id", "in", ids.slice(0, 3) as CommentId[])
        .execute();
      const sock = await tx
        .selectFrom("comment")
        .select("author_id")
        .where("id", "=", other as CommentId)
        .executeTakeFirstOrThrow();
      expect(sock.author_id).not.toBe(author_id);
      const at = app().clock.now;
      for (const each of [id, other])
        await tx
          .insertInto("comment_origin")
          .values({
            comment_id: each as CommentId,
            device_hash: "Zz9secretdevicehash00x",
            network_hash: `net${each}`,
            text_hash: `t${each}`,
            at,
          })
          .execute();
      await tx
        .insertInto("staff_note")
        .values({
          site_id: site.id,
          person_id: author_id as PersonId,
          comment_id: id as CommentId,
          by: nora.id,
          text: "Sells rowing lessons",
          at,
        })
        .execute();
      await tx
        .insertInto("sanction")
        .values({
          site_id: site.id,
          kind: "suspension",
          target: "person",
          key: String(author_id),
          until: at + 86_400_000,
          code: "sales",
          decision_id: 1 as never,
          at,
        })
        .execute();
    });
    const html = await see(id);
    expect(html).toContain("Last 2 comments, oldest first: 1 published, 1 refused.");
    expect(html).toContain("The bad one");
    expect(html).toContain("Sells rowing lessons");
    expect(html).toContain("Suspended");
    expect(html).toContain("1 other wrote from this device, 1 comment");
    expect(html).toContain("Nobody else wrote from this network");
    expect(html).toContain("Zz9sec</code>");
    expect(html).not.toContain("Zz9secretdevice");
  });

  it("that was decided is told to wait no longer", async () => {
    const [id] = await makeComments(app(), site, story, [{ text: "Long decided" }]);
    const html = await see(id);
    expect(html).toContain("No longer in \u2068Held by a rule\u2069");
    expect(html).toContain("Long decided");
  });
});
