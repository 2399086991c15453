import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MadeSite, makeSite } from "../../../../../test/factories.ts";
import { engines, startApp, type TestApp } from "../../../../../test/harness.ts";
import { makeMember } from "../../../../../test/members.ts";
import { loopback } from "../../../../../test/openid.ts";
import { type Visitor, visitor } from "../../../../../test/visitor.ts";
import type { MemberId } from "../../../../platform/lib/ids.ts";
import { changeRole } from "../../staff/change-role.ts";
import { type PublisherKey, readKey, setPublisher } from "./publisher.ts";

const issuer = "https://www.example.org";
const secret = "a secret of the publisher, quite long";
const ed = generateKeyPairSync("ed25519");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = (key: typeof ed.publicKey) => key.export({ type: "spki", format: "pem" }).toString();

describe.each(engines)("a publisher's sign-in (%s)", (engine) => {
  let app: TestApp;
  let count = 0;

  beforeAll(async () => {
    app = await startApp(engine, {}, { network: loopback() });
  });
  afterAll(() => app?.stop());

  async function siteWith(key: PublisherKey = readKey(pem(ed.publicKey))): Promise<MadeSite> {
    const site = await makeSite(app);
    const settings = { issuer, key, roles: { writers: "reporter", chiefs: "editor" } } as const;
    await app.database.transact((tx) =>
      setPublisher(tx, app.ctx.keys, site.id, { settings, at: app.clock.now }),
    );
    return site;
  }

  const now = () => Math.floor(app.clock.now / 1000);

  function claimsFor(site: MadeSite, changes: object = {}) {
    const n = ++count;
    return {
      iss: issuer,
      aud: `http://localhost:4400${site.prefix}`,
      iat: now(),
      exp: now() + 120,
      jti: randomUUID(),
      sub: `reader-${n}`,
      name: `Reader Number ${n}`,
      ...changes,
    };
  }

  async function sign(claims: object, { alg = "EdDSA", key = ed.privateKey as object, kid = "" } = {}) {
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg, ...(kid ? { kid } : {}) })
      .sign(key as CryptoKey);
  }

  /** Follows the publisher's link, without answering what is asked then. */
  function follow(site: MadeSite, token: string, reader: Visitor = visitor(app), to = "/stories/one") {
    return reader.get(`${site.prefix}/connect/publisher?${new URLSearchParams({ token, to })}`);
  }

  /** The same, and where it is asked whether it is them, they say so. */
  async function enter(site: MadeSite, token: string, reader: Visitor = visitor(app), to = "/stories/one") {
    const answer = await follow(site, token, reader, to);
    const form = String(answer.headers.location);
    if (!form.includes("/connect/finish?at=")) return answer;
    if (!(await reader.get(form)).body.includes('name="act" value="enter"')) return answer;
    const at = new URL(form, "http://localhost").searchParams.get("at") ?? "";
    return reader.post(`${site.prefix}/connect/finish`, { at, act: "enter" });
  }

  async function member(name: string) {
    const rows = await app.database.read.selectFrom("member").selectAll().where("name", "=", name).execute();
    expect(rows.length, name).toBeLessThan(2);
    return rows[0] ?? null;
  }

  async function isSubscriberOn(id: MemberId | undefined, site: MadeSite) {
    const row = await app.database.read
      .selectFrom("publisher_reader")
      .select("is_subscriber")
      .where("member_id", "=", id ?? ("" as MemberId))
      .where("site_id", "=", site.id)
      .executeTakeFirst();
    return row?.is_subscriber === 1;
  }

  async function roleOf(id: MemberId | undefined, site: MadeSite) {
    const row = await app.database.read
      .selectFrom("staff_role")
      .select("role")
      .where("member_id", "=", id ?? ("" as MemberId))
      .where("site_id", "=", site.id)
      .executeTakeFirst();
    return row?.role ?? null;
  }

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

  it.each<[string, string, (claims: ReturnType<typeof claimsFor>) => object]>([
    ["for another site", "audience", (claims) => ({ ...claims, aud: "http://localhost:4400/elsewhere" })],
    ["for nobody", "audience", ({ aud: _, ...claims }) => claims],
    ["of another issuer", "issuer", (claims) => ({ ...claims, iss: "https://evil.example" })],
    ["of no issuer", "issuer", ({ iss: _, ...claims }) => claims],
    ["that has expired", "expired", (claims) => ({ ...claims, iat: now() - 300, exp: now() - 61 })],
    ["without an end", "claims", ({ exp: _, ...claims }) => claims],
    ["that holds for too long", "too-long", (claims) => ({ ...claims, exp: now() + 661 })],
    ["without a beginning", "claims", ({ iat: _, ...claims }) => claims],
    ["of the future", "not-yet", (claims) => ({ ...claims, iat: now() + 61 })],
    ["that isn't good yet", "not-yet", (claims) => ({ ...claims, nbf: now() + 61 })],
    ["without a name of its own", "claims", ({ jti: _, ...claims }) => claims],
    ["about nobody", "claims", ({ sub: _, ...claims }) => claims],
    ["about an empty nobody", "claims", (claims) => ({ ...claims, sub: "" })],
    ["with roles that are no list", "claims", (claims) => ({ ...claims, roles: "chiefs" })],
  ])("refuses a token %s", async (_name, flaw, change) => {
    const site = await siteWith();
    const claims = claimsFor(site);
    const answer = await enter(site, await sign(change(claims)));
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`<code dir="ltr">${flaw}</code>`);
    expect(String(answer.headers["set-cookie"] ?? "")).not.toContain("bl_session");
    expect(await member(claims.name)).toBeNull();
  });

  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const hmac = (input: string, key: string | Buffer) =>
    `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;

  it("refuses every other algorithm than its key's", async () => {
    const keys = {
      EdDSA: readKey(pem(ed.publicKey)),
      RS256: readKey(pem(rsa.publicKey)),
      HS256: readKey(secret),
    };
    for (const [alg, key] of Object.entries(keys)) {
      const site = await siteWith(key);
      const claims = claimsFor(site);
      const input = (header: object) => `${part(header)}.${part(claims)}`;
      const other = await generateKeyPair("EdDSA");
      const forged: Record<string, string> = {
        none: `${input({ alg: "none" })}.`,
        None: `${input({ alg: "None" })}.`,
        "no algorithm": `${input({})}.`,
        "own algorithm, no signature": `${input({ alg })}.`,
        "the public key as a secret": hmac(input({ alg: "HS256" }), pem(ed.publicKey)),
        "the other public key as a secret": hmac(input({ alg: "HS256" }), pem(rsa.publicKey)),
        "the public key's bytes as a secret": hmac(
          input({ alg: "HS256" }),
          rsa.publicKey.export({ type: "spki", format: "der" }),
        ),
        "a key of its own": await new SignJWT(claims)
          .setProtectedHeader({ alg: "EdDSA", jwk: await exportJWK(other.publicKey) })
          .sign(other.privateKey),
        "an empty secret": hmac(input({ alg: "HS256" }), ""),
        "a shorter hash": await sign(claims, { alg: "RS512", key: rsa.privateKey }),
        "another padding": await sign(claims, { alg: "PS256", key: rsa.privateKey }),
        "an extension that nobody knows": await sign(claims).then((token) => {
          const header = part({ alg: "EdDSA", crit: ["exp"], exp: 1 });
          return token.replace(/^[^.]+/, header);
        }),
      };
      if (alg !== "EdDSA") forged["EdDSA"] = await sign(claims);
      if (alg !== "RS256") forged["RS256"] = await sign(claims, { alg: "RS256", key: rsa.privateKey });
      if (alg !== "HS256") forged["HS256"] = await sign(claims, { alg: "HS256", key: Buffer.from(secret) });
      for (const [name, token] of Object.entries(forged)) {
        const answer = await enter(site, token);
        expect(answer.statusCode, `${alg}: ${name}`).toBe(422);
        expect(answer.body, `${alg}: ${name}`).toMatch(/<code dir="ltr">(?:signature|shape)<\/code>/);
      }
      expect(await member(claims.name)).toBeNull();
      const key2 = alg === "EdDSA" ? ed.privateKey : alg === "RS256" ? rsa.privateKey : Buffer.from(secret);
      expect((await enter(site, await sign(claims, { alg, key: key2 }))).statusCode, alg).toBe(303);
    }
  });

  it("refuses what is no token at all", async () => {
    const site = await siteWith();
    for (const token of ["", ".", "a.b.c", "🦊", "x".repeat(9000), "null", "..", "{}"]) {
      const answer = await enter(site, token);
      expect(answer.statusCode, token.slice(0, 10)).toBe(422);
    }
    const bare = await makeSite(app);
    expect((await enter(bare, "a.b.c")).statusCode).toBe(404);
    expect((await visitor(app).get(`${site.prefix}/connect/publisher`)).statusCode).toBe(400);
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

  describe("with a key set", () => {
    let server: Server;
    let keys: JWK[] = [];
    let asked = 0;
    let isDown = false;
    const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;

    beforeAll(async () => {
      server = createServer((_request, response) => {
        asked += 1;
        if (isDown) response.writeHead(503).end("{}");
        else response.end(JSON.stringify({ keys }));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });
    afterAll(() => {
      server.closeAllConnections();
      server.close();
    });

    const pair = async (kid: string) => {
      const { privateKey, publicKey } = await generateKeyPair("EdDSA", { extractable: true });
      return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid } };
    };

    it("finds new keys by name, asks seldom, and outlasts an address that fails", async () => {
      const [old, fresh, never] = [await pair("old"), await pair("fresh"), await pair("never")];
      keys = [old.jwk];
      const site = await siteWith({ kind: "keySet", alg: "EdDSA", url: url() });
      const come = async ({ privateKey: key }: typeof old, kid: string) =>
        (await enter(site, await sign(claimsFor(site), { key, kid }))).statusCode;
      expect(await come(old, "old")).toBe(303);
      expect(await come(old, "old")).toBe(303);
      expect(asked).toBe(1);
      keys = [old.jwk, fresh.jwk];
      app.clock.now += 31_000;
      expect(await come(fresh, "fresh")).toBe(303);
      expect(asked).toBe(2);
      for (let n = 0; n < 5; n++) expect(await come(never, "never")).toBe(422);
      expect(asked).toBeLessThan(4);
      expect(await come(never, "old")).toBe(422);
      isDown = true;
      app.clock.now += 20 * 60_000;
      expect(await come(old, "old")).toBe(303);
      expect(await come(fresh, "fresh")).toBe(303);
      const before = asked;
      for (let n = 0; n < 5; n++) expect(await come(fresh, "fresh")).toBe(303);
      expect(asked).toBe(before);
      // It is back, and one key has been taken back.
      isDown = false;
      keys = [fresh.jwk];
      app.clock.now += 31_000;
      expect(await come(old, "old")).toBe(422);
      expect(await come(fresh, "fresh")).toBe(303);
      isDown = true;
      app.clock.now += 25 * 3_600_000;
      expect(await come(fresh, "fresh")).toBe(422);
      isDown = false;
    });

    it("takes no secret for a public key", async () => {
      const shared = Buffer.from(secret).toString("base64url");
      keys = [{ kty: "oct", k: shared, kid: "shared", alg: "HS256" }];
      const site = await siteWith({ kind: "keySet", alg: "EdDSA", url: `${url()}?oct` });
      for (const alg of ["HS256", "none"]) {
        const claims = claimsFor(site);
        const token = hmac(`${part({ alg, kid: "shared" })}.${part(claims)}`, secret);
        expect((await enter(site, token)).statusCode).toBe(422);
      }
    });

    it("asks no address of the house", async () => {
      const real = await startApp(engine);
      try {
        const before = asked;
        const site = await makeSite(real);
        const settings = { issuer, key: { kind: "keySet", alg: "EdDSA", url: url() }, roles: {} } as const;
        await real.database.transact((tx) => setPublisher(tx, real.ctx.keys, site.id, { settings, at: 1 }));
        const { privateKey } = await pair("old");
        const answer = await visitor(real).get(
          `${site.prefix}/connect/publisher?token=${await sign(claimsFor(site), { key: privateKey, kid: "old" })}`,
        );
        expect(answer.body).toContain("keys-unreachable");
        expect(asked).toBe(before);
      } finally {
        await real.stop();
      }
    });
  });

  it("is set up as its guide says", async () => {
    const guide = readFileSync(
      new URL("../../../../../docs/guides/publisher-sign-in.md", import.meta.url),
      "utf8",
    );
    const [, example = ""] = /```js\n([\s\S]*?)```/.exec(guide) ?? [];
    const folder = mkdtempSync(join(tmpdir(), "belowline-guide-"));
    const paper = await startApp(engine, { BELOWLINE_URL: "https://news.example.org" });
    try {
      const file = join(folder, "example.mjs");
      const key = ed.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
      writeFileSync(file, example.replace("process.env.READERS_KEY", JSON.stringify(key)));
      const { signInAddress } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
        signInAddress(reader: object, to: string): string;
      };
      paper.clock.now = Date.now();
      const site = await makeSite(paper, { prefix: "" });
      const settings = { issuer, key: readKey(pem(ed.publicKey)), roles: {} };
      await paper.database.transact((tx) => setPublisher(tx, paper.ctx.keys, site.id, { settings, at: 1 }));
      const reader = {
        id: 7,
        name: "Guided",
        email: "g@example.org",
        emailIsVerified: true,
        isSubscriber: true,
        roles: [],
      };
      const address = signInAddress({ ...reader, id: "7" }, "/latest-comments");
      const browser = visitor(paper);
      const asked = await browser.get(address.slice("https://news.example.org".length));
      const form = String(asked.headers.location);
      expect((await browser.get(form)).body).toContain("Go on as \u2068Guided\u2069?");
      const at = new URL(form, "https://news.example.org").searchParams.get("at") ?? "";
      const answer = await browser.post("/connect/finish", { at, act: "enter" });
      expect([answer.statusCode, answer.headers.location]).toEqual([303, "/latest-comments"]);
    } finally {
      await paper.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a publisher's key", () => {
  it("says by its kind which algorithm is meant", async () => {
    const jwk = async (key: typeof ed.publicKey) => JSON.stringify(await exportJWK(key));
    expect(readKey(pem(ed.publicKey)).alg).toBe("EdDSA");
    expect(readKey(await jwk(ed.publicKey)).alg).toBe("EdDSA");
    expect(readKey(pem(rsa.publicKey)).alg).toBe("RS256");
    expect(readKey(await jwk(rsa.publicKey)).alg).toBe("RS256");
    expect(readKey(secret).alg).toBe("HS256");
    expect(readKey(JSON.stringify({ kty: "oct", k: Buffer.from(secret).toString("base64url") }))).toEqual(
      readKey(secret),
    );
  });

  it("is refused where it is private, weak or of another kind", async () => {
    const small = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const priv = ed.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const privateJwk = JSON.stringify(ed.privateKey.export({ format: "jwk" }));
    for (const text of [priv, privateJwk]) expect(() => readKey(text)).toThrow("private key");
    for (const text of [pem(small.publicKey), pem(ec.publicKey)])
      expect(() => readKey(text)).toThrow("RSA of 2048");
    for (const text of ["", "short", JSON.stringify({ kty: "oct", k: "YQ" })])
      expect(() => readKey(text)).toThrow("32 bytes");
    for (const text of ["{", '{"kty":"RSA"}', "-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----"])
      expect(() => readKey(text)).toThrow(/no (?:JWK|public key)/);
  });
});
