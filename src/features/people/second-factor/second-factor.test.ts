import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { makeMember, signIn } from "../../../../test/members.ts";
import { codesOn, phoneOf, setUpPhone } from "../../../../test/second-factor.ts";
import { standIn } from "../accounts/address.ts";
import { authOf } from "../accounts/auth.ts";
import { hashPassword } from "../accounts/passwords.ts";
import { siteSettings } from "../../sites/site.ts";
import { askStaffSecondFactor } from "./ask-second-factor.ts";

const html = { accept: "text/html" };

/** Somebody with a second factor, whose phone shows a code that was never used. */
async function careful(app: TestApp, options: Parameters<typeof makeMember>[1] = {}) {
  const site = await makeSite(app);
  const member = await makeMember(app, options);
  const phone = await setUpPhone(app, site, member);
  app.clock.now += 60_000;
  return { site, member, phone };
}

/** Whether a cookie is a member's: whether their settings are shown. */
async function isSignedIn(app: TestApp, prefix: string, cookie: string): Promise<boolean> {
  return (await app.get(`${prefix}/settings/sessions`, { cookie })).statusCode === 200;
}

onBothEngines("a second factor", (app) => {
  it("is set up by an authenticator app, which is told the name and never the address", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app(), { name: "Alma: Reed", address: "alma.set.up@example.org" });
    const { cookie } = member;
    const other = await signIn(app(), member.id);
    const home = `${site.prefix}/settings/second-factor`;
    expect((await app().get(home, { cookie })).body).toContain("It is off.");
    const begun = await app().post(`${home}/begin`, {}, { cookie });
    expect(begun.headers.location).toBe(`${home}/new`);
    const { body } = await app().get(`${home}/new`, { cookie });
    const phone = phoneOf(app(), body);
    const { pathname, searchParams } = new URL(phone.address);
    expect(searchParams.get("issuer")).toBe(`The ${site.key} Gazette`);
    expect(decodeURIComponent(pathname)).toMatch(/Gazette:alma-reed(-\d+)?$/);
    expect(phone.address).not.toMatch(/invalid|example/);
    expect(body).toContain('<svg class="qr"');
    const wrong = await app().post(`${home}/confirm`, { code: "000000" }, { cookie });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain("That code isn’t right");
    const done = await app().post(
      `${home}/confirm`,
      { code: ` ${phone.code().replace(/(...)/, "$1 ")}` },
      { cookie },
    );
    expect(new Set(codesOn(done.body)).size).toBe(10);
    const after = await app().get(home, { cookie });
    expect(after.body).toContain("You have 10 recovery codes left");
    expect(codesOn(after.body)).toEqual([]);
    // A session that gave no second factor has ended.
    expect(await isSignedIn(app(), site.prefix, other.cookie)).toBe(false);
    const kept = JSON.stringify([
      await app().database.read.selectFrom("totp").selectAll().execute(),
      await app().database.read.selectFrom("recovery_code").selectAll().execute(),
    ]);
    for (const secret of [...codesOn(done.body), searchParams.get("secret") ?? "-"])
      expect(kept).not.toContain(secret);
  });

  it("is asked for, however a session began, and nothing is open before", async () => {
    const { site, member, phone } = await careful(app(), { address: "begun@example.org" });
    const { ctx } = app();
    const auth = await authOf(ctx);
    const password = "a password nobody would guess";
    const { internalAdapter } = await auth.$context;
    await internalAdapter.linkAccount({
      userId: member.id,
      providerId: "credential",
      accountId: member.id,
      password: await hashPassword(password),
    });
    const { headers } = await auth.api.signInEmail({
      body: { email: standIn(ctx.keys, "begun@example.org"), password },
      headers: new Headers(),
      returnHeaders: true,
    });
    const byPassword = headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");
    const otherwise = (await signIn(app(), member.id)).cookie;
    for (const cookie of [byPassword, otherwise]) {
      for (const path of ["/", "/latest-comments", "/settings/second-factor", "/settings/sessions?x=1"]) {
        const answer = await app().get(site.prefix + path, { cookie, ...html });
        expect(answer.headers.location, path).toBe(
          `${site.prefix}/sign-in/second?to=${encodeURIComponent(path)}`,
        );
      }
      for (const path of ["/settings/sessions", "/settings/second-factor/new", "/prove"])
        expect((await app().get(site.prefix + path, { cookie })).headers.location).toMatch(/\/sign-in\?to=/);
      for (const path of ["/settings/second-factor/off", "/settings/second-factor/begin", "/prove/code"])
        expect((await app().post(site.prefix + path, { code: phone.code() }, { cookie })).statusCode).toBe(
          401,
        );
      expect(await isSignedIn(app(), site.prefix, cookie)).toBe(false);
    }
    const asked = await app().get(`${site.prefix}/sign-in/second?to=/latest-comments`, {
      cookie: byPassword,
    });
    expect(asked.body).toContain("One more step");
    const done = await app().post(
      `${site.prefix}/sign-in/second`,
      { code: phone.code(), to: "/latest-comments" },
      { cookie: byPassword },
    );
    expect(done.headers.location).toBe(`${site.prefix}/latest-comments`);
    expect(await isSignedIn(app(), site.prefix, cookiesOf(done))).toBe(true);
  });

  it("ends what was known before: the session gets a new token, and leads nowhere else", async () => {
    const { site, member, phone } = await careful(app());
    const begun = await signIn(app(), member.id);
    const done = await app().post(
      `${site.prefix}/sign-in/second`,
      { code: phone.code(), to: "//evil.example/x" },
      { cookie: begun.cookie },
    );
    expect(done.headers.location).toBe(`${site.prefix}/evil.example/x`);
    const cookie = cookiesOf(done);
    expect(await isSignedIn(app(), site.prefix, cookie)).toBe(true);
    expect(await isSignedIn(app(), site.prefix, begun.cookie)).toBe(false);
    const late = await app().get(`${site.prefix}/sign-in/second`, { cookie: begun.cookie });
    expect(late.headers.location).toContain("/sign-in?to=");
    const session = done.cookies.find(({ name }) => name === "bl_session");
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  });

  it("has to be given within ten minutes, or not at all", async () => {
    const { site, member, phone } = await careful(app());
    const { cookie } = await signIn(app(), member.id);
    app().clock.now += 11 * 60_000;
    const late = await app().post(`${site.prefix}/sign-in/second`, { code: phone.code() }, { cookie });
    expect(late.headers.location).toContain("/sign-in?to=");
    expect((await app().get(`${site.prefix}/`, { cookie, ...html })).statusCode).toBe(200);
    const again = await signIn(app(), member.id);
    const gone = await app().post(`${site.prefix}/sign-in/second/cancel`, {}, { cookie: again.cookie });
    expect(gone.headers.location).toBe(`${site.prefix}/`);
    const tried = await app().post(
      `${site.prefix}/sign-in/second`,
      { code: phone.code() },
      { cookie: again.cookie },
    );
    expect(tried.headers.location).toContain("/sign-in?to=");
  });

  it("takes no code twice, nor one older than the last", async () => {
    const { site, member, phone } = await careful(app());
    const at = async (code: string) => {
      const { cookie } = await signIn(app(), member.id);
      return app().post(`${site.prefix}/sign-in/second`, { code }, { cookie });
    };
    const [older, code] = [phone.code(-1), phone.code()];
    const both = await Promise.all([at(code), at(code)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 422]);
    expect((await at(code)).statusCode).toBe(422);
    expect((await at(older)).statusCode).toBe(422);
    expect((await at(phone.code(3))).statusCode).toBe(422);
    app().clock.now += 60_000;
    expect((await at(phone.code())).statusCode).toBe(303);
  });

  it("takes each recovery code once, however it is typed, and none that was replaced", async () => {
    const { site, member, phone } = await careful(app());
    const at = async (code: string) => {
      const { cookie } = await signIn(app(), member.id);
      return app().post(`${site.prefix}/sign-in/second`, { code }, { cookie });
    };
    const [first = "", second = "", third = ""] = phone.recoveryCodes;
    const typed = ` ${first.toUpperCase().replace("-", " – ")}`;
    const answers = await Promise.all([at(typed), at(first)]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 422]);
    const cookie = cookiesOf(await at(second));
    const home = `${site.prefix}/settings/second-factor`;
    expect((await app().get(home, { cookie })).body).toContain("You have 8 recovery codes left");
    const renewed = codesOn((await app().post(`${home}/recovery-codes`, {}, { cookie })).body);
    expect(renewed).toHaveLength(10);
    expect((await at(third)).statusCode).toBe(422);
    expect((await at(renewed[0] ?? "")).statusCode).toBe(303);
  });

  it("can't be guessed: an account waits after a few wrong codes, longer each time, but not for a recovery code", async () => {
    const { site, member, phone } = await careful(app());
    const { cookie } = await signIn(app(), member.id);
    const path = `${site.prefix}/sign-in/second`;
    // Each from another device and network: it is the account that waits.
    const from = (n: number, code: string) =>
      app().fastify.inject({
        method: "POST",
        url: path,
        remoteAddress: `198.51.100.${n}`,
        headers: { "content-type": "application/x-www-form-urlencoded", cookie },
        payload: `code=${code}`,
      });
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, n) => from(n, "000000")));
    const tooMany = guesses.filter(({ body }) => body.includes("Too many tries"));
    expect(tooMany.length).toBeGreaterThanOrEqual(6);
    const right = await from(40, phone.code());
    expect(right.statusCode).toBe(422);
    expect(right.body).toContain("You can try again at");
    app().clock.now += 16 * 60_000;
    const again = (await signIn(app(), member.id)).cookie;
    const wrong = await app().post(path, { code: "000000" }, { cookie: again });
    expect(wrong.body).toContain("That code isn’t right");
    const waits = await app().post(path, { code: phone.code() }, { cookie: again });
    expect(waits.body).toContain("Too many tries");
    const [recovery = ""] = phone.recoveryCodes;
    expect((await app().post(path, { code: recovery }, { cookie: again })).statusCode).toBe(303);
    const after = (await signIn(app(), member.id)).cookie;
    expect((await app().post(path, { code: phone.code() }, { cookie: after })).statusCode).toBe(303);
  });

  it("can't be guessed from one network over many accounts", async () => {
    const site = await makeSite(app());
    const seen = new Set<number>();
    for (let n = 0; n < 16; n++) {
      const member = await makeMember(app());
      await setUpPhone(app(), site, member);
      const { cookie } = await signIn(app(), member.id);
      for (let guess = 0; guess < 4; guess++) {
        // Past the limit of the minute, within that of the quarter.
        app().clock.now += 4_000;
        const { statusCode, body } = await app().fastify.inject({
          method: "POST",
          url: `${site.prefix}/sign-in/second`,
          remoteAddress: "203.0.113.9",
          headers: { "content-type": "application/x-www-form-urlencoded", cookie },
          payload: "code=000000",
        });
        expect(statusCode).toBe(422);
        if (body.includes("Too many tries")) seen.add(n * 4 + guess + 1);
      }
    }
    expect([...seen]).toEqual([61, 62, 63, 64]);
  });

  it("is each member's own: another one's code, recovery code or trusted device opens nothing", async () => {
    const { site, member, phone } = await careful(app());
    const other = await makeMember(app());
    const otherPhone = await setUpPhone(app(), site, other);
    app().clock.now += 60_000;
    const path = `${site.prefix}/sign-in/second`;
    const { cookie } = await signIn(app(), member.id);
    for (const code of [otherPhone.code(), otherPhone.recoveryCodes[0] ?? ""])
      expect((await app().post(path, { code }, { cookie })).statusCode).toBe(422);
    const begun = await signIn(app(), other.id);
    const trusted = await app().post(path, { code: otherPhone.code(), trust: "1" }, { cookie: begun.cookie });
    const trust =
      cookiesOf(trusted)
        .split("; ")
        .find((pair) => pair.startsWith("bl_trust=")) ?? "";
    expect(trust).not.toBe("");
    const crossed = await app().get(path, { cookie: `${cookie}; ${trust}` });
    expect(crossed.body).toContain("One more step");
    // Its own member isn't asked there, until the thirty days are over or they end all other sessions.
    const next = await signIn(app(), other.id);
    const straight = await app().get(`${path}?to=/rules`, { cookie: `${next.cookie}; ${trust}` });
    expect(straight.headers.location).toBe(`${site.prefix}/rules`);
    expect(await isSignedIn(app(), site.prefix, cookiesOf(straight))).toBe(true);
    await app().post(`${site.prefix}/settings/sessions/end-others`, {}, { cookie: cookiesOf(straight) });
    const later = await signIn(app(), other.id);
    expect((await app().get(path, { cookie: `${later.cookie}; ${trust}` })).body).toContain("One more step");
    expect(phone.recoveryCodes).toHaveLength(10);
  });

  it("is always asked of staff, on every device", async () => {
    const { site, member, phone } = await careful(app(), { role: "reporter" });
    const path = `${site.prefix}/sign-in/second`;
    const { cookie } = await signIn(app(), member.id);
    expect((await app().get(path, { cookie })).body).not.toContain("30 days");
    const done = await app().post(path, { code: phone.code(), trust: "1" }, { cookie });
    expect(done.statusCode).toBe(303);
    expect(done.cookies.map(({ name }) => name)).not.toContain("bl_trust");
  });

  it("is switched off by who has just proved who they are", async () => {
    const { site, member, phone } = await careful(app());
    const { cookie } = member;
    const off = `${site.prefix}/settings/second-factor/off`;
    app().clock.now += 15 * 60_000;
    const asked = await app().post(off, {}, { cookie });
    expect(asked.headers.location).toContain("/prove?to=");
    const proved = await app().post(
      `${site.prefix}/prove/code`,
      { code: phone.code(), to: "/settings/second-factor" },
      { cookie },
    );
    expect(proved.headers.location).toBe(`${site.prefix}/settings/second-factor`);
    await app().post(off, {}, { cookie });
    expect((await app().get(`${site.prefix}/settings/second-factor`, { cookie })).body).toContain(
      "It is off.",
    );
    const next = await signIn(app(), member.id);
    expect(await isSignedIn(app(), site.prefix, next.cookie)).toBe(true);
    expect(
      await app().database.read.selectFrom("totp").selectAll().where("member_id", "=", member.id).execute(),
    ).toEqual([]);
  });

  it("is demanded of staff where their site says so, and stays on", async () => {
    const site = await makeSite(app(), { settings: { staffSecondFactor: true } });
    const member = await makeMember(app(), { role: "editor", siteId: site.id });
    const { cookie } = member;
    const home = `${site.prefix}/settings/second-factor`;
    expect((await app().get(home, { cookie })).body).toContain("This paper asks its staff");
    await setUpPhone(app(), site, member);
    const page = (await app().get(home, { cookie })).body;
    expect(page).not.toContain("Switch it off");
    await app().post(`${home}/off`, {}, { cookie });
    expect((await app().get(home, { cookie })).body).toContain("It is on.");
  });

  it("is what staff without one are led to from the desk", async () => {
    const open = app().ctx.sites.byId((await makeSite(app(), { settings: { staffSecondFactor: true } })).id);
    if (!open) throw new Error("no such site");
    const lax = { ...open, settings: siteSettings.parse({}) };
    const { id, sessionId } = await makeMember(app());
    const signedIn = {
      memberId: id,
      sessionId,
      name: "Alma",
      handle: "alma",
      isVerified: true,
      isSubscriber: false,
      language: null,
      personId: null,
      staff: { role: "editor", title: "" },
      hasSecondFactor: false,
      provedAt: 0,
      since: 0,
    } as const;
    const ask = (member: typeof signedIn | { hasSecondFactor: true }, site = open, method = "GET") => {
      const actor = { device: null, network: "", member: { ...signedIn, ...member } };
      return askStaffSecondFactor({ actor, site }, { method }, { may: "desk.see" });
    };
    expect(ask(signedIn)).toMatchObject({ kind: "redirect", to: "/settings/second-factor" });
    expect(ask(signedIn, open, "POST")).toMatchObject({ kind: "problem", code: "forbidden" });
    expect(ask(signedIn, lax)).toBeNull();
    expect(ask({ hasSecondFactor: true })).toBeNull();
  });
});
