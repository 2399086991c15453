import { beforeAll, expect, it } from "vitest";
import { type MadeSite, makeSite } from "../../../../test/factories.ts";
import { cookiesOf, onBothEngines } from "../../../../test/harness.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { makeMember } from "../../../../test/members.ts";
import { makePasswordLink } from "../staff/password-link.ts";
import { answerRequests } from "./answer-requests.ts";

const own = { "sec-fetch-site": "same-origin" };

onBothEngines("a link in a mail", (app) => {
  let site: MadeSite;
  let count = 0;
  beforeAll(async () => {
    site = await makeSite(app());
  });
  const address = () => `keeper${++count}@example.org`;
  const post = (path: string, fields: Record<string, string>, cookie = "") =>
    app().post(`${site.prefix}${path}`, fields, { ...own, ...(cookie ? { cookie } : {}) });

  async function tokenTo(to: string): Promise<string> {
    await answerRequests(app().ctx);
    const mail = (await mailsTo(app(), to)).at(-1);
    if (!mail || !("link" in mail)) throw new Error("no mail with a link came");
    return new URL(mail.link).searchParams.get("token") ?? "";
  }

  it("gives nobody an account's address after its owner has changed the password", async () => {
    const member = await makeMember(app(), { address: address() });
    const thief = address();
    await post("/settings/sign-in/address", { email: thief }, member.cookie);
    const token = await tokenTo(thief);
    const password = "quite another pebble 7";
    expect((await post("/settings/sign-in/password", { password }, member.cookie)).statusCode).toBe(303);
    expect((await post("/verify-address", { token }, member.cookie)).statusCode).toBe(410);
  });

  it("opens nothing any more when the account has another address", async () => {
    const lost = address();
    const member = await makeMember(app(), { address: lost });
    await post("/forgot-password", { email: lost });
    const reset = await tokenTo(lost);
    await post("/magic-link", { email: lost });
    const magic = await tokenTo(lost);
    const safe = address();
    await post("/settings/sign-in/address", { email: safe }, member.cookie);
    const token = await tokenTo(safe);
    expect((await post("/verify-address", { token }, member.cookie)).statusCode).toBe(200);
    const password = "quite another pebble 7";
    expect((await post("/reset-password", { token: reset, password })).statusCode).toBe(410);
    expect((await post("/magic-link/use", { token: magic })).statusCode).toBe(410);
  });

  it("makes an address a member's only where that member is signed in", async () => {
    const [victim, thief] = [address(), await makeMember(app(), { address: address() })];
    await post("/settings/sign-in/address", { email: victim }, thief.cookie);
    const token = await tokenTo(victim);
    const at = `${site.prefix}/verify-address?token=${token}`;
    const asked = await app().get(at);
    expect(asked.headers.location).toBe(
      `${site.prefix}/sign-in?to=${encodeURIComponent(`/verify-address?token=${token}`)}`,
    );
    expect((await post("/verify-address", { token })).statusCode).toBe(401);
    const other = await makeMember(app(), { name: "Bo Ferris" });
    const told = await app().get(at, { cookie: other.cookie });
    expect(told.statusCode).toBe(403);
    expect(told.body).toContain("Bo Ferris");
    expect(told.body).not.toContain(token);
    expect((await post("/verify-address", { token }, other.cookie)).statusCode).toBe(410);
    // It still is there for whoever asked for it.
    expect((await app().get(at, { cookie: thief.cookie })).statusCode).toBe(200);
    expect((await post("/verify-address", { token }, thief.cookie)).statusCode).toBe(200);
  });

  it("goes to the address that was proved, not to another way of writing it", async () => {
    const kept = `Keeper${++count}@example.org`;
    await makeMember(app(), { address: kept });
    await post("/forgot-password", { email: kept.toLowerCase() });
    await post("/magic-link", { email: kept.toUpperCase() });
    await answerRequests(app().ctx);
    expect((await mailsTo(app(), kept)).map(({ kind }) => kind)).toEqual(["reset", "magicLink"]);
    expect(await mailsTo(app(), kept.toLowerCase())).toEqual([]);
    expect(await mailsTo(app(), kept.toUpperCase())).toEqual([]);
  });

  it("that gives a password is no good any more when its owner has chosen one by themselves", async () => {
    for (const way of ["settings", "mail"]) {
      const email = address();
      const member = await makeMember(app(), { address: email });
      const link = await makePasswordLink(app().ctx, { by: "cli", memberId: member.id, siteId: site.id });
      const token = new URL(link).searchParams.get("token") ?? "";
      const mine = "quite another pebble 7";
      if (way === "settings") await post("/settings/sign-in/password", { password: mine }, member.cookie);
      else {
        await post("/forgot-password", { email });
        await post("/reset-password", { token: await tokenTo(email), password: mine });
      }
      const late = await post("/choose-password", { token, password: "a thief's own pebble 8" });
      expect(late.statusCode).not.toBe(303);
      expect(cookiesOf(late)).not.toContain("bl_session=");
      expect((await post("/sign-in", { email, password: mine })).statusCode).toBe(303);
    }
  });

  it("that gives another password tells the owner of it", async () => {
    const email = address();
    const member = await makeMember(app(), { address: email });
    for (const password of ["quite another pebble 7", "and a third pebble 9"]) {
      const link = await makePasswordLink(app().ctx, { by: "cli", memberId: member.id, siteId: site.id });
      await post("/choose-password", { token: new URL(link).searchParams.get("token") ?? "", password });
    }
    // The first was no change.
    expect((await mailsTo(app(), email)).map(({ kind }) => kind)).toEqual(["passwordChanged"]);
  });

  it("that gives a password ends the trust in devices as well", async () => {
    const member = await makeMember(app());
    await app().database.transact((tx) =>
      tx
        .insertInto("trusted_device")
        .values({ hash: `trust-${member.id}`, member_id: member.id, expires_at: app().clock.now + 60_000 })
        .execute(),
    );
    const link = await makePasswordLink(app().ctx, { by: "cli", memberId: member.id, siteId: site.id });
    const token = new URL(link).searchParams.get("token") ?? "";
    const chosen = await post("/choose-password", { token, password: "quite another pebble 7" });
    expect(cookiesOf(chosen)).toContain("bl_session=");
    const trusted = app().database.read.selectFrom("trusted_device").select("hash");
    expect(await trusted.where("member_id", "=", member.id).execute()).toEqual([]);
  });
});

