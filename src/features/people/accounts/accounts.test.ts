import { beforeAll, expect, it } from "vitest";
import { type MadeSite, makeSite, makeStory } from "../../../../test/factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { makeMember } from "../../../../test/members.ts";
import { answerRequests } from "./answer-requests.ts";

const password = "ferry granite teapot 41";
const own = { "sec-fetch-site": "same-origin" };

/** The path of the link in the newest mail to an address. */
async function linkTo(app: TestApp, address: string): Promise<string> {
  await answerRequests(app.ctx);
  const mail = (await mailsTo(app, address)).at(-1);
  if (!mail || !("link" in mail)) throw new Error("no mail with a link came");
  return new URL(mail.link).pathname + new URL(mail.link).search;
}

function tokenIn(path: string): string {
  return new URLSearchParams(path.split("?")[1]).get("token") ?? "";
}

onBothEngines("an account", (app) => {
  let site: MadeSite;
  let count = 0;
  beforeAll(async () => {
    site = await makeSite(app());
  });
  const at = (path: string) => `${site.prefix}${path}`;
  const post = (path: string, fields: Record<string, string>, cookie = "") =>
    app().post(path, fields, { ...own, ...(cookie ? { cookie } : {}) });
  const address = () => `reader${++count}@example.org`;

  async function signedUp(email = address(), name = "Alma Reed", to = "/") {
    const began = cookiesOf(await post(at("/sign-up"), { name, email, password, to }));
    const link = await linkTo(app(), email);
    const done = await post(at("/verify"), { token: tokenIn(link), name }, began);
    return { email, cookie: cookiesOf(done), done };
  }

  it("begins when the link that was sent to its address is pressed, and not before", async () => {
    const email = address();
    const sent = await post(at("/sign-up"), { name: "Alma Reed", email, password, to: "/about" });
    expect(sent.statusCode).toBe(200);
    const link = await linkTo(app(), email);
    const shown = await app().get(link);
    expect(shown.statusCode).toBe(200);
    expect((await post(at("/sign-in"), { email, password })).statusCode).toBe(422);
    const began = cookiesOf(sent);
    const done = await post(at("/verify"), { token: tokenIn(link), name: "Alma Reed" }, began);
    expect(done.headers.location).toBe(at("/about"));
    const settings = await app().get(at("/settings/sign-in"), { cookie: cookiesOf(done) });
    expect(settings.body).toContain(email);
    expect((await post(at("/verify"), { token: tokenIn(link), name: "Alma Reed" })).statusCode).toBe(410);
  });

  it("asks for the chosen password where the link is opened on another browser than the one that asked", async () => {
    const email = address();
    const began = cookiesOf(await post(at("/sign-up"), { name: "Alma Reed", email, password }));
    const link = await linkTo(app(), email);
    expect((await app().get(link, { cookie: began })).body).not.toContain('name="password"');
    expect((await app().get(link)).body).toContain('name="password"');
    const press = (typed: string) =>
      post(at("/verify"), { token: tokenIn(link), name: "Alma Reed", password: typed });
    for (const typed of ["", "not what was chosen 5"]) {
      const refused = await press(typed);
      expect(refused.statusCode).toBe(422);
      expect(refused.body).toContain('id="f-password-e"');
      expect(cookiesOf(refused)).not.toContain("bl_session=");
    }
    expect((await post(at("/sign-in"), { email, password })).statusCode).toBe(422);
    expect(cookiesOf(await press(password))).toContain("bl_session=");
  });

  it("is offered at once what was written as a guest under its address", async () => {
    const email = address();
    const story = await makeStory(app(), site);
    const fields = { name: "Alma as a guest", email, text: "Before I had an account." };
    expect((await app().post(`${story.path}/comments`, fields, own)).statusCode).toBe(303);
    const { done } = await signedUp(email, "Alma Reed", "/rules?a=1");
    expect(done.headers.location).toBe(at("/settings/take-over?to=%2Frules%3Fa%3D1"));
    const offer = await app().get(String(done.headers.location), { cookie: cookiesOf(done) });
    expect(offer.body).toContain("Before I had an account.");
    // And the page on which they began is not forgotten.
    expect(offer.body).toContain(`href="${at("/rules?a=1")}"`);
  });

  it("keeps no address and no password in clear", async () => {
    const { email } = await signedUp();
    const tables = [
      "member",
      "session",
      "sign_in_method",
      "verification",
      "account_request",
      "mail",
    ] as const;
    for (const table of tables) {
      const rows = JSON.stringify(await app().database.read.selectFrom(table).selectAll().execute());
      expect(rows).not.toContain(email);
      expect(rows).not.toContain(password);
    }
  });

  it("answers a sign-up with an address that is taken like any other, and tells its owner", async () => {
    const { email } = await signedUp();
    const [taken, free] = [
      await post(at("/sign-up"), { name: "Bo Lind", email: email.toUpperCase(), password }),
      await post(at("/sign-up"), { name: "Bo Lind", email: address(), password }),
    ];
    expect(taken.statusCode).toBe(free.statusCode);
    await answerRequests(app().ctx);
    expect((await mailsTo(app(), email)).at(-1)?.kind).toBe("alreadyMember");
  });

  it("is entered by address and password, whatever the case of the address, and left again", async () => {
    const { email } = await signedUp();
    const signedIn = await post(at("/sign-in"), {
      email: ` ${email.toUpperCase()} `,
      password,
      remember: "1",
    });
    expect(signedIn.statusCode).toBe(303);
    const cookie = cookiesOf(signedIn);
    expect((await app().get(at("/settings/sign-in"), { cookie })).statusCode).toBe(200);
    const left = await post(at("/sign-out"), {}, cookie);
    expect(cookiesOf(left)).toContain("bl_session=");
    expect((await app().get(at("/settings/sign-in"), { cookie })).statusCode).toBe(303);
  });

  it("is remembered only where that was wished", async () => {
    const { email } = await signedUp();
    const cookieFor = async (remember: string) =>
      String((await post(at("/sign-in"), { email, password, remember })).headers["set-cookie"]);
    expect(await cookieFor("1")).toMatch(/bl_session=[^;]+;[^,]*Max-Age=5184000/);
    expect(await cookieFor("0")).not.toMatch(/bl_session=[^;]+;[^,]*Max-Age/);
  });

  it("says the same of a wrong password as of an address that nobody has", async () => {
    const { email } = await signedUp();
    const wrong = await post(at("/sign-in"), { email, password: "something else 12" });
    const unknown = await post(at("/sign-in"), { email: "nobody@example.org", password });
    const plain = (text: string) =>
      text
        .replace(email, "X")
        .replace("nobody@example.org", "X")
        .replace(/[\d.]+ ms/, "");
    expect(plain(wrong.body)).toBe(plain(unknown.body));
    expect([wrong.statusCode, unknown.statusCode]).toEqual([422, 422]);
    expect(wrong.body).toContain(email);
    expect(wrong.body).not.toContain("something else 12");
  });

  it("lets nobody go on trying", async () => {
    const { email } = await signedUp();
    for (let n = 0; n < 10; n++) await post(at("/sign-in"), { email, password: `wrong ${n}` });
    const late = await post(at("/sign-in"), { email, password });
    expect(late.statusCode).toBe(422);
    expect(late.body).toContain("too often");
    app().clock.now += 16 * 60_000;
    expect((await post(at("/sign-in"), { email, password })).statusCode).toBe(303);
  });

  it("stays open to its owner's browser while strangers try", async () => {
    const { email } = await signedUp();
    const cookie = cookiesOf(await post(at("/sign-in"), { email, password }));
    for (let n = 0; n < 12; n++) await post(at("/sign-in"), { email, password: `wrong ${n}` });
    expect((await post(at("/sign-in"), { email, password })).statusCode).toBe(422);
    expect((await post(at("/sign-in"), { email, password }, cookie)).statusCode).toBe(303);
    const other = await signedUp();
    for (let n = 0; n < 12; n++) await post(at("/sign-in"), { email: other.email, password: `wrong ${n}` });
    expect((await post(at("/sign-in"), { email: other.email, password }, cookie)).statusCode).toBe(422);
  });

  it("gets another password by the link in a mail, once, and is signed out everywhere", async () => {
    const { email, cookie } = await signedUp();
    await post(at("/forgot-password"), { email });
    const link = await linkTo(app(), email);
    expect((await app().get(link)).statusCode).toBe(200);
    const weak = await post(at("/reset-password"), { token: tokenIn(link), password: "password1234" });
    expect(weak.statusCode).toBe(422);
    const changed = await post(at("/reset-password"), {
      token: tokenIn(link),
      password: "quite another pebble 7",
    });
    expect(changed.statusCode).toBe(200);
    expect((await app().get(at("/settings/sign-in"), { cookie })).statusCode).toBe(303);
    expect((await post(at("/sign-in"), { email, password })).statusCode).toBe(422);
    expect((await post(at("/sign-in"), { email, password: "quite another pebble 7" })).statusCode).toBe(303);
    const again = await post(at("/reset-password"), {
      token: tokenIn(link),
      password: "a third one, marble",
    });
    expect(again.statusCode).toBe(410);
    expect((await mailsTo(app(), email)).at(-1)?.kind).toBe("passwordChanged");
  });

  it("isn't opened by a link that is too old, or was made for the password before", async () => {
    const { email } = await signedUp();
    await post(at("/forgot-password"), { email });
    const first = await linkTo(app(), email);
    await post(at("/forgot-password"), { email });
    const second = await linkTo(app(), email);
    expect(
      (await post(at("/reset-password"), { token: tokenIn(second), password: "lamp post and herring" }))
        .statusCode,
    ).toBe(200);
    expect(
      (await post(at("/reset-password"), { token: tokenIn(first), password: "harbour of the evening" }))
        .statusCode,
    ).toBe(410);
    await post(at("/forgot-password"), { email });
    const third = await linkTo(app(), email);
    app().clock.now += 2 * 3_600_000;
    expect((await app().get(third)).statusCode).toBe(410);
  });

  it("is entered by a link in a mail, once, when its button is pressed", async () => {
    const { email } = await signedUp();
    await post(at("/magic-link"), { email, to: "/about" });
    const link = await linkTo(app(), email);
    expect((await app().get(link)).statusCode).toBe(200);
    expect((await app().get(link)).statusCode).toBe(200);
    const entered = await post(at("/magic-link/use"), { token: tokenIn(link) });
    expect(entered.headers.location).toBe(at("/about"));
    expect((await app().get(at("/settings/sign-in"), { cookie: cookiesOf(entered) })).statusCode).toBe(200);
    expect((await post(at("/magic-link/use"), { token: tokenIn(link) })).statusCode).toBe(410);
  });

  it("is asked for at an address that nobody has without an answer that tells", async () => {
    const { email } = await signedUp();
    const plain = (text: string, who: string) => text.replaceAll(who, "X").replace(/[\d.]+ ms/, "");
    for (const path of ["/forgot-password", "/magic-link"]) {
      const known = await post(at(path), { email });
      const unknown = await post(at(path), { email: "nobody2@example.org" });
      expect(plain(known.body, email)).toBe(plain(unknown.body, "nobody2@example.org"));
    }
    await answerRequests(app().ctx);
    expect((await mailsTo(app(), "nobody2@example.org")).map(({ kind }) => kind)).toEqual([
      "noAccount",
      "noAccount",
    ]);
  });

  it("takes another address when that one is proved, and tells the old one", async () => {
    const { email, cookie } = await signedUp();
    const next = address();
    const asked = await post(at("/settings/sign-in/address"), { email: next }, cookie);
    expect(asked.statusCode).toBe(200);
    const link = await linkTo(app(), next);
    expect((await app().get(link, { cookie })).statusCode).toBe(200);
    expect((await post(at("/verify-address"), { token: tokenIn(link) }, cookie)).statusCode).toBe(200);
    expect((await post(at("/sign-in"), { email: next, password })).statusCode).toBe(303);
    expect((await post(at("/sign-in"), { email, password })).statusCode).toBe(422);
    const told = (await mailsTo(app(), email)).at(-1);
    expect(told).toMatchObject({
      kind: "addressChanged",
      link: `http://localhost:4400${at("/account-help")}`,
    });
  });

  it("changes its password where it was proved a moment ago, and ends its other sessions", async () => {
    const { email, cookie } = await signedUp();
    const other = cookiesOf(await post(at("/sign-in"), { email, password }));
    const weak = await post(at("/settings/sign-in/password"), { password: "aaaaaaaaaaaa" }, cookie);
    expect(weak.statusCode).toBe(422);
    const changed = await post(
      at("/settings/sign-in/password"),
      { password: "quite another pebble 7" },
      cookie,
    );
    expect(changed.statusCode).toBe(303);
    expect((await app().get(at("/settings/sign-in"), { cookie })).statusCode).toBe(200);
    expect((await app().get(at("/settings/sign-in"), { cookie: other })).statusCode).toBe(303);
    app().clock.now += 11 * 60_000;
    const late = await post(at("/settings/sign-in/password"), { password: "a third one, marble" }, cookie);
    expect(late.headers.location).toContain("/prove?to=");
  });

  it("can't be entered when it was switched off", async () => {
    const { email, cookie } = await signedUp();
    await app().database.transact((tx) =>
      tx
        .updateTable("member")
        .set({ disabled_at: 1 })
        .where("email_hash", "=", app().ctx.keys.hash("email", email))
        .execute(),
    );
    expect((await post(at("/sign-in"), { email, password })).statusCode).toBe(422);
    app().clock.now += 2 * 60_000;
    expect((await app().get(at("/settings/sign-in"), { cookie })).statusCode).toBe(303);
  });

  it("isn't taken over by a cookie that somebody made up or changed", async () => {
    const { cookie } = await makeMember(app());
    const value = decodeURIComponent(cookie.split("=")[1] ?? "");
    const [token = ""] = value.split(".");
    for (const forged of [token, `${token}.`, `${token}.${"A".repeat(43)}=`, `x${value}`]) {
      const answer = await app().get(at("/settings/sign-in"), {
        cookie: `bl_session=${encodeURIComponent(forged)}`,
      });
      expect(answer.statusCode).toBe(303);
    }
  });

  it("leads nowhere but to pages of this site after signing in", async () => {
    const { email } = await signedUp();
    for (const to of [
      "//evil.example",
      "https://evil.example",
      "/\\evil.example",
      "/ /evil.example",
      "javascript:1",
    ]) {
      const answer = await post(at("/sign-in"), { email, password, to });
      expect(answer.headers.location).toBe(at("/"));
    }
  });

  it("leads to pages whose address has letters of any script, and never fails for one", async () => {
    const { email } = await signedUp();
    const ways = {
      "/سلام?q=ک": "/%D8%B3%D9%84%D8%A7%D9%85?q=%DA%A9",
      "/a\u0001b": "/a%01b",
      "/\ud800": "/%EF%BF%BD",
    };
    for (const [to, led] of Object.entries(ways)) {
      const answer = await post(at("/sign-in"), { email, password, to });
      expect(answer.headers.location).toBe(at(led));
    }
  });

  it("keeps what was typed when the form is wrong, but no password", async () => {
    const answer = await post(at("/sign-up"), { name: "1", email: "not an address", password: "short" });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('value="not an address"');
    expect(answer.body).not.toContain('value="short"');
    for (const id of ["f-name-e", "f-email-e", "f-password-e"]) expect(answer.body).toContain(id);
  });

  it("gets no more than a few mails however often somebody asks", async () => {
    const { email } = await signedUp();
    app().clock.now += 16 * 60_000;
    for (let n = 0; n < 8; n++) await post(at("/forgot-password"), { email });
    await answerRequests(app().ctx);
    expect((await mailsTo(app(), email)).filter(({ kind }) => kind === "reset")).toHaveLength(4);
  });
});
