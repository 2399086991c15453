import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { makeMember, signIn } from "../../../../test/members.ts";
import { endSessions } from "../accounts/end-sessions.ts";

onBothEngines("sessions", (app) => {
  it("are listed with browser, time and network, this one marked, and no address of any network", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    const path = `${site.prefix}/settings/sessions`;
    expect((await app().get(path, { cookie: member.cookie })).body).toContain(
      "You are signed in nowhere else.",
    );
    const other = await signIn(app(), member.id);
    await app().database.transact((tx) =>
      tx
        .updateTable("session")
        .set({ browser: "<Safari>", network_hash: "elsewhere" })
        .where("id", "=", other.sessionId)
        .execute(),
    );
    const { body } = await app().get(path, { cookie: member.cookie });
    const [here = "", there = ""] = body.split('<ul class="factor__list">')[1]?.split("<li>").slice(1) ?? [];
    expect(here).toContain("Here, now");
    expect(here).not.toContain("Sign out");
    expect(there).toContain("&lt;Safari>");
    expect(there).toContain("from another network");
    expect(there).toContain("Signed in 9 June, 13:40");
    expect(body).not.toMatch(/127\.0\.0\.1|elsewhere</);
  });

  it("remember when they were last used, to the hour, and write nothing in between", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    const seen = async () => {
      const row = await app()
        .database.read.selectFrom("session")
        .select("seen_at")
        .where("id", "=", member.sessionId)
        .executeTakeFirstOrThrow();
      return row.seen_at;
    };
    const read = () => app().get(`${site.prefix}/settings/sessions`, { cookie: member.cookie });
    app().clock.now = Date.parse("2026-06-09T14:20:00Z");
    await read();
    expect(await seen()).toBe(Date.parse("2026-06-09T14:00:00Z"));
    app().clock.now = Date.parse("2026-06-09T14:59:00Z");
    await read();
    expect(await seen()).toBe(Date.parse("2026-06-09T14:00:00Z"));
    app().clock.now = Date.parse("2026-06-09T15:01:00Z");
    await read();
    expect(await seen()).toBe(Date.parse("2026-06-09T15:00:00Z"));
  });

  it("are ended by their member alone, one or all others, at once", async () => {
    const site = await makeSite(app());
    const [alma, bo] = [await makeMember(app()), await makeMember(app())];
    const others = [await signIn(app(), alma.id), await signIn(app(), alma.id), await signIn(app(), alma.id)];
    const path = `${site.prefix}/settings/sessions`;
    const open = async (cookie: string) => (await app().get(path, { cookie })).statusCode === 200;
    for (const { cookie } of others) expect(await open(cookie)).toBe(true);
    const [first, second, third] = others;
    const foreign = await app().post(`${path}/${first?.sessionId}/end`, {}, { cookie: bo.cookie });
    expect(foreign.statusCode).toBe(404);
    expect(await open(first?.cookie ?? "")).toBe(true);
    await app().post(`${path}/${first?.sessionId}/end`, {}, { cookie: alma.cookie });
    expect(await open(first?.cookie ?? "")).toBe(false);
    expect(await open(second?.cookie ?? "")).toBe(true);
    await app().post(`${path}/end-others`, {}, { cookie: alma.cookie });
    for (const each of [second, third]) expect(await open(each?.cookie ?? "")).toBe(false);
    expect(await open(alma.cookie)).toBe(true);
    expect(await open(bo.cookie)).toBe(true);
  });

  it("all end when a use case ends them, but for the one that it keeps", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    const other = await signIn(app(), member.id);
    const path = `${site.prefix}/settings/sessions`;
    const open = async (cookie: string) => (await app().get(path, { cookie })).statusCode === 200;
    const end = async (except: string | null) => {
      const at = app().clock.now;
      await app().database.transact((tx) =>
        endSessions(tx, { memberId: member.id, except, siteId: site.id, at }),
      );
      await app().settle();
    };
    expect([await open(member.cookie), await open(other.cookie)]).toEqual([true, true]);
    await end(member.sessionId);
    expect([await open(member.cookie), await open(other.cookie)]).toEqual([true, false]);
    await end(null);
    expect(await open(member.cookie)).toBe(false);
  });
});
