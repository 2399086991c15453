import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { as, makeMember } from "../../../../test/members.ts";
import { offerSetUp } from "./set-up.ts";
import { makePasswordLink } from "./password-link.ts";

const aDay = 24 * 3_600_000;
const password = "seven lanterns over the quay";

/** The path of the last invitation's link that was mailed to an address. */
async function invitedAt(app: TestApp, address: string): Promise<string> {
  const mail = (await mailsTo(app, address)).findLast(({ kind }) => kind === "invitation");
  if (mail?.kind !== "invitation") throw new Error("no invitation was mailed");
  return mail.link.replace("http://localhost:4400", "");
}

const tokenOf = (link: string) => new URL(link, "http://localhost").searchParams.get("token") ?? "";

let count = 0;

async function anInvitation(app: TestApp, fields: Record<string, string> = {}) {
  const site = await makeSite(app);
  const boss = await makeMember(app, { role: "admin", name: "The Boss" });
  const address = `guest-${++count}@example.org`;
  const wish = {
    name: "Ines Pellow",
    address,
    role: "editor",
    site: site.key,
    title: "Night desk",
    ...fields,
  };
  const invite = () => app.post(`${site.prefix}/desk/staff/invite`, wish, as(boss));
  expect((await invite()).statusCode).toBe(303);
  return { site, boss, address, invite, link: await invitedAt(app, address) };
}

onBothEngines("an invitation", (app) => {
  it("makes an account of whoever has none, with the role, signed in; once", async () => {
    const { site, boss, address, link } = await anInvitation(app());
    const page = await app().get(link);
    expect(page.body).toContain("Night desk");
    expect(page.body).not.toContain(address);
    const join = (fields: Record<string, string>) =>
      app().post(`${site.prefix}/invitation/join`, { token: tokenOf(link), ...fields });
    const weak = await join({ name: "Ines P.", password: "short" });
    expect(weak.statusCode).toBe(422);
    expect(weak.body).toContain("Ines P.");
    expect(weak.body).toContain('id="f-password-e"');
    const joined = await join({ name: "Ines P.", password });
    expect(joined.headers.location).toBe(`${site.prefix}/desk`);
    const desk = await app().get(`${site.prefix}/desk`, { cookie: cookiesOf(joined) });
    expect(desk.statusCode).toBe(200);
    expect(desk.body).toContain("Night desk");
    expect((await join({ name: "Ines P.", password })).statusCode).toBe(410);
    expect((await app().get(link)).statusCode).toBe(410);
    const log = await app().get(`${site.prefix}/desk/staff/log`, as(boss));
    expect(log.body).toContain("accepted an invitation");
    expect(log.body).not.toContain(address);
  });

  it("is accepted by the account with its address, and by no other", async () => {
    const { site, address, link } = await anInvitation(app());
    const other = await makeMember(app());
    const accept = (cookie: string) =>
      app().post(`${site.prefix}/invitation`, { token: tokenOf(link) }, { cookie });
    expect((await app().get(link, as(other))).body).toContain("with another address");
    await accept(other.cookie);
    expect((await app().get(`${site.prefix}/desk`, as(other))).statusCode).toBe(403);
    const own = await makeMember(app(), { address: address.toUpperCase() });
    expect((await app().get(link)).body).toContain("/sign-in?to=");
    await app().database.transact((tx) =>
      tx.updateTable("member").set({ email_verified: 0 }).where("id", "=", own.id).execute(),
    );
    await accept(own.cookie);
    expect((await app().get(`${site.prefix}/desk`, as(own))).statusCode).toBe(403);
    await app().database.transact((tx) =>
      tx.updateTable("member").set({ email_verified: 1 }).where("id", "=", own.id).execute(),
    );
    expect((await accept(own.cookie)).headers.location).toBe(`${site.prefix}/desk`);
    expect((await app().get(`${site.prefix}/desk`, as(own))).statusCode).toBe(200);
    expect((await accept(own.cookie)).statusCode).toBe(410);
  });

  it("makes nobody less than they are", async () => {
    const { site, address, link } = await anInvitation(app(), { site: "*" });
    const own = await makeMember(app(), { address, role: "admin" });
    await app().post(`${site.prefix}/invitation`, { token: tokenOf(link) }, as(own));
    expect((await app().get(`${site.prefix}/desk/staff`, as(own))).statusCode).toBe(200);
  });

  it("leads nowhere when whoever sent it isn't admin any more, until another admin sends it again", async () => {
    const { site, boss, address, link } = await anInvitation(app());
    const other = await makeMember(app(), { role: "admin" });
    const open = app().database.read.selectFrom("invitation").select("id");
    const { id } = await open.where("site_id", "=", site.id).executeTakeFirstOrThrow();
    await app().database.transact((tx) =>
      tx.updateTable("staff_role").set({ role: "editor" }).where("member_id", "=", boss.id).execute(),
    );
    expect((await app().get(link)).statusCode).toBe(410);
    const own = await makeMember(app(), { address });
    const accept = (path: string) =>
      app().post(`${site.prefix}/invitation`, { token: tokenOf(path) }, as(own));
    expect((await accept(link)).statusCode).toBe(410);
    const joining = { token: tokenOf(link), name: "Ines P.", password };
    expect((await app().post(`${site.prefix}/invitation/join`, joining)).statusCode).toBe(410);
    expect((await app().get(`${site.prefix}/desk`, as(own))).statusCode).toBe(403);
    const again = `${site.prefix}/desk/staff/invitations/${id}/again`;
    expect((await app().post(again, {}, as(other))).statusCode).toBe(303);
    const renewed = await accept(await invitedAt(app(), address));
    expect(renewed.headers.location).toBe(`${site.prefix}/desk`);
  });

  it("runs out after seven days, is sent again with another link, and withdrawn", async () => {
    const { site, boss, address, invite, link } = await anInvitation(app());
    app().clock.now += 7 * aDay;
    expect((await app().get(link)).statusCode).toBe(410);
    app().clock.now -= 7 * aDay;
    expect((await app().get(link)).statusCode).toBe(200);
    const list = await app().get(`${site.prefix}/desk/staff`, as(boss));
    expect(list.body).toContain("Ines Pellow");
    expect(list.body).not.toContain(address);
    const acts = [...list.body.matchAll(/action="([^"]+\/(?:again|withdraw))"/g)].map(
      ([, path]) => path ?? "",
    );
    const again = acts.find((path) => path.endsWith("again") && path.startsWith(site.prefix)) ?? "";
    const withdraw = again.replace(/again$/, "withdraw");
    expect((await app().post(again, {}, as(boss))).statusCode).toBe(303);
    const newer = await invitedAt(app(), address);
    expect((await app().get(link)).statusCode).toBe(410);
    expect((await app().get(newer)).statusCode).toBe(200);
    expect((await app().post(withdraw, {}, as(boss))).statusCode).toBe(303);
    expect((await app().get(newer)).statusCode).toBe(410);
    expect((await app().post(withdraw, {}, as(boss))).statusCode).toBe(404);
    await invite();
    await invite();
    const open = app().database.read.selectFrom("invitation").select("id").where("site_id", "=", site.id);
    expect(await open.execute()).toHaveLength(1);
  });

  it("keeps neither its token nor the address in the database", async () => {
    const { address, link } = await anInvitation(app());
    const { read } = app().database;
    const rows = [
      ...(await read.selectFrom("invitation").selectAll().execute()),
      ...(await read.selectFrom("event").selectAll().execute()),
      ...(await read.selectFrom("mail").selectAll().execute()),
    ];
    expect(JSON.stringify(rows)).not.toContain(tokenOf(link));
    expect(JSON.stringify(rows)).not.toContain(address);
  });
});

