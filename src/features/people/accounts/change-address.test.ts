import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { makeMember, signIn } from "../../../../test/members.ts";
import { answerRequests } from "./answer-requests.ts";

const own = { "sec-fetch-site": "same-origin" };

onBothEngines("another address", (app) => {
  it("signs its member out everywhere else, and no device is trusted any more", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    const other = await signIn(app(), member.id);
    const isIn = async ({ cookie }: { cookie: string }) =>
      (await app().get(`${site.prefix}/settings/sign-in`, { cookie })).statusCode === 200;
    await app().database.transact((tx) =>
      tx
        .insertInto("trusted_device")
        .values({ hash: `trust-${member.id}`, member_id: member.id, expires_at: app().clock.now + 60_000 })
        .execute(),
    );
    const email = `next-${site.key}@example.org`;
    const post = (path: string, fields: Record<string, string>) =>
      app().post(`${site.prefix}${path}`, fields, { ...own, cookie: member.cookie });
    await post("/settings/sign-in/address", { email });
    await answerRequests(app().ctx);
    const [mail] = await mailsTo(app(), email);
    const token = mail && "link" in mail ? (new URL(mail.link).searchParams.get("token") ?? "") : "";
    expect([await isIn(member), await isIn(other)]).toEqual([true, true]);
    expect((await post("/verify-address", { token })).statusCode).toBe(200);
    expect([await isIn(member), await isIn(other)]).toEqual([true, false]);
    const trusted = app().database.read.selectFrom("trusted_device").select("hash");
    expect(await trusted.where("member_id", "=", member.id).execute()).toEqual([]);
  });

  it("is never one that somebody else has", async () => {
    const site = await makeSite(app());
    const theirs = `theirs-${site.key}@example.org`;
    await makeMember(app(), { address: theirs });
    const { cookie } = await makeMember(app());
    await app().post(`${site.prefix}/settings/sign-in/address`, { email: theirs }, { ...own, cookie });
    await answerRequests(app().ctx);
    expect((await mailsTo(app(), theirs)).map(({ kind }) => kind)).toEqual(["alreadyMember"]);
  });

  it("that was somebody else's doing is told of with a page that says whom to write to", async () => {
    const site = await makeSite(app(), { settings: { contactEmail: "desk@example.org" } });
    const { body } = await app().get(`${site.prefix}/account-help`);
    for (const way of ["/settings/sign-in", "/forgot-password"])
      expect(body).toContain(`href="${site.prefix}${way}"`);
    expect(body).toContain('href="mailto:desk@example.org"');
    const silent = await makeSite(app());
    const { body: without } = await app().get(`${silent.prefix}/account-help`);
    expect(without).toContain(`The editors of The ${silent.key}`);
    expect(without).not.toContain("mailto:");
  });
});
