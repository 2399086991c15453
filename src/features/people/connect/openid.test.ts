import { decodeJwt, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSite, type MadeSite } from "../../../../test/factories.ts";
import { engines, startApp, type TestApp } from "../../../../test/harness.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { makeMember } from "../../../../test/members.ts";
import { loopback, type OpenId, startOpenId } from "../../../../test/openid.ts";
import { leadsTo, pathOf, type Visitor, visitor } from "../../../../test/visitor.ts";

const origin = "http://localhost:4400";

describe.each(engines)("signing in at a real OpenID Connect provider (%s)", (engine) => {
  let app: TestApp;
  let site: MadeSite;
  let club: OpenId;
  let other: OpenId;
  let count = 0;

  beforeAll(async () => {
    club = await startOpenId("club", `${origin}/connect/club/callback`);
    other = await startOpenId("other", `${origin}/connect/other/callback`);
    const settings = [club, other].map(({ issuer, clientId, secret }, n) => ({
      id: n === 0 ? "club" : "other",
      label: n === 0 ? "Press Club" : "Other Club",
      issuer,
      clientId,
      secret,
    }));
    app = await startApp(engine, { BELOWLINE_OIDC: JSON.stringify(settings) }, { network: loopback() });
    await makeSite(app, { prefix: "" });
    site = await makeSite(app);
  });
  afterAll(async () => {
    await app?.stop();
    club?.stop();
    other?.stop();
  });

  /** Somebody new at the provider. */
  function newcomer(claims: Partial<{ name: string; email: string; email_verified: boolean }> = {}): string {
    const who = `person-${++count}`;
    club.who = who;
    club.tamper = null;
    club.people.set(who, {
      name: `Reader ${who}`,
      email: `${who}@example.org`,
      email_verified: true,
      ...claims,
    });
    app.clock.now = Date.now();
    return who;
  }

  async function setOut(reader: Visitor, to = "/stories/one", provider = "club"): Promise<string> {
    const page = await reader.post(`${site.prefix}/connect/${provider}`, { to });
    expect(page.statusCode).toBe(200);
    return leadsTo(page);
  }

  /** Goes to the provider and back as far as the site's own callback; gives its address. */
  async function roundTrip(reader: Visitor, to?: string): Promise<string> {
    const back = await club.visit(await setOut(reader, to));
    expect(back.startsWith(`${origin}/connect/club/callback?`)).toBe(true);
    // The site at the root leads on to the one where it began.
    const led = await reader.get(pathOf(back));
    expect(led.statusCode).toBe(303);
    return pathOf(String(led.headers.location));
  }

  async function refusedAt(reader: Visitor, path: string): Promise<string> {
    const before = await rows();
    const answer = await reader.get(path);
    expect(answer.statusCode).toBe(422);
    expect(String(answer.headers["set-cookie"] ?? "")).not.toContain("bl_session");
    expect(await rows()).toEqual(before);
    return answer.body;
  }

  async function rows() {
    const { read } = app.database;
    return Promise.all(
      (["member", "session", "sign_in_method"] as const).map(
        async (table) => (await read.selectFrom(table).select("id").execute()).length,
      ),
    );
  }

  async function signUp(reader: Visitor, name?: string): Promise<string> {
    const answer = await reader.get(await roundTrip(reader));
    const form = String(answer.headers.location);
    expect(form).toMatch(/\/connect\/finish\?at=/);
    const page = await reader.get(form);
    const [, given = ""] = /name="name"[^>]* value="([^"]*)"/.exec(page.body) ?? [];
    const token = new URL(form, origin).searchParams.get("at") ?? "";
    const done = await reader.post(`${site.prefix}/connect/finish`, {
      at: token,
      act: "name",
      name: name ?? given,
    });
    expect(done.statusCode, done.body).toBe(303);
    return String(done.headers.location);
  }

  async function memberNamed(name: string) {
    return app.database.read.selectFrom("member").selectAll().where("name", "=", name).execute();
  }

  it("asks a newcomer for a name, makes a member and leads back to where they were", async () => {
    const who = newcomer();
    const reader = visitor(app);
    expect(await signUp(reader)).toBe(`${site.prefix}/stories/one`);
    const [member] = await memberNamed(`Reader ${who}`);
    expect(member?.email_verified).toBe(1);
    expect(app.ctx.keys.open("address", member?.email_sealed ?? "")).toBe(`${who}@example.org`);
    expect(JSON.stringify(member)).not.toContain("example.org");
    const [method] = await app.database.read
      .selectFrom("sign_in_method")
      .selectAll()
      .where("member_id", "=", member?.id ?? ("" as never))
      .execute();
    expect(method).toMatchObject({
      provider_id: club.issuer,
      access_token: null,
      refresh_token: null,
      id_token: null,
    });
    expect(JSON.stringify(method)).not.toContain(who);
    const settings = await reader.get(`${site.prefix}/settings/connections`);
    expect(settings.statusCode).toBe(200);
    expect(settings.body).toContain("Press Club");
  });

  it("lets them in at once the next time, on another device too", async () => {
    newcomer();
    await signUp(visitor(app));
    const again = visitor(app);
    const answer = await again.get(await roundTrip(again, "/latest-comments"));
    expect(answer.headers.location).toBe(`${site.prefix}/latest-comments`);
    expect((await again.get(`${site.prefix}/settings/connections`)).statusCode).toBe(200);
  });

  it("explains a name that is refused, with what was typed still there", async () => {
    newcomer({ name: "" });
    const reader = visitor(app);
    const form = String((await reader.get(await roundTrip(reader))).headers.location);
    const at = new URL(form, origin).searchParams.get("at") ?? "";
    const answer = await reader.post(`${site.prefix}/connect/finish`, {
      at,
      act: "name",
      name: "x".repeat(61),
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("between 2 and 60 characters");
    expect(answer.body).toContain("x".repeat(61));
    const done = await reader.post(`${site.prefix}/connect/finish`, { at, act: "name", name: "Nonna Bird" });
    expect(done.statusCode).toBe(303);
  });

  it("joins an account with the same address only after that account was proved", async () => {
    const who = newcomer();
    const owner = await makeMember(app, { address: `${who}@example.org`, name: "Old Hand" });
    const reader = visitor(app);
    const form = String((await reader.get(await roundTrip(reader))).headers.location);
    const page = await reader.get(form);
    expect(page.body).toContain("You have an account here");
    const at = new URL(form, origin).searchParams.get("at") ?? "";
    for (const act of ["name", "join", "switch", "prove"]) {
      const answer = await reader.post(`${site.prefix}/connect/finish`, { at, act, name: "Somebody" });
      expect(String(answer.headers["set-cookie"] ?? "")).not.toContain("bl_session");
    }
    reader.cookies += `; ${owner.cookie}`;
    expect((await reader.get(form)).body).toContain("Connect \u2068Press Club\u2069?");
    const done = await reader.post(`${site.prefix}/connect/finish`, { at, act: "join" });
    expect(done.headers.location).toBe(`${site.prefix}/stories/one`);
    const again = visitor(app);
    await again.get(await roundTrip(again));
    expect((await again.get(`${site.prefix}/settings/connections`)).body).toContain("Press Club");
    expect(await memberNamed("Somebody")).toEqual([]);
    const told = await mailsTo(app, `${who}@example.org`);
    expect(told).toMatchObject([{ kind: "wayIn", change: "connected", name: "Press Club" }]);
  });

  it("takes an address that the provider has not verified for none", async () => {
    const who = newcomer({ email_verified: false });
    await makeMember(app, { address: `${who}@example.org`, name: "Real Owner" });
    await signUp(visitor(app), `Unproved ${who}`);
    const [member] = await memberNamed(`Unproved ${who}`);
    expect(member).toMatchObject({ email_sealed: null, email_hash: null, email_verified: 0 });
  });

  it("refuses a state that isn't its own, and one of another browser", async () => {
    newcomer();
    const reader = visitor(app);
    const good = await roundTrip(reader);
    const url = new URL(good, origin);
    for (const state of ["", "1", "-", `${site.id}-`, `${site.id}-${"a".repeat(22)}`, "999999-x", "x-y"]) {
      url.searchParams.set("state", state);
      const path = url.pathname + url.search;
      expect(await refusedAt(reader, path)).toContain("began in another browser");
    }
    const victim = visitor(app);
    expect(await refusedAt(victim, good)).toContain("began in another browser");
    await victim.post(`${site.prefix}/connect/club`, { to: "/" });
    expect(await refusedAt(victim, good)).toContain("began in another browser");
    // None of that has used it up.
    expect((await reader.get(good)).statusCode).toBe(303);
  });

  it("takes each answer once, and no code twice", async () => {
    newcomer();
    const reader = visitor(app);
    const first = await roundTrip(reader);
    expect((await reader.get(first)).statusCode).toBe(303);
    expect(await refusedAt(reader, first)).toContain("began in another browser");
    const code = new URL(first, origin).searchParams.get("code") ?? "";
    const second = new URL(await roundTrip(reader), origin);
    second.searchParams.set("code", code);
    expect(await refusedAt(reader, second.pathname + second.search)).toContain("could not be verified");
  });

  it("takes no code that was given to somebody else's attempt", async () => {
    newcomer();
    const attacker = visitor(app);
    const stolen = new URL(await roundTrip(attacker), origin).searchParams.get("code") ?? "";
    const victim = visitor(app);
    const own = new URL(await roundTrip(victim), origin);
    own.searchParams.set("code", stolen);
    expect(await refusedAt(victim, own.pathname + own.search)).toContain("could not be verified");
  });

  it("of two that bring one answer at once lets one in", async () => {
    newcomer();
    const reader = visitor(app);
    const path = await roundTrip(reader);
    const answers = await Promise.all([reader.get(path), reader.get(path), reader.get(path)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422, 422]);
  });

  it("refuses a nonce that isn't its own", async () => {
    newcomer();
    const reader = visitor(app);
    const address = new URL(await setOut(reader));
    address.searchParams.set("nonce", "another");
    const led = await reader.get(pathOf(await club.visit(address.href)));
    expect(await refusedAt(reader, pathOf(String(led.headers.location)))).toContain("could not be verified");
  });

  const now = () => Math.floor(Date.now() / 1000);
  const signed = (idToken: string, changes: object, key = club.key, header: object = {}) =>
    new SignJWT({ ...decodeJwt(idToken), ...changes })
      .setProtectedHeader({ alg: "RS256", kid: "one", ...header })
      .sign(key);
  const unsigned = (idToken: string, header: object) => {
    const [, payload] = idToken.split(".");
    return `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${payload}.`;
  };

  it.each<[string, (idToken: string) => Promise<string>]>([
    ["one that has expired", (token) => signed(token, { iat: now() - 900, exp: now() - 120 })],
    ["one without an expiry", (token) => signed(token, { exp: undefined })],
    ["one for another client", (token) => signed(token, { aud: "somebody-else" })],
    ["one for others too", (token) => signed(token, { aud: [club.clientId, "somebody-else"] })],
    ["one that another client had made", (token) => signed(token, { azp: "somebody-else" })],
    ["one of another issuer", (token) => signed(token, { iss: "https://evil.example" })],
    ["one of the other provider", (token) => signed(token, { iss: other.issuer }, other.key)],
    ["one with another nonce", (token) => signed(token, { nonce: "another" })],
    ["one without a nonce", (token) => signed(token, { nonce: undefined })],
    ["one without a subject", (token) => signed(token, { sub: undefined })],
    [
      "one signed by another key",
      async (token) => signed(token, {}, (await generateKeyPair("RS256")).privateKey),
    ],
    [
      "one signed with the client's secret",
      (token) =>
        new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(club.secret)),
    ],
    ["one that nobody signed", async (token) => unsigned(token, { alg: "none" })],
    ["one that says it needs no signature", async (token) => unsigned(token, { alg: "none", kid: "one" })],
    [
      "one with a changed payload",
      async (token) =>
        token.replace(
          /\.[^.]+\./,
          `.${Buffer.from(JSON.stringify({ ...decodeJwt(token), sub: "alma" })).toString("base64url")}.`,
        ),
    ],
    ["no token at all", async () => "no token"],
  ])("refuses an ID token: %s", async (_name, tamper) => {
    newcomer();
    const reader = visitor(app);
    const path = await roundTrip(reader);
    club.tamper = tamper;
    expect(await refusedAt(reader, path)).toContain("could not be verified");
  });

  it("accepts what those tests change, unchanged", async () => {
    newcomer();
    const reader = visitor(app);
    const path = await roundTrip(reader);
    club.tamper = (token) => signed(token, {});
    expect((await reader.get(path)).statusCode).toBe(303);
  });

  it("takes no answer of one provider for that of another", async () => {
    newcomer();
    const reader = visitor(app);
    // It set out for the other one, whose answer turns out to be the club's.
    const state = new URL(await setOut(reader, "/", "other")).searchParams.get("state") ?? "";
    const own = new URL(await roundTrip(reader), origin);
    const swapped = new URL(own);
    swapped.searchParams.set("state", state);
    expect(await refusedAt(reader, swapped.pathname + swapped.search)).toContain("began in another browser");
    const told = new URL(own);
    told.searchParams.set("iss", other.issuer);
    expect(await refusedAt(reader, told.pathname + told.search)).toContain("could not be verified");
    const reader2 = visitor(app);
    newcomer();
    const silent = new URL(await roundTrip(reader2), origin);
    silent.searchParams.delete("iss");
    expect(await refusedAt(reader2, silent.pathname + silent.search)).toContain("could not be verified");
  });

  it("never leads out of the site, whatever it is told to come back to", async () => {
    for (const to of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "/\t/evil.example",
      "javascript:alert(1)",
      "/ok\r\nSet-Cookie: a=b",
    ]) {
      newcomer();
      const reader = visitor(app);
      await signUp(reader);
      const answer = await reader.get(await roundTrip(reader, to));
      const { host, pathname } = new URL(String(answer.headers.location), `${origin}/`);
      expect([host, pathname], to).toEqual(["localhost:4400", `${site.prefix}/`]);
    }
  });

  async function connectMore(reader: Visitor): Promise<string> {
    const page = await reader.post(`${site.prefix}/settings/connections`, { provider: "club" });
    expect(page.statusCode).toBe(200);
    const led = await reader.get(pathOf(await club.visit(leadsTo(page))));
    return pathOf(String(led.headers.location));
  }

  it("connects one more account to the member who is signed in, and to no other", async () => {
    newcomer();
    const first = await makeMember(app, { name: "First" });
    const reader = visitor(app, first.cookie);
    const done = await reader.get(await connectMore(reader));
    expect(done.headers.location).toBe(`${site.prefix}/settings/connections?told=connected`);
    expect((await reader.get(String(done.headers.location))).body).toContain("Connected.");
    const again = await reader.get(await connectMore(reader));
    expect(again.statusCode).toBe(303);
    const second = visitor(app, (await makeMember(app, { name: "Second" })).cookie);
    expect(await refusedAt(second, await connectMore(second))).toContain("another member here");
    newcomer();
    const path = await connectMore(second);
    // Somebody else has signed in on that browser meanwhile, or nobody is signed in any more.
    const own = second.cookies;
    second.cookies = own.replace(/bl_session=[^;]*/, first.cookie);
    expect(await refusedAt(second, path)).toContain("no longer signed in");
    second.cookies = own;
    const other = await connectMore(second);
    second.cookies = own.replace(/bl_session=[^;]*/, "");
    expect(await refusedAt(second, other)).toContain("no longer signed in");
  });

  it("asks who connects one more account to prove who they are first", async () => {
    newcomer();
    const { cookie } = await makeMember(app);
    const reader = visitor(app, cookie);
    app.clock.now += 601_000;
    const answer = await reader.post(`${site.prefix}/settings/connections`, { provider: "club" });
    expect(answer.headers.location).toContain("/prove?to=");
  });

  it("tells in words that somebody turned back", async () => {
    newcomer();
    const reader = visitor(app);
    const state = new URL(await setOut(reader)).searchParams.get("state") ?? "";
    const path = `${site.prefix}/connect/club/callback?error=access_denied&error_description=%3Cb%3E&state=${state}`;
    const body = await refusedAt(reader, path);
    expect(body).toContain("sent you back without signing you in");
    expect(body).toContain(`/sign-in?to=${encodeURIComponent("/stories/one")}`);
  });

  it("tells in words that a provider doesn't answer", async () => {
    const gone = await startApp(
      engine,
      {
        BELOWLINE_OIDC: JSON.stringify([
          { id: "gone", label: "Gone Club", issuer: "http://127.0.0.1:9", clientId: "x", secret: "y" },
        ]),
      },
      { network: loopback() },
    );
    try {
      const paper = await makeSite(gone);
      const answer = await visitor(gone).post(`${paper.prefix}/connect/gone`, { to: "/" });
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain("can’t be reached");
    } finally {
      await gone.stop();
    }
  });

  it("reaches no issuer on this machine where no test lets it", async () => {
    const real = await startApp(engine, {
      BELOWLINE_OIDC: JSON.stringify([
        {
          id: "club",
          label: "Press Club",
          issuer: club.issuer,
          clientId: club.clientId,
          secret: club.secret,
        },
      ]),
    });
    try {
      const paper = await makeSite(real);
      const answer = await visitor(real).post(`${paper.prefix}/connect/club`, { to: "/" });
      expect(answer.body).toContain("can’t be reached");
    } finally {
      await real.stop();
    }
  });

  it("asks for the second factor after it, where the member has one", async () => {
    const who = newcomer();
    await signUp(visitor(app));
    await app.database.transact((tx) =>
      tx.updateTable("member").set({ two_factor_enabled: 1 }).where("name", "=", `Reader ${who}`).execute(),
    );
    const reader = visitor(app);
    expect((await reader.get(await roundTrip(reader))).statusCode).toBe(303);
    const page = await reader.get(`${site.prefix}/settings/connections`);
    expect(page.statusCode).toBe(303);
    expect(page.headers.location).not.toContain("/settings/connections?");
  });

  it("doesn't let in a member whose account was switched off", async () => {
    const who = newcomer();
    await signUp(visitor(app));
    await app.database.transact((tx) =>
      tx.updateTable("member").set({ disabled_at: 1 }).where("name", "=", `Reader ${who}`).execute(),
    );
    const reader = visitor(app);
    expect(await refusedAt(reader, await roundTrip(reader))).toContain("switched off");
  });
});
