import { expect, it } from "vitest";
import { Authenticator } from "../../../../test/authenticator.ts";
import { type MadeSite, makeSite } from "../../../../test/factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { type MadeMember, makeMember, signIn } from "../../../../test/members.ts";
import { setUpPhone } from "../../../../test/second-factor.ts";
import { authOf } from "../accounts/auth.ts";
import { hashPassword } from "../accounts/passwords.ts";

const password = "a password nobody would guess";

async function givePassword(app: TestApp, { id }: MadeMember): Promise<void> {
  const { internalAdapter } = await (await authOf(app.ctx)).$context;
  await internalAdapter.linkAccount({
    userId: id,
    providerId: "credential",
    accountId: id,
    password: await hashPassword(password),
  });
}

/** Whether what asks for a proof lets a session through. */
async function isProved(app: TestApp, site: MadeSite, cookie: string): Promise<boolean> {
  return (await app.get(`${site.prefix}/settings/passkeys/new`, { cookie })).statusCode === 200;
}

const halfAnHour = 30 * 60_000;

onBothEngines("proving again", (app) => {
  it("is asked for after ten minutes, and leads back, never away from the site", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    await givePassword(app(), member);
    const { cookie } = member;
    expect(await isProved(app(), site, cookie)).toBe(true);
    app().clock.now += halfAnHour;
    const asked = await app().get(`${site.prefix}/settings/passkeys/new`, { cookie });
    expect(asked.headers.location).toBe(`${site.prefix}/prove?to=%2Fsettings%2Fpasskeys%2Fnew`);
    const form = await app().get(`${site.prefix}/prove?to=%2Fsettings%2Fpasskeys%2Fnew`, { cookie });
    expect(form.body).toContain('value="/settings/passkeys/new"');
    const wrong = await app().post(
      `${site.prefix}/prove/password`,
      { password: "not this one", to: "/x" },
      { cookie },
    );
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain("That isn’t your password.");
    expect(wrong.body).not.toContain("not this one");
    expect(await isProved(app(), site, cookie)).toBe(false);
    for (const to of ["https://evil.example/", "//evil.example", "/\\evil.example", "\t//evil.example"]) {
      app().clock.now += halfAnHour;
      const done = await app().post(`${site.prefix}/prove/password`, { password, to }, { cookie });
      expect(done.statusCode).toBe(303);
      expect(String(done.headers.location)).toMatch(new RegExp(`^${site.prefix}/(?:https|evil)`));
      const fresh = await app().get(`${site.prefix}/prove?to=${encodeURIComponent(to)}`, { cookie });
      expect(String(fresh.headers.location)).toMatch(new RegExp(`^${site.prefix}/(?:https|evil)`));
    }
    expect(await isProved(app(), site, cookie)).toBe(true);
  });

  it("is limited, also for a password", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    await givePassword(app(), member);
    app().clock.now += halfAnHour;
    const attempt = (typed: string) =>
      app().post(`${site.prefix}/prove/password`, { password: typed, to: "/" }, { cookie: member.cookie });
    for (let n = 0; n < 5; n++) expect((await attempt("wrong")).body).toContain("That isn’t your password.");
    expect((await attempt(password)).body).toContain("Too many tries");
    app().clock.now += 16 * 60_000;
    expect((await attempt(password)).statusCode).toBe(303);
  });

  it("takes no password of who has a second factor, and no code twice", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    await givePassword(app(), member);
    const phone = await setUpPhone(app(), site, member);
    const { cookie } = member;
    app().clock.now += halfAnHour;
    expect((await app().get(`${site.prefix}/prove`, { cookie })).body).not.toContain('type="password"');
    const byPassword = await app().post(`${site.prefix}/prove/password`, { password, to: "/" }, { cookie });
    expect(byPassword.statusCode).toBe(422);
    expect(await isProved(app(), site, cookie)).toBe(false);
    const code = phone.code();
    const begun = await signIn(app(), member.id);
    await app().post(`${site.prefix}/sign-in/second`, { code }, { cookie: begun.cookie });
    expect((await app().post(`${site.prefix}/prove/code`, { code, to: "/" }, { cookie })).statusCode).toBe(
      422,
    );
    const next = phone.code(1);
    expect(
      (await app().post(`${site.prefix}/prove/code`, { code: next, to: "/" }, { cookie })).statusCode,
    ).toBe(303);
    expect(await isProved(app(), site, cookie)).toBe(true);
  });

  it("works by a passkey, of this member alone", async () => {
    const site = await makeSite(app());
    const [alma, bo] = [await makeMember(app()), await makeMember(app())];
    const keys = [];
    for (const { cookie } of [alma, bo]) {
      const key = new Authenticator();
      const asked = await app().post(`${site.prefix}/settings/passkeys/options`, {}, { cookie });
      const question = {
        challenge: asked.json().challenge,
        origin: "http://localhost:4400",
        host: "localhost",
      };
      const fields = { name: "Key", response: key.register(question) };
      await app().post(`${site.prefix}/settings/passkeys`, fields, { cookie: cookiesOf(asked, cookie) });
      keys.push(key);
    }
    app().clock.now += halfAnHour;
    const prove = async (key: Authenticator | undefined) => {
      const asked = await app().post(`${site.prefix}/prove/passkey/options`, {}, { cookie: alma.cookie });
      const question = {
        challenge: asked.json().challenge,
        origin: "http://localhost:4400",
        host: "localhost",
      };
      const fields = { response: key?.use(question) ?? "", to: "/rules" };
      return app().post(`${site.prefix}/prove/passkey`, fields, { cookie: cookiesOf(asked, alma.cookie) });
    };
    expect((await prove(keys[1])).statusCode).toBe(422);
    expect(await isProved(app(), site, alma.cookie)).toBe(false);
    expect((await prove(keys[0])).headers.location).toBe(`${site.prefix}/rules`);
    expect(await isProved(app(), site, alma.cookie)).toBe(true);
  });

  it("works by a link for who has nothing else: once, in time, in this session, and by a button", async () => {
    const site = await makeSite(app());
    const address = `link-${site.key}@example.org`;
    const member = await makeMember(app(), { address });
    const { cookie } = member;
    app().clock.now += halfAnHour;
    const send = async () => {
      const sent = await app().post(`${site.prefix}/prove/mail`, { to: "/rules" }, { cookie });
      expect(sent.body).toContain("The link is on its way");
      const mails = await mailsTo(app(), address);
      const last = mails.at(-1);
      if (last?.kind !== "magicLink") throw new Error("no link was sent");
      return { mails: mails.length, path: last.link.replace("http://localhost:4400", "") };
    };
    const { path } = await send();
    expect((await send()).mails).toBe(1);
    const token = new URLSearchParams(path.split("?")[1]).get("token") ?? "";
    expect((await app().get(path, { cookie })).body).toContain("Go on");
    expect(await isProved(app(), site, cookie)).toBe(false);
    const elsewhere = await signIn(app(), member.id);
    const take = (by: string) => app().post(`${site.prefix}/prove/link`, { token }, { cookie: by });
    expect((await app().get(path, { cookie: elsewhere.cookie })).statusCode).toBe(422);
    expect((await take(elsewhere.cookie)).statusCode).toBe(422);
    const both = await Promise.all([take(cookie), take(cookie)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 422]);
    expect(await isProved(app(), site, cookie)).toBe(true);
    app().clock.now += halfAnHour;
    expect((await take(cookie)).statusCode).toBe(422);
    const late = await send();
    app().clock.now += 15 * 60_000;
    expect((await app().get(late.path, { cookie })).statusCode).toBe(422);
    expect((await app().get(`${site.prefix}/prove/link?token=nonsense`, { cookie })).statusCode).toBe(422);
  });
});
