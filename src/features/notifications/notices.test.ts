import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MadeSite, type MadeStory, makeSite, makeStory } from "../../../test/factories.ts";
import { cookiesOf, engines, startApp, type TestApp } from "../../../test/harness.ts";
import { type MailServer, type Received, startMailServer } from "../../../test/mail-server.ts";
import { type MadeMember, makeMember } from "../../../test/members.ts";
import type { CommentId, PersonId } from "../../platform/lib/ids.ts";
import { decideOnComment } from "../discussion/decide-on-comment.ts";
import type { Status } from "../discussion/comment.ts";
import { changeChoice } from "./change-choice.ts";
import { follow, unfollow } from "./follow.ts";
import { beginErasure, continueErasure } from "../people/privacy/erase.ts";
import { forgetMember } from "./forget-mails.ts";
import { gatherNotices } from "./gather-notices.ts";
import { hearNews } from "./hear-news.ts";
import { leastUrgent } from "./mail.ts";
import { type MailChoice, usualChoice } from "./mail-choice.ts";
import { orderDigests } from "./order-digests.ts";
import { sendDueMails } from "./send-mails.ts";
import { openPost } from "./smtp.ts";

const aMinute = 60_000;
const anHour = 60 * aMinute;
const aDay = 24 * anHour;
const noon = Date.parse("2026-06-09T12:00:00Z");

interface Writer {
  name: string;
  address: string;
  member: MadeMember;
  personId: PersonId;
  /** Of the device from which they write. */
  cookie: string;
}

