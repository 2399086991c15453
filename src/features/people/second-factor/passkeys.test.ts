import { expect, it } from "vitest";
import { Authenticator } from "../../../../test/authenticator.ts";
import { type MadeSite, makeSite } from "../../../../test/factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { type MadeMember, makeMember, signIn } from "../../../../test/members.ts";
import { setUpPhone } from "../../../../test/second-factor.ts";

const origin = "http://localhost:4400";
const host = "localhost";

/** Asks for a challenge: the cookie that comes with it, and what is told to an authenticator. */
async function ask(app: TestApp, path: string, cookie = "") {
  const answer = await app.post(path, {}, { cookie });
  expect(answer.statusCode).toBe(200);
  const options = answer.json();
  return {
    options,
    question: { challenge: options.challenge, origin, host },
    cookie: cookiesOf(answer, cookie),
  };
}

/** Gives a member a passkey. */
async function makePasskey(app: TestApp, site: MadeSite, { cookie }: MadeMember, name = "My key") {
  const key = new Authenticator();
  const home = `${site.prefix}/settings/passkeys`;
  const asked = await ask(app, `${home}/options`, cookie);
  const response = key.register(asked.question);
  const done = await app.post(home, { name, response }, { cookie: asked.cookie });
  expect(done.headers.location).toBe(`${site.prefix}/settings/second-factor`);
  return key;
}

/** Who a cookie signs in: the name and the handle that an authenticator would be shown. */
async function userOf(app: TestApp, site: MadeSite, cookie: string) {
  const answer = await app.post(`${site.prefix}/settings/passkeys/options`, {}, { cookie });
  return answer.statusCode === 200 ? answer.json().user : null;
}

