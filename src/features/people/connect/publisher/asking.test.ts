import { randomUUID } from "node:crypto";
import { makeMember } from "../../../../../test/members.ts";
import { visitor } from "../../../../../test/visitor.ts";
import type { MemberId } from "../../../../platform/lib/ids.ts";
import { changeRole } from "../../staff/change-role.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, startApp, type TestApp } from "../../../../../test/harness.ts";
import { loopback } from "../../../../../test/openid.ts";
import { publisherActs } from "../../../../../test/publisher.ts";

let count = 0;

describe.each(engines)("a publisher's link (%s)", (engine) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp(engine, {}, { network: loopback() });
  });
  afterAll(() => app?.stop());

  const { siteWith, claimsFor, sign, follow, enter, member, roleOf } = publisherActs(() => app);

  it("asks a browser once whether it is them, and signs nobody in by a link that a stranger sent", async () => {
    const site = await siteWith();
    const thief = claimsFor(site, { name: `Thief ${count}` });
    const victim = visitor(app);
    const again = (claims: object, to?: string) =>
      sign({ ...claims, jti: randomUUID() }).then((token) => follow(site, token, victim, to));
    const isIn = async () => (await victim.get(`${site.prefix}/settings/connections`)).statusCode === 200;
    const asked = await again(thief);
    const form = String(asked.headers.location);
    expect(form).toContain("/connect/finish?at=");
    expect(await isIn()).toBe(false);
    expect((await victim.get(form)).body).toContain(`Go on as \u2068${thief.name}\u2069?`);
    expect(await isIn()).toBe(false);
    // From another page nobody says so for them.
    const at = new URL(form, "http://localhost").searchParams.get("at") ?? "";
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    await victim.post(`${site.prefix}/connect/finish`, { at, act: "enter" }, foreign);
    expect(await isIn()).toBe(false);
    // As themselves they have said it once; then it goes by itself, for them and for nobody else.
    const own = claimsFor(site);
    await enter(site, await sign(own), victim);
    expect(await isIn()).toBe(true);
    await victim.post(`${site.prefix}/sign-out`, {});
    expect(await isIn()).toBe(false);
    expect((await again(thief)).headers.location).toContain("/connect/finish?at=");
    expect(await isIn()).toBe(false);
    expect((await again(own, "/rules")).headers.location).toBe(`${site.prefix}/rules`);
    expect(await isIn()).toBe(true);
  });

  it("never silently makes who is signed in another one", async () => {
    const site = await siteWith();
    const mine = await makeMember(app, { name: "Signed In" });
    const reader = visitor(app, mine.cookie);
    const known = claimsFor(site);
    await enter(site, await sign(known));
    const asked = await enter(site, await sign({ ...known, jti: "asked" }), reader);
    const form = String(asked.headers.location);
    expect(String(asked.headers["set-cookie"])).not.toContain("bl_session");
    expect((await reader.get(form)).body).toContain(`Go on as \u2068${known.name}\u2069?`);
    const at = new URL(form, "http://localhost").searchParams.get("at") ?? "";
    // A stranger with the link gets nowhere.
    const stranger = await visitor(app).post(`${site.prefix}/connect/finish`, { at, act: "switch" });
    expect(stranger.statusCode).toBe(422);
    const done = await reader.post(`${site.prefix}/connect/finish`, { at, act: "switch" });
    expect(String(done.headers["set-cookie"])).toContain("bl_session");
    // A new reader of the publisher isn't connected to whoever happens to be signed in.
    const other = visitor(app, (await makeMember(app, { name: "Victim" })).cookie);
    const link = String((await enter(site, await sign(claimsFor(site)), other)).headers.location);
    expect((await other.get(link)).body).toContain("This makes another account");
    const token = new URL(link, "http://localhost").searchParams.get("at") ?? "";
    const joined = await other.post(`${site.prefix}/connect/finish`, { at: token, act: "join" });
    expect(joined.headers.location).toBe(link);
  });

  it("gives the roles that the settings map, never another, and takes back only what it gave", async () => {
    const site = await siteWith();
    const claims = claimsFor(site, { roles: ["writers", "chiefs", "admin", "__proto__", "constructor"] });
    const again = async (changes: object) =>
      enter(site, await sign({ ...claims, jti: `roles-${++count}`, ...changes }));
    await enter(site, await sign(claims));
    const id = (await member(claims.name))?.id;
    expect(await roleOf(id, site)).toBe("editor");
    await again({ roles: ["writers"] });
    expect(await roleOf(id, site)).toBe("reporter");
    await again({ roles: undefined });
    expect(await roleOf(id, site)).toBe("reporter");
    await again({ roles: ["admin", "admins"] });
    expect(await roleOf(id, site)).toBeNull();
    const events = await app.database.read
      .selectFrom("event")
      .select("payload")
      .where("type", "=", "staff.changed")
      .where("site_id", "=", site.id)
      .orderBy("id")
      .execute();
    const told = events.map(
      ({ payload }) => JSON.parse(payload) as { by: string; after: { role: string } | null },
    );
    expect(told.map(({ by, after }) => [by, after?.role ?? null])).toEqual([
      ["publisher", "editor"],
      ["publisher", "reporter"],
      ["publisher", null],
    ]);
    // What the staff take away stays away.
    await again({ roles: ["writers"] });
    const mine = { by: "cli", memberId: id ?? ("" as MemberId), scope: site.id, siteId: site.id } as const;
    await changeRole(app.ctx, { ...mine, to: null });
    await again({ roles: ["chiefs"] });
    expect(await roleOf(id, site)).toBeNull();
    const byHand = async (role: string) =>
      app.database.transact((tx) =>
        tx
          .insertInto("staff_role")
          .values({ member_id: id ?? ("" as MemberId), site_id: site.id, role, title: "Chief", at: 1 })
          .onConflict((conflict) => conflict.columns(["member_id", "site_id"]).doUpdateSet({ role }))
          .execute(),
      );
    await byHand("admin");
    for (const roles of [[], ["writers"], ["chiefs"]]) {
      await again({ roles });
      expect(await roleOf(id, site)).toBe("admin");
    }
  });
});
