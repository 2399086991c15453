import { randomUUID } from "node:crypto";
import { makeMember } from "../../../../../test/members.ts";
import { visitor } from "../../../../../test/visitor.ts";
import type { MemberId } from "../../../../platform/lib/ids.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, startApp, type TestApp } from "../../../../../test/harness.ts";
import { loopback } from "../../../../../test/openid.ts";
import { issuer, publisherActs } from "../../../../../test/publisher.ts";

let count = 0;

describe.each(engines)("a publisher's sign-in (%s)", (engine) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp(engine, {}, { network: loopback() });
  });
  afterAll(() => app?.stop());

  const { siteWith, claimsFor, sign, enter, member, isSubscriberOn, roleOf } = publisherActs(() => app);

  it("makes a member and signs them in", async () => {
    const site = await siteWith();
    const claims = claimsFor(site, {
      email: "Nell@Example.org",
      email_verified: true,
      subscriber: true,
      picture: "https://evil.example/picture.png",
    });
    const reader = visitor(app);
    const answer = await enter(site, await sign(claims), reader);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${site.prefix}/stories/one`]);
    const made = await member(claims.name);
    expect(made).toMatchObject({ email_verified: 1, image: null });
    expect(await isSubscriberOn(made?.id, site)).toBe(true);
    expect(await isSubscriberOn(made?.id, await siteWith())).toBe(false);
    expect(JSON.stringify(made)).not.toMatch(/example\.org/i);
    expect(app.ctx.keys.open("address", made?.email_sealed ?? "")).toBe("Nell@Example.org");
    const page = await reader.get(`${site.prefix}/settings/connections`);
    expect(page.body).toContain(`The ${site.key} Gazette`);
    const methods = await app.database.read.selectFrom("sign_in_method").selectAll().execute();
    expect(JSON.stringify(methods)).not.toContain(claims.sub);
  });

  it("keeps one member for one reader, and brings them up to date", async () => {
    const site = await siteWith();
    const first = claimsFor(site, { subscriber: true, email: "a1@example.org", email_verified: true });
    await enter(site, await sign(first));
    const before = await member(first.name);
    const name = `${first.name} Renamed`;
    await enter(site, await sign({ ...first, jti: "b", name, subscriber: false, email: "a2@example.org" }));
    const after = await member(name);
    expect(after?.id).toBe(before?.id);
    expect(await isSubscriberOn(after?.id, site)).toBe(false);
    expect(app.ctx.keys.open("address", after?.email_sealed ?? "")).toBe("a2@example.org");
    await enter(site, await sign({ ...first, jti: "c", name, subscriber: undefined }));
    expect((await member(name))?.id).toBe(before?.id);
    expect(await isSubscriberOn(before?.id, site)).toBe(false);
  });

  it("keeps readers of two sites apart, whatever they are called there", async () => {
    const [one, two] = [await siteWith(), await siteWith()];
    const claims = claimsFor(one);
    await enter(one, await sign(claims));
    const other = claimsFor(two, { sub: claims.sub });
    await enter(two, await sign(other));
    expect((await member(claims.name))?.id).not.toBe((await member(other.name))?.id);
  });

  it("reaches no account but those that it made, or that were joined to it by their owners", async () => {
    const [one, two] = [await siteWith(), await siteWith()];
    const claims = claimsFor(one, { subscriber: true });
    await enter(one, await sign(claims));
    const theirs = await member(claims.name);
    const owner = await makeMember(app, { name: `Owner ${engine}`, address: `owner.${engine}@example.org` });
    const before = await member(`Owner ${engine}`);
    // The other publisher says that its reader is one of these: the same number, the same address, the same name.
    for (const more of [
      { sub: claims.sub, name: "Somebody Else" },
      { sub: owner.id, name: "Somebody Else" },
      { sub: theirs?.id ?? "", name: claims.name, roles: ["chiefs"] },
      {
        email: `owner.${engine}@example.org`,
        email_verified: true,
        name: "Somebody Else",
        roles: ["chiefs"],
      },
    ]) {
      const reader = visitor(app);
      await enter(two, await sign(claimsFor(two, { ...more, subscriber: true })), reader);
      const settings = await reader.get(`${two.prefix}/settings`);
      expect(settings.body).not.toContain(`Owner ${engine}`);
      expect(settings.body).not.toContain(`/people/${theirs?.handle}"`);
    }
    const kept = async (id: MemberId | undefined) =>
      app.database.read
        .selectFrom("member")
        .selectAll()
        .where("id", "=", id ?? ("" as MemberId))
        .executeTakeFirst();
    expect(await kept(theirs?.id)).toEqual(theirs);
    expect(await member(`Owner ${engine}`)).toEqual(before);
    for (const id of [theirs?.id, owner.id]) {
      expect([await roleOf(id, one), await roleOf(id, two)]).toEqual([null, null]);
      expect(await isSubscriberOn(id, two)).toBe(false);
    }
    expect(await isSubscriberOn(theirs?.id, one)).toBe(true);
  });

  it("takes a token once, also of many who bring it at once", async () => {
    const site = await siteWith();
    const token = await sign(claimsFor(site));
    const answers = await Promise.all(Array.from({ length: 6 }, () => enter(site, token)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422, 422, 422, 422, 422]);
    const again = await enter(site, token);
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('<code dir="ltr">used</code>');
    app.clock.now += 179_000;
    expect((await enter(site, token)).statusCode).toBe(422);
    app.clock.now += 3_600_000;
    expect((await enter(site, token)).body).toContain("expired");
  });

  it("makes one member of a new reader who comes twice at once", async () => {
    const site = await siteWith();
    const claims = claimsFor(site, { email: `twice${engine}@example.org`, email_verified: true });
    const tokens = await Promise.all([1, 2, 3, 4].map((n) => sign({ ...claims, jti: `twice-${n}` })));
    const answers = await Promise.all(tokens.map((token) => enter(site, token)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303, 303]);
    expect(await member(claims.name)).not.toBeNull();
  });

  it("comes by a form of the publisher's page too", async () => {
    const site = await siteWith();
    const reader = visitor(app);
    const fields = { token: await sign(claimsFor(site)), to: "/latest-comments" };
    const answer = await reader.post(`${site.prefix}/connect/publisher`, fields, {
      origin: issuer,
      "sec-fetch-site": "cross-site",
    });
    expect(answer.statusCode).toBe(303);
    const led = await reader.get(String(answer.headers.location));
    const form = String(led.headers.location);
    const at = new URL(form, "http://localhost").searchParams.get("at") ?? "";
    const done = await reader.post(`${site.prefix}/connect/finish`, { at, act: "enter" });
    expect(done.headers.location).toBe(`${site.prefix}/latest-comments`);
    expect((await reader.get(`${site.prefix}/settings/connections`)).statusCode).toBe(200);
  });

  it("leads to no other website", async () => {
    const site = await siteWith();
    for (const to of ["https://evil.example", "//evil.example/x", "/\\evil.example"]) {
      const answer = await enter(site, await sign(claimsFor(site)), visitor(app), to);
      expect(answer.headers.location, to).toBe(`${site.prefix}/`);
    }
  });

  it("asks for a name where it gives none, or one of the staff's", async () => {
    const site = await siteWith();
    await app.database.transact((tx) =>
      tx
        .insertInto("person")
        .values({
          site_id: site.id,
          kind: "staff",
          name: "Nora Quill",
          title: "",
          email_sealed: null,
          email_hash: null,
          device_hash: null,
          created_at: 1,
        })
        .execute(),
    );
    for (const name of [undefined, "Nоra Quill", "  ", "x".repeat(61)]) {
      const reader = visitor(app);
      const claims = claimsFor(site, { name, subscriber: true });
      const answer = await enter(site, await sign(claims), reader);
      const form = String(answer.headers.location);
      expect(form).toContain("/connect/finish?at=");
      const at = new URL(form, "http://localhost").searchParams.get("at") ?? "";
      const chosen = `Chosen ${++count}`;
      const done = await reader.post(`${site.prefix}/connect/finish`, { at, act: "name", name: chosen });
      expect(done.headers.location).toBe(`${site.prefix}/stories/one`);
      expect(await isSubscriberOn((await member(chosen))?.id, site)).toBe(true);
    }
  });

  it("doesn't join an account of the same address without proof, nor take its address", async () => {
    const site = await siteWith();
    const address = `owned-${engine}@example.org`;
    const owner = await makeMember(app, { address, name: `Owner ${++count}` });
    const reader = visitor(app);
    const claims = claimsFor(site, { email: address.toUpperCase(), email_verified: true, subscriber: true });
    const form = String((await enter(site, await sign(claims), reader)).headers.location);
    expect((await reader.get(form)).body).toContain("You have an account here");
    const at = new URL(form, "http://localhost").searchParams.get("at") ?? "";
    const refused = await reader.post(`${site.prefix}/connect/finish`, { at, act: "name", name: "Thief" });
    expect(refused.headers.location).toBe(form);
    expect(await member("Thief")).toBeNull();
    // Not verified, it counts for nothing: another member, without an address.
    const unproved = claimsFor(site, { email: address });
    await enter(site, await sign(unproved));
    expect(await member(unproved.name)).toMatchObject({ email_sealed: null });
    // Who was there without an address doesn't get that one later.
    await enter(site, await sign({ ...unproved, jti: "later", email_verified: true }));
    expect(await member(unproved.name)).toMatchObject({ email_sealed: null });
    // Proved: joined, and the next hand-over finds it.
    reader.cookies += `; ${owner.cookie}`;
    await reader.post(`${site.prefix}/connect/finish`, { at, act: "join" });
    const next = visitor(app);
    await enter(site, await sign({ ...claims, jti: "next" }), next);
    const [method] = await app.database.read
      .selectFrom("sign_in_method")
      .select("member_id")
      .where("provider_id", "=", `publisher-${site.id}`)
      .where("member_id", "=", owner.id)
      .execute();
    expect(method?.member_id).toBe(owner.id);
  });

  it("doesn't let in who was switched off", async () => {
    const site = await siteWith();
    const claims = claimsFor(site);
    const reader = visitor(app);
    await enter(site, await sign(claims), reader);
    await reader.post(`${site.prefix}/sign-out`, {});
    await app.database.transact((tx) =>
      tx.updateTable("member").set({ disabled_at: 1 }).where("name", "=", claims.name).execute(),
    );
    for (const browser of [reader, visitor(app)]) {
      const answer = await enter(site, await sign({ ...claims, jti: randomUUID() }), browser);
      expect(answer.statusCode).toBe(422);
      expect(String(answer.headers["set-cookie"] ?? "")).not.toContain("bl_session");
    }
  });
});