onBothEngines("the forms that send mail to any address", (app) => {
  it("send one to whoever asks for their own address, however often a stranger did", async () => {
    const site = await makeSite(app());
    const email = "besieged@example.org";
    await makeMember(app(), { address: email });
    const ask = (remoteAddress: string) =>
      app().fastify.inject({
        method: "POST",
        url: `${site.prefix}/forgot-password`,
        remoteAddress,
        headers: { ...own, "content-type": "application/x-www-form-urlencoded" },
        payload: new URLSearchParams({ email }).toString(),
      });
    for (let n = 0; n < 9; n++) await ask("198.18.0.1");
    await ask("198.18.0.2");
    await answerRequests(app().ctx);
    expect(await mailsTo(app(), email)).toHaveLength(5);
    for (let n = 3; n < 12; n++) await ask(`198.18.0.${n}`);
    await answerRequests(app().ctx);
    expect(await mailsTo(app(), email)).toHaveLength(8);
  });

  it("take so many a day from one network, and no more", async () => {
    const site = await makeSite(app());
    let answer = 200;
    let sent = 0;
    for (; answer === 200 && sent < 400; sent++) {
      if (sent % 15 === 0) app().clock.now += 60_000;
      const path = sent % 2 === 0 ? "/magic-link" : "/forgot-password";
      const email = `stranger${sent}@example.org`;
      answer = (await app().post(`${site.prefix}${path}`, { email }, own)).statusCode;
    }
    expect(answer).toBe(429);
    expect(sent).toBeLessThanOrEqual(201);
  });
});