onBothEngines("a passkey", (app) => {
  const wayIn = ({ prefix }: MadeSite) => `${prefix}/sign-in/passkey`;

  it("is made for a name and a handle, never the address, and kept under the name that it was given", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app(), { name: "Alma Reed", address: "alma.passkey@example.org" });
    const { options } = await ask(app(), `${site.prefix}/settings/passkeys/options`, member.cookie);
    expect(options).toMatchObject({
      rp: { id: host, name: `The ${site.key} Gazette` },
      user: { displayName: "Alma Reed", name: expect.stringMatching(/^alma-reed/) },
      authenticatorSelection: { userVerification: "required", residentKey: "required" },
    });
    expect(JSON.stringify(options)).not.toMatch(/invalid|example/);
    await makePasskey(app(), site, member, "  Grey\u202e key ");
    const page = await app().get(`${site.prefix}/settings/second-factor`, { cookie: member.cookie });
    expect(page.body).toContain('value="Grey key"');
    expect(page.body).toContain("not used yet");
  });

  it("signs in alone, although its member has a second factor", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    const key = await makePasskey(app(), site, member);
    await setUpPhone(app(), site, member);
    const asked = await ask(app(), `${wayIn(site)}/options`);
    expect(asked.options.allowCredentials).toBeUndefined();
    const done = await app().post(
      wayIn(site),
      { response: key.use(asked.question), to: "/rules" },
      { cookie: asked.cookie },
    );
    expect(done.headers.location).toBe(`${site.prefix}/rules`);
    const mine = await userOf(app(), site, member.cookie);
    expect(await userOf(app(), site, cookiesOf(done))).toEqual(mine);
  });

  it("is refused with an answer that was given before, to another question, elsewhere, or without asking its holder", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    const key = await makePasskey(app(), site, member);
    const attempt = async (response: string, cookie: string) =>
      (await app().post(wayIn(site), { response, to: "/" }, { cookie })).statusCode;
    const first = await ask(app(), `${wayIn(site)}/options`);
    const right = key.use(first.question);
    const answers = await Promise.all([attempt(right, first.cookie), attempt(right, first.cookie)]);
    expect(answers.toSorted()).toEqual([303, 422]);
    expect(await attempt(right, first.cookie)).toBe(422);
    const wrong = [
      (q: typeof first.question) => ({ ...q, origin: "https://evil.example" }),
      (q: typeof first.question) => ({ ...q, origin: "http://localhost:4401" }),
      (q: typeof first.question) => ({ ...q, host: "evil.example" }),
      (q: typeof first.question) => ({ ...q, challenge: first.question.challenge }),
      (q: typeof first.question) => ({ ...q, verified: false }),
    ];
    for (const [n, change] of wrong.entries()) {
      const asked = await ask(app(), `${wayIn(site)}/options`);
      expect(await attempt(key.use(change(asked.question)), asked.cookie), `case ${n}`).toBe(422);
    }
    // Another browser's question, none, one that is too old, and one that was asked for something else.
    const [one, other] = [
      await ask(app(), `${wayIn(site)}/options`),
      await ask(app(), `${wayIn(site)}/options`),
    ];
    expect(await attempt(key.use(one.question), other.cookie)).toBe(422);
    expect(await attempt(key.use(one.question), "")).toBe(422);
    const old = await ask(app(), `${wayIn(site)}/options`);
    app().clock.now += 10 * 60_000;
    expect(await attempt(key.use(old.question), old.cookie)).toBe(422);
    const again = await signIn(app(), member.id);
    const toProve = await ask(app(), `${site.prefix}/prove/passkey/options`, again.cookie);
    expect(await attempt(key.use(toProve.question), toProve.cookie)).toBe(422);
    for (const response of [
      "",
      "null",
      "{}",
      '{"id":1}',
      right.slice(0, 90),
      right.replace("public-key", "x"),
    ]) {
      const asked = await ask(app(), `${wayIn(site)}/options`);
      expect(await attempt(response, asked.cookie)).toBe(422);
    }
    // A copy of the key that is behind the real one.
    key.counter = 0;
    const copied = await ask(app(), `${wayIn(site)}/options`);
    expect(await attempt(key.use(copied.question), copied.cookie)).toBe(422);
  });

  it("that counts nothing, since it is on several devices, is taken again and again, but no answer twice", async () => {
    const site = await makeSite(app());
    const key = await makePasskey(app(), site, await makeMember(app()));
    key.counter = null;
    const attempt = async (response: string, cookie: string) =>
      (await app().post(wayIn(site), { response, to: "/" }, { cookie })).statusCode;
    for (let n = 0; n < 2; n++) {
      const asked = await ask(app(), `${wayIn(site)}/options`);
      const response = key.use(asked.question);
      const both = await Promise.all([attempt(response, asked.cookie), attempt(response, asked.cookie)]);
      expect(both.toSorted()).toEqual([303, 422]);
      expect(await attempt(response, asked.cookie)).toBe(422);
      expect(await attempt(key.use(asked.question), asked.cookie)).toBe(422);
    }
  });

  it("takes the place of the code after a password, where it is the member's own", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    const key = await makePasskey(app(), site, member);
    const stranger = await makePasskey(app(), site, await makeMember(app()));
    await setUpPhone(app(), site, member);
    const { cookie } = await signIn(app(), member.id);
    expect((await app().get(`${site.prefix}/sign-in/second`, { cookie })).body).toContain("Use a passkey");
    const foreign = await ask(app(), `${wayIn(site)}/options`, cookie);
    expect(foreign.options.allowCredentials).toHaveLength(1);
    const refused = await app().post(
      wayIn(site),
      { response: stranger.use(foreign.question) },
      { cookie: foreign.cookie },
    );
    expect(refused.statusCode).toBe(422);
    // What was asked for signing in proves nothing elsewhere.
    const misplaced = await ask(app(), `${wayIn(site)}/options`, cookie);
    const elsewhere = await app().post(
      `${site.prefix}/prove/passkey`,
      { response: key.use(misplaced.question), to: "/" },
      { cookie: [member.cookie, ...misplaced.cookie.split("; ").slice(1)].join("; ") },
    );
    expect(elsewhere.statusCode).toBe(422);
    const asked = await ask(app(), `${wayIn(site)}/options`, cookie);
    const done = await app().post(
      wayIn(site),
      { response: key.use(asked.question) },
      { cookie: asked.cookie },
    );
    expect(await userOf(app(), site, cookiesOf(done, cookie))).not.toBeNull();
    expect(await userOf(app(), site, cookie)).toBeNull();
  });

  it("is made by nobody but who was asked, and of none that is there already", async () => {
    const site = await makeSite(app());
    const [alma, bo] = [await makeMember(app()), await makeMember(app())];
    const home = `${site.prefix}/settings/passkeys`;
    const key = await makePasskey(app(), site, alma);
    const asked = await ask(app(), `${home}/options`, alma.cookie);
    const challenge = asked.cookie.split("; ").find((pair) => pair.startsWith("bl_passkey=")) ?? "";
    const response = new Authenticator().register(asked.question);
    const crossed = await app().post(home, { name: "x", response }, { cookie: `${bo.cookie}; ${challenge}` });
    expect(crossed.statusCode).toBe(422);
    const his = await ask(app(), `${home}/options`, bo.cookie);
    const taken = await app().post(
      home,
      { name: "x", response: key.register(his.question) },
      { cookie: his.cookie },
    );
    expect(taken.statusCode).toBe(422);
    const unverified = await ask(app(), `${home}/options`, bo.cookie);
    const weak = new Authenticator().register({ ...unverified.question, verified: false });
    expect(
      (await app().post(home, { name: "x", response: weak }, { cookie: unverified.cookie })).statusCode,
    ).toBe(422);
    app().clock.now += 11 * 60_000;
    expect((await app().get(`${home}/new`, { cookie: bo.cookie })).headers.location).toContain("/prove?to=");
    expect((await app().post(`${home}/options`, {}, { cookie: bo.cookie })).statusCode).toBe(401);
    const rows = await app().database.read.selectFrom("passkey").select("member_id").execute();
    expect(rows.filter((row) => row.member_id === bo.id)).toEqual([]);
  });

  it("is renamed and removed by its member alone, and opens nothing then; nor does that of an account switched off", async () => {
    const site = await makeSite(app());
    const [alma, bo] = [await makeMember(app()), await makeMember(app())];
    const key = await makePasskey(app(), site, alma);
    const kept = () =>
      app()
        .database.read.selectFrom("passkey")
        .select(["id", "name"])
        .where("member_id", "=", alma.id)
        .execute();
    const [row] = await kept();
    const path = `${site.prefix}/settings/passkeys/${row?.id}`;
    await app().post(path, { name: "Stolen" }, { cookie: bo.cookie });
    await app().post(`${path}/delete`, {}, { cookie: bo.cookie });
    expect(await kept()).toMatchObject([{ name: "My key" }]);
    await app().post(path, { name: "Grey key" }, { cookie: alma.cookie });
    await app().post(path, { name: " \u200b " }, { cookie: alma.cookie });
    expect(await kept()).toMatchObject([{ name: "Grey key" }]);
    const use = async () => {
      const asked = await ask(app(), `${wayIn(site)}/options`);
      return (await app().post(wayIn(site), { response: key.use(asked.question) }, { cookie: asked.cookie }))
        .statusCode;
    };
    const disable = (at: number | null) =>
      app().database.transact((tx) =>
        tx.updateTable("member").set({ disabled_at: at }).where("id", "=", alma.id).execute(),
      );
    await disable(app().clock.now);
    expect(await use()).toBe(422);
    await disable(null);
    expect(await use()).toBe(303);
    await app().post(`${path}/delete`, {}, { cookie: alma.cookie });
    expect(await kept()).toEqual([]);
    expect(await use()).toBe(422);
  });

  it("belongs to the host that it was made on", async () => {
    const site = await makeSite(app());
    const own = await makeSite(app(), { settings: { host: "kurdish.example" }, prefix: "" });
    const member = await makeMember(app());
    const key = await makePasskey(app(), site, member);
    const headers = { host: "kurdish.example", "content-type": "application/x-www-form-urlencoded" };
    const at = (url: string, payload: string, cookie: string) =>
      app().fastify.inject({ method: "POST", url, headers: { ...headers, cookie }, payload });
    const asked = await at("/sign-in/passkey/options", "", "");
    expect(asked.json().rpId).toBe("kurdish.example");
    const question = {
      challenge: asked.json().challenge,
      origin: "http://kurdish.example",
      host: "kurdish.example",
    };
    const response = new URLSearchParams({ response: key.use(question) }).toString();
    expect((await at("/sign-in/passkey", response, cookiesOf(asked))).statusCode).toBe(422);
    const fresh = new Authenticator();
    const toMake = await at("/settings/passkeys/options", "", member.cookie);
    const made = fresh.register({ ...question, challenge: toMake.json().challenge });
    const fields = new URLSearchParams({ name: "There", response: made }).toString();
    expect((await at("/settings/passkeys", fields, cookiesOf(toMake, member.cookie))).statusCode).toBe(303);
    const page = await app().get(`${site.prefix}/settings/second-factor`, { cookie: member.cookie });
    expect(page.body).toContain("for kurdish.example");
    expect(own.key).toBeTruthy();
  });
});
