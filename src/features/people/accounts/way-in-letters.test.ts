import { expect, it } from "vitest";
import { Authenticator } from "../../../../test/authenticator.ts";
import { makeSite } from "../../../../test/factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { makeMember } from "../../../../test/members.ts";
import { setUpPhone } from "../../../../test/second-factor.ts";

let count = 0;

/** Somebody who has just proved who they are, and what they were written about ways in to their account. */
async function owner(app: TestApp) {
  const site = await makeSite(app);
  const address = `owner-${++count}@letters.example`;
  const member = await makeMember(app, { address });
  const told = async () =>
    (await mailsTo(app, address)).flatMap((mail) => (mail.kind === "wayIn" ? [mail] : []));
  return { site, member, cookie: member.cookie, told };
}

onBothEngines("the owner of an account", (app) => {
  it("is written to when a passkey is added and when it is removed", async () => {
    const { site, cookie, told } = await owner(app());
    const home = `${site.prefix}/settings/passkeys`;
    const asked = await app().post(`${home}/options`, {}, { cookie });
    const { challenge } = asked.json();
    const response = new Authenticator().register({
      challenge,
      origin: "http://localhost:4400",
      host: "localhost",
    });
    const fields = { name: "Grey key", response };
    await app().post(home, fields, { cookie: cookiesOf(asked, cookie) });
    expect(await told()).toMatchObject([{ change: "passkeyAdded", name: "Grey key" }]);
    const page = await app().get(`${site.prefix}/settings/second-factor`, { cookie });
    const [, id] = /passkeys\/([\w-]+)\/delete/.exec(page.body) ?? [];
    // It is there once, and so is the mail.
    await app().post(`${home}/${id}/delete`, {}, { cookie });
    await app().post(`${home}/${id}/delete`, {}, { cookie });
    expect((await told()).map(({ change }) => change)).toEqual(["passkeyAdded", "passkeyRemoved"]);
    const [first] = await told();
    expect(first?.link).toBe(`http://localhost:4400${site.prefix}/settings/sign-in`);
    expect((await app().get(`${site.prefix}/settings/sign-in`, { cookie })).statusCode).toBe(200);
  });

  it("is written to when a second factor is set up, its codes are renewed, and it is switched off", async () => {
    const { site, member, cookie, told } = await owner(app());
    const home = `${site.prefix}/settings/second-factor`;
    await setUpPhone(app(), site, member);
    await app().post(`${home}/recovery-codes`, {}, { cookie });
    await app().post(`${home}/off`, {}, { cookie });
    await app().post(`${home}/off`, {}, { cookie });
    expect((await told()).map(({ change }) => change)).toEqual(["factorOn", "recoveryCodes", "factorOff"]);
  });

  it("is not written to about what did not happen", async () => {
    const { site, cookie, told } = await owner(app());
    const home = `${site.prefix}/settings/second-factor`;
    await app().post(`${home}/begin`, {}, { cookie });
    await app().post(`${home}/confirm`, { code: "000000" }, { cookie });
    await app().post(`${home}/recovery-codes`, {}, { cookie });
    await app().post(`${home}/off`, {}, { cookie });
    await app().post(`${site.prefix}/settings/passkeys/none/delete`, {}, { cookie });
    expect(await told()).toEqual([]);
  });
});