onBothEngines("the link for the first admin", (app) => {
  it("makes one, once; another start makes another link; none holds when there is an admin", async () => {
    await makeSite(app(), { prefix: "" });
    const path = async () => ((await offerSetUp(app().ctx)) ?? "").replace("http://localhost:4400", "");
    const first = await path();
    const second = await path();
    expect((await app().get(first)).statusCode).toBe(410);
    expect((await app().get(second)).statusCode).toBe(200);
    const send = (fields: Record<string, string>) =>
      app().post("/set-up", {
        token: tokenOf(second),
        name: "Nora Quill",
        address: "nora@example.org",
        ...fields,
      });
    const wrong = await send({ name: "", address: "nobody", password: "Short 1" });
    expect(wrong.statusCode).toBe(422);
    for (const field of ["name", "address", "password"]) expect(wrong.body).toContain(`id="f-${field}-e"`);
    expect(wrong.body).toContain('value="nobody"');
    expect(wrong.body).not.toContain("Short 1");
    const answers = await Promise.all([send({ password }), send({ password, address: "other@example.org" })]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 410]);
    const made = answers.find(({ statusCode }) => statusCode === 303);
    if (!made) throw new Error("nobody is admin");
    expect((await app().get("/desk/settings", { cookie: cookiesOf(made) })).statusCode).toBe(200);
    expect(await offerSetUp(app().ctx)).toBeNull();
    expect((await app().get(second)).statusCode).toBe(410);
    const stored = await app().database.read.selectFrom("one_time_link").selectAll().execute();
    expect(stored).toEqual([]);
  });

  it("is followed by one that sets a password, once, and ends all other sessions", async () => {
    const site = await makeSite(app());
    const { id, cookie } = await makeMember(app(), { role: "editor" });
    const made = await makePasswordLink(app().ctx, { by: "cli", memberId: id, siteId: site.id });
    const link = made.replace("http://localhost:4400", "");
    expect((await app().get(link)).statusCode).toBe(200);
    const send = () => app().post(`${site.prefix}/choose-password`, { token: tokenOf(link), password });
    const chosen = await send();
    expect(chosen.statusCode).toBe(303);
    expect((await app().get(`${site.prefix}/desk`, { cookie: cookiesOf(chosen) })).statusCode).toBe(200);
    expect((await app().get(`${site.prefix}/desk`, { cookie })).statusCode).toBe(303);
    expect((await send()).statusCode).toBe(410);
    expect(JSON.stringify(await app().database.read.selectFrom("event").selectAll().execute())).not.toContain(
      tokenOf(link),
    );
  });
});