describe.each(engines)("notices (%s)", (engine) => {
  let server: MailServer;
  let app: TestApp;
  let site: MadeSite;
  let story: MadeStory;
  let count = 0;

  beforeAll(async () => {
    server = await startMailServer();
    app = await startApp(engine, { SMTP_URL: server.url });
    const settings = {
      postsPerDevice: 1000,
      postsPerNetwork: 10_000,
      rules: ["Be kind.", "Stay with the story."],
    };
    site = await makeSite(app, { settings });
    await hearNews(app.ctx);
  });
  afterAll(async () => {
    await app?.stop();
    await server?.stop();
  });
  beforeEach(async () => {
    await work();
    await app.database.transact(async (tx) => {
      for (const table of ["mail", "notice", "follow", "mail_digest", "mail_preference"] as const)
        await tx.deleteFrom(table).execute();
    });
    server.received.length = 0;
    server.manners.length = 0;
    // Each test on a day of its own.
    app.clock.now = noon + ++count * 7 * aDay;
    story = await makeStory(app, site, { headline: `The ferry ${count}` });
  });

  /** All that the background does, once. */
  async function work(): Promise<Received[]> {
    const before = server.received.length;
    await hearNews(app.ctx);
    await gatherNotices(app.ctx);
    await orderDigests(app.ctx);
    const post = openPost(server.url, { connect: 2000, answer: 1000, all: 5000 });
    await sendDueMails(app.ctx, post, { least: leastUrgent });
    post.close();
    return server.received.slice(before);
  }

  async function say(
    by: { name: string; cookie?: string },
    text: string,
    parent: number | "" = "",
    at = story,
  ): Promise<number> {
    const answer = await app.post(
      `${at.path}/comments`,
      { name: by.name, text: `${text} ${++count}`, parent: String(parent) },
      by.cookie ? { cookie: by.cookie } : {},
    );
    expect(answer.statusCode, answer.body).toBe(303);
    return Number(/(\d+)$/.exec(String(answer.headers.location))?.[1]);
  }

  /** Somebody with an account, who has written before. */
  async function makeWriter(name: string): Promise<Writer> {
    const address = `${name.toLowerCase()}-${++count}@example.org`;
    const member = await makeMember(app, { name, address });
    const elsewhere = await makeStory(app, site);
    const answer = await app.post(`${elsewhere.path}/comments`, { name, text: `Hello ${++count}` });
    const id = Number(/(\d+)$/.exec(String(answer.headers.location))?.[1]) as CommentId;
    const { author_id } = await app.database.read
      .selectFrom("comment")
      .select("author_id")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    await app.database.transact((tx) =>
      tx.updateTable("person").set({ member_id: member.id }).where("id", "=", author_id).execute(),
    );
    await hearNews(app.ctx);
    return { name, address, member, personId: author_id, cookie: cookiesOf(answer) };
  }

  const decide = (id: number, status: Status, rule: number | null = null) =>
    decideOnComment(app.ctx, site.id, id as CommentId, {
      status,
      rule,
      actor: "staff:Nora",
      reason: "secret",
    });
  const choose = ({ member }: Writer, choice: Partial<MailChoice>) =>
    changeChoice(app.ctx, member.id, { ...usualChoice, ...choice });
  const followStory = ({ member }: Writer, at = story) =>
    follow(app.ctx, { memberId: member.id, siteId: site.id, kind: "story", targetId: at.id });
  const followPerson = ({ member }: Writer, whom: Writer) =>
    follow(app.ctx, { memberId: member.id, siteId: site.id, kind: "person", targetId: whom.personId });
  const subjects = (mails: readonly Received[]) => mails.map(({ mail }) => mail.subject);

  it("tell a member of a reply, at once and by name, and nobody else", async () => {
    const alma = await makeWriter("Alma");
    const own = await say(alma, "Is it late?");
    await say({ name: "Bo" }, "Not today", own);
    await say({ name: "Cy" }, "On its own");
    const [mail, ...more] = await work();
    expect(more).toEqual([]);
    expect(mail?.to).toBe(alma.address);
    expect(mail?.mail.subject).toBe(`Bo has answered you: ${(await headline()) ?? ""}`);
    expect(mail?.mail.text).toContain("Not today");
    expect(mail?.mail.text).toContain("Is it late?");
    expect(mail?.header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(await work()).toEqual([]);
  });

  const headline = async () =>
    (
      await app.database.read
        .selectFrom("story")
        .select("headline")
        .where("id", "=", story.id)
        .executeTakeFirst()
    )?.headline;

  it("gather the replies to one comment: the first at once, the next together, ever rarer", async () => {
    const alma = await makeWriter("Alma");
    const own = await say(alma, "Hot");
    await say({ name: "Bo" }, "One", own);
    expect(await work()).toHaveLength(1);
    for (const name of ["Cy", "Di", "Ed"]) {
      await say({ name }, "Me too", own);
      app.clock.now += 10 * aMinute;
      expect(await work()).toEqual([]);
    }
    app.clock.now += 31 * aMinute;
    const [second, ...more] = await work();
    expect(more).toEqual([]);
    expect(second?.mail.subject).toContain("3 replies");
    for (const name of ["Cy", "Di", "Ed"]) expect(second?.mail.text).toContain(`${name}, `);
    await say({ name: "Flo" }, "Late", own);
    app.clock.now += 2 * anHour;
    expect(await work()).toEqual([]);
    app.clock.now += 2 * anHour + aMinute;
    expect(await work()).toHaveLength(1);
  });

  it("are one mail for one thing, whatever the reasons", async () => {
    const [alma, bo] = [await makeWriter("Alma"), await makeWriter("Bo")];
    await followStory(alma);
    await followPerson(alma, bo);
    await choose(alma, { stories: "atOnce", people: "atOnce" });
    const own = await say(alma, "Mine");
    await say(bo, "An answer", own);
    expect(subjects(await work())).toEqual([expect.stringContaining("Bo has answered you")]);
    app.clock.now += aDay;
    expect(await work()).toEqual([]);
  });

  it("tell nobody of their own words", async () => {
    const alma = await makeWriter("Alma");
    await followStory(alma);
    await followPerson(alma, alma);
    await choose(alma, { stories: "atOnce", people: "atOnce" });
    const own = await say(alma, "Mine");
    await say(alma, "And more", own);
    expect(await work()).toEqual([]);
  });

  it("tell nothing of what was removed before the mail went out, or of a hidden discussion", async () => {
    const alma = await makeWriter("Alma");
    const own = await say(alma, "Mine");
    const reply = await say({ name: "Bo" }, "Rude", own);
    await hearNews(app.ctx);
    await gatherNotices(app.ctx);
    await decide(reply, "rejected", 1);
    expect(await work()).toEqual([]);
    expect(
      (await app.database.read.selectFrom("mail").select("state").execute()).map(({ state }) => state),
    ).toEqual(["dropped"]);
    const other = await say({ name: "Cy" }, "Kind", own);
    expect(other).toBeGreaterThan(reply);
    await app.database.transact((tx) =>
      tx.updateTable("discussion").set({ mode: "hidden" }).where("story_id", "=", story.id).execute(),
    );
    expect(await work()).toEqual([]);
  });

  it("tell of what waited for an editor when it can be seen", async () => {
    const alma = await makeWriter("Alma");
    const own = await say(alma, "Mine");
    await app.database.transact((tx) =>
      tx.updateTable("discussion").set({ mode: "premoderated" }).where("story_id", "=", story.id).execute(),
    );
    const reply = await say({ name: "Bo" }, "Waits", own);
    expect(await work()).toEqual([]);
    app.clock.now += anHour;
    await decide(reply, "published");
    expect(subjects(await work())).toEqual([expect.stringContaining("Bo has answered you")]);
    await decide(reply, "pending");
    await decide(reply, "published");
    expect(await work()).toEqual([]);
  });

  it("tell a member what became of their comment, and which rule it broke, without the desk's words", async () => {
    const alma = await makeWriter("Alma");
    const own = await say(alma, "Too much");
    await decide(own, "rejected", 2);
    const [removed] = await work();
    expect(removed?.mail.subject).toContain("Your comment was removed");
    expect(removed?.mail.text).toContain("Stay with the story.");
    expect(removed?.mail.text).not.toContain("secret");
    await decide(own, "published");
    app.clock.now += anHour;
    const [back] = await work();
    expect(back?.mail.subject).toContain("Your comment was published");
    expect(back?.mail.text).toContain(`/comments/${own}`);
    await app.post(`${site.prefix}/comments/${own}/withdraw`, {}, { cookie: alma.cookie });
    app.clock.now += aDay;
    expect(await work()).toEqual([]);
  });

  it("tell of whom and what one follows, until one doesn't", async () => {
    const [alma, bo] = [await makeWriter("Alma"), await makeWriter("Bo")];
    await followPerson(alma, bo);
    await say(bo, "News");
    await say({ name: "Cy" }, "Other news");
    expect(subjects(await work())).toEqual([expect.stringContaining("Bo has written")]);
    await say(bo, "More");
    await hearNews(app.ctx);
    await unfollow(app.ctx, { memberId: alma.member.id, kind: "person", targetId: bo.personId });
    app.clock.now += 2 * anHour;
    expect(await work()).toEqual([]);
    await followStory(alma);
    await choose(alma, { stories: "atOnce" });
    await say({ name: "Di" }, "In the story");
    expect(subjects(await work())).toEqual([expect.stringContaining("Di has written")]);
  });

  it("tell nobody of what was written before they began to follow, though the log is read once more", async () => {
    const [alma, bo] = [await makeWriter("Alma"), await makeWriter("Bo")];
    await say(bo, "Old news");
    await hearNews(app.ctx);
    await followPerson(alma, bo);
    await app.database.transact((tx) => tx.updateTable("mail_cursor").set({ mark: 0 }).execute());
    expect(await work()).toEqual([]);
  });

  it("wait for the end of quiet hours, and come as one", async () => {
    const alma = await makeWriter("Alma");
    const own = await say(alma, "Good night");
    app.clock.now += 11 * anHour;
    await say({ name: "Bo" }, "Sleep well", own);
    expect(await work()).toEqual([]);
    app.clock.now += 2 * anHour;
    await say({ name: "Cy" }, "You too", own);
    expect(await work()).toEqual([]);
    app.clock.now += 6 * anHour;
    const mails = await work();
    expect(new Date(app.clock.now).getUTCHours()).toBe(7);
    expect(subjects(mails)).toEqual([expect.stringContaining("2 replies")]);
  });

  it("wait for it also when the server has come back at night", async () => {
    const alma = await makeWriter("Alma");
    const own = await say(alma, "Mine");
    await say({ name: "Bo" }, "Yours", own);
    server.manners.push({ mail: 451 });
    await work();
    app.clock.now += 11 * anHour;
    expect(await work()).toEqual([]);
    app.clock.now += 8 * anHour;
    expect(await work()).toHaveLength(1);
  });

  it("gather what one follows in a digest in the morning, but for what one was told of before", async () => {
    const [alma, bo] = [await makeWriter("Alma"), await makeWriter("Bo")];
    await followStory(alma);
    const own = await say(alma, "Mine");
    await say(bo, "Into the digest");
    await say(bo, "To me", own);
    expect(subjects(await work())).toEqual([expect.stringContaining("Bo has answered you")]);
    const late = await say({ name: "Cy" }, "Removed by then");
    await decide(late, "spam");
    app.clock.now = Date.parse(`${new Date(app.clock.now + aDay).toISOString().slice(0, 10)}T07:01:00Z`);
    const [digest, ...more] = await work();
    expect(more).toEqual([]);
    expect(digest?.mail.subject).toContain("1 new comment in what you follow");
    expect(digest?.mail.text).toContain("Into the digest");
    expect(digest?.mail.text).not.toMatch(/To me|Removed by then|Mine/);
    app.clock.now += aDay;
    expect(await work()).toEqual([]);
  });

  it("come weekly, on Saturday, if one likes that better", async () => {
    const alma = await makeWriter("Alma");
    await followStory(alma);
    await choose(alma, { digest: "weekly" });
    await say({ name: "Bo" }, "This week");
    const sent: string[] = [];
    for (let day = 0; day < 14; day++) {
      app.clock.now += aDay;
      for (const { mail } of await work())
        sent.push(`${new Date(app.clock.now).getUTCDay()} ${mail.subject}`);
    }
    expect(sent).toEqual([expect.stringMatching(/^6 1 new comment/)]);
  });

  it("go to nobody whose address isn't proved, or whose account is switched off", async () => {
    const alma = await makeWriter("Alma");
    const own = await say(alma, "Mine");
    for (const change of [{ email_verified: 0 }, { email_verified: 1, disabled_at: 1 }]) {
      await app.database.transact((tx) =>
        tx.updateTable("member").set(change).where("id", "=", alma.member.id).execute(),
      );
      await say({ name: "Bo" }, "Hello", own);
      app.clock.now += aDay;
      expect(await work()).toEqual([]);
    }
  });

  it("don't send again what nobody confirmed, but keep it for the desk", async () => {
    const alma = await makeWriter("Alma");
    const own = await say(alma, "Mine");
    await say({ name: "Bo" }, "Yours", own);
    server.manners.push({ drop: "kept" });
    expect(await work()).toHaveLength(1);
    app.clock.now += aDay;
    expect(await work()).toEqual([]);
    const rows = await app.database.read.selectFrom("mail").select(["state", "error"]).execute();
    expect(rows).toEqual([{ state: "dead", error: "inDoubt" }]);
  });

  it("are forgotten with the member, whatever their state", async () => {
    const [alma, bo] = [await makeWriter("Alma"), await makeWriter("Bo")];
    for (const one of [alma, bo]) {
      await followStory(one);
      await choose(one, {});
    }
    const own = await say(alma, "Mine");
    const reply = await say(bo, "Yours", own);
    await work();
    await say({ name: "Cy" }, "To both", own);
    await say({ name: "Di" }, "To both", reply);
    await work();
    await app.database.transact((tx) => forgetMember(tx, alma.member.id, null));
    for (const table of ["mail", "notice", "follow", "mail_digest", "mail_preference"] as const) {
      const rows = await app.database.read.selectFrom(table).select("member_id").distinct().execute();
      expect(rows, table).toEqual([{ member_id: bo.member.id }]);
    }
  });

  it("quote nobody who was erased while they waited", async () => {
    const alma = await makeWriter("Alma");
    const [bo, cy] = [await makeWriter("Bobbin"), await makeWriter("Cymbal")];
    await followPerson(alma, bo);
    const own = await say(alma, "Mine");
    await say(bo, "Words of his", own);
    await say(cy, "Words of hers", own);
    await hearNews(app.ctx);
    await gatherNotices(app.ctx);
    for (const [one, level] of [
      [bo, "words"],
      [cy, "name"],
    ] as const) {
      const key = { kind: "member", memberId: one.member.id } as const;
      const begun = await beginErasure(app.ctx, { key, level, siteId: site.id, by: "self" });
      if (begun.outcome !== "begun") throw new Error(begun.outcome);
      await continueErasure(app.ctx, begun.receipt);
    }
    const text = (await work()).map(({ mail }) => `${mail.subject} ${mail.text} ${mail.html}`).join("\n");
    expect(text).toContain("Words of hers");
    expect(text).not.toMatch(/Bobbin|Cymbal|Words of his/);
    // Nothing leads from what they wrote to whom they were, for whoever followed them.
    const follows = await app.database.read.selectFrom("follow").select("target_id").execute();
    expect(follows).toEqual([]);
    const joined = await app.database.read
      .selectFrom("seen_comment")
      .select("comment_id")
      .where("author_id", "in", [bo.personId, cy.personId])
      .execute();
    expect(joined).toEqual([]);
  });

  it("are not made twice when the log is read twice, or by two at once", async () => {
    const alma = await makeWriter("Alma");
    const own = await say(alma, "Mine");
    const [{ mark } = { mark: 0 }] = await app.database.read.selectFrom("mail_cursor").selectAll().execute();
    await say({ name: "Bo" }, "Yours", own);
    await Promise.all([hearNews(app.ctx), hearNews(app.ctx)]);
    expect((await Promise.all([gatherNotices(app.ctx), gatherNotices(app.ctx)])).toSorted()).toEqual([0, 1]);
    await app.database.transact((tx) => tx.updateTable("mail_cursor").set({ mark }).execute());
    expect(await work()).toHaveLength(1);
    app.clock.now += aDay;
    await app.database.transact((tx) => tx.updateTable("mail_cursor").set({ mark }).execute());
    expect(await work()).toEqual([]);
  });
});
