import { expect, it } from "vitest";
import { makeSite, makeStory } from "../../../../test/factories.ts";
import { cookiesOf, onBothEngines, startApp } from "../../../../test/harness.ts";
import { makeMember, signIn } from "../../../../test/members.ts";
import { forgetOld, retentions, retentionStates, wouldForget } from "./forget.ts";

const aDay = 24 * 3_600_000;

onBothEngines("what is old", (app) => {
  it("is forgotten after its period, and nothing before: hashes, voters, mails, codes, sessions", async () => {
    const { ctx, clock, database } = app();
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const write = async (text: string, cookie = "") => {
      const posted = await app().post(
        `${story.path}/comments`,
        { name: "Nan", text, key: `a-key-that-is-long-enough-${text}` },
        cookie ? { cookie } : {},
      );
      expect(posted.statusCode).toBe(303);
      return { id: /(\d+)$/.exec(String(posted.headers.location))?.[1], cookie: cookiesOf(posted, cookie) };
    };
    const one = await write("one");
    const other = await write("other");
    const recommends = { on: "1" };
    await app().post(`${site.prefix}/comments/${one.id}/recommend`, recommends, { cookie: other.cookie });
    await app().post(
      `${site.prefix}/comments/${one.id}/report`,
      { reason: "spam", note: "An advert" },
      { cookie: other.cookie },
    );
    await app().post(`${site.prefix}/my-data/link`, { email: "nan@example.org" });
    const member = await makeMember(app());
    const theirs = { cookie: member.cookie };
    await app().post(`${site.prefix}/comments/${one.id}/recommend`, recommends, theirs);
    await app().post(`${site.prefix}/comments/${one.id}/report`, { reason: "abuse", note: "" }, theirs);
    const at = new Date(clock.now).toISOString();
    await database.transact(async (tx) => {
      const kept = { created_at: at, updated_at: at };
      const ends = new Date(clock.now + 3_600_000).toISOString();
      await tx
        .insertInto("verification")
        .values({ id: "code", identifier: "reset", value: member.id, expires_at: ends, ...kept })
        .execute();
      await tx
        .insertInto("account_request")
        .values({
          id: "request",
          site_id: site.id,
          kind: "reset",
          email_sealed: "",
          content_sealed: "",
          at: clock.now,
          done_at: null,
        })
        .execute();
      await tx.updateTable("session").set({ network_hash: "a network" }).execute();
      await tx
        .insertInto("member")
        .values({
          ...kept,
          id: "unproved" as typeof member.id,
          name: "Un Proved",
          handle: "un-proved",
          email: "un@members.invalid",
          email_hash: "hash",
          email_sealed: null,
          image: null,
          language: null,
          disabled_at: null,
        })
        .execute();
    });
    clock.now += 29 * aDay;
    await write("one more", other.cookie);
    await signIn(app(), member.id);
    clock.now += aDay / 2;
    expect(Object.fromEntries(await forgetOld(ctx))).toMatchObject({
      origins: 0,
      keys: 0,
      voters: 0,
      reporters: 0,
      devices: 0,
      networks: 0,
      sessions: 0,
      codes: 1,
      requests: 1,
      unverified: 1,
      mails: 0,
    });
    clock.now += aDay;
    const foreseen = await wouldForget(ctx);
    const done = await forgetOld(ctx);
    expect(done).toEqual(foreseen);
    expect(Object.fromEntries(done)).toEqual({
      ...Object.fromEntries(retentions.map(({ name }) => [name, 0])),
      origins: 2,
      keys: 2,
      voters: 1,
      reporters: 1,
      reportNetworks: 2,
      devices: 1,
      networks: 1,
      sessions: 1,
      codes: 0,
      requests: 0,
      unverified: 0,
      mails: 1,
    });
    // Who wrote since is known still, and the votes count.
    const persons = await database.read
      .selectFrom("person")
      .select("device_hash")
      .where("site_id", "=", site.id)
      .orderBy("id")
      .execute();
    expect(persons.map(({ device_hash }) => device_hash?.length)).toEqual([0, 22]);
    const comment = await database.read
      .selectFrom("comment")
      .select(["recommend_count", "report_count"])
      .where("id", "=", Number(one.id) as never)
      .executeTakeFirstOrThrow();
    expect(comment).toEqual({ recommend_count: 2, report_count: 2 });
    // What members recommended and reported is theirs for as long as they have an account.
    const voters = await database.read.selectFrom("recommend").select("voter").orderBy("voter").execute();
    const reporters = await database.read
      .selectFrom("report")
      .select("reporter")
      .orderBy("reporter")
      .execute();
    expect(voters.map(({ voter }) => voter)).toEqual([`member ${member.id}`, expect.stringMatching(/^~/)]);
    expect(reporters.map(({ reporter }) => reporter)).toContain(`member ${member.id}`);
    expect(await forgetOld(ctx)).toEqual(new Map(retentions.map(({ name }) => [name, 0])));
  });

  it("is seen to once a day, and shown at the desk with its figures", async () => {
    const site = await makeSite(app());
    const { clock, ctx } = app();
    await forgetOld(ctx);
    clock.now += aDay - 1;
    expect((await forgetOld(ctx, { isDue: true })).size).toBe(0);
    clock.now += 1;
    expect((await forgetOld(ctx, { isDue: true })).size).toBe(retentions.length);
    const admin = await makeMember(app(), { role: "admin" });
    const { body } = await app().get(`${site.prefix}/desk/privacy/retention`, { cookie: admin.cookie });
    expect(body.match(/>just now<\/time>/g)).toHaveLength(retentions.length);
    expect(body).toContain("30 days");
    for (const { name } of await retentionStates(ctx)) expect(body).not.toContain(`<h2>${name}</h2>`);
  });
});

it("periods are settings of the installation", async () => {
  const app = await startApp("sqlite", { BELOWLINE_KEEP_MAILS_DAYS: "3" });
  const states = await retentionStates(app.ctx);
  expect(states.find(({ name }) => name === "mails")?.days).toBe(3);
  expect(states.find(({ name }) => name === "origins")?.days).toBe(30);
  await app.stop();
  await expect(startApp("sqlite", { BELOWLINE_KEEP_MAILS_DAYS: "never" })).rejects.toThrow(
    "BELOWLINE_KEEP_MAILS_DAYS",
  );
});
