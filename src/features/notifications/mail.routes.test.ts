import { expect, it } from "vitest";
import { makeSite } from "../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../test/harness.ts";
import { makeMember } from "../../../test/members.ts";
import type { MemberId } from "../../platform/lib/ids.ts";
import { unsubscribeLink } from "./mail-links.ts";
import { choiceOf } from "./preference.ts";
import { queueMail } from "./queue-mail.ts";

const own = { "sec-fetch-site": "same-origin" };

async function linksFor(app: TestApp, memberId: MemberId, siteId: Parameters<typeof app.ctx.sites.byId>[0]) {
  const site = app.ctx.sites.byId(siteId);
  if (!site) throw new Error("no site");
  const stop = new URL(unsubscribeLink(app.ctx, site, memberId, "replies"));
  return { stop: stop.pathname + stop.search, token: stop.searchParams.get("for") ?? "" };
}

onBothEngines("the link in a mail", (app) => {
  it("stops that kind of mail by one POST from anywhere, in either form, and by no GET", async () => {
    const site = await makeSite(app());
    for (const body of [
      { type: "application/x-www-form-urlencoded", payload: "List-Unsubscribe=One-Click" },
      {
        type: "multipart/form-data; boundary=x",
        payload:
          '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
      },
    ]) {
      const { id } = await makeMember(app());
      const { stop } = await linksFor(app(), id, site.id);
      const asked = await app().get(stop);
      expect(asked.statusCode).toBe(200);
      expect(asked.body).toContain("No more mails about replies?");
      expect((await choiceOf(app().database.read, id)).replies).toBe(true);
      const answer = await app().fastify.inject({
        method: "POST",
        url: stop,
        headers: {
          "content-type": body.type,
          "sec-fetch-site": "cross-site",
          origin: "https://mail.example",
        },
        payload: body.payload,
      });
      expect(answer.statusCode).toBe(200);
      expect(answer.cookies).toEqual([]);
      expect(answer.body).toContain("These mails are stopped");
      expect(await choiceOf(app().database.read, id)).toMatchObject({ replies: false, decisions: true });
    }
  });

  it("opens the settings without signing in, and nothing else", async () => {
    const site = await makeSite(app());
    const { id } = await makeMember(app());
    const { token } = await linksFor(app(), id, site.id);
    const path = `${site.prefix}/mail/settings?for=${encodeURIComponent(token)}`;
    const shown = await app().get(path);
    expect(shown.statusCode).toBe(200);
    expect(shown.body).toContain("Which mails you get");
    const fields = {
      replies: "1",
      people: "off",
      stories: "atOnce",
      digest: "weekly",
      quietFrom: "20",
      quietUntil: "8",
    };
    const saved = await app().post(path, fields);
    expect(saved.statusCode).toBe(303);
    expect((await app().get(String(saved.headers.location))).body).toContain("Saved.");
    const wanted = { ...fields, replies: true, decisions: false, quietFrom: 20, quietUntil: 8 };
    expect(await choiceOf(app().database.read, id)).toEqual(wanted);
    await app().post(path, { ...fields, stop: "all" });
    expect(await choiceOf(app().database.read, id)).toMatchObject({
      replies: false,
      people: "off",
      stories: "off",
    });
    expect(
      (await app().get(`${site.prefix}/settings/mail?for=${encodeURIComponent(token)}`)).statusCode,
    ).toBe(303);
  });

  it("does nothing when it was cut off, changed, or signed for something else", async () => {
    const site = await makeSite(app());
    const [{ id }, other] = [await makeMember(app()), await makeMember(app())];
    const { token } = await linksFor(app(), id, site.id);
    const { keys } = app().ctx;
    for (const wrong of [
      "",
      token.slice(0, -2),
      token.replace(id, other.id),
      keys.sign("link", id),
      keys.sign("cookie", `mail.${id}`),
    ]) {
      const path = `${site.prefix}/mail/unsubscribe?of=replies&for=${encodeURIComponent(wrong)}`;
      for (const answer of [await app().get(path), await app().post(path, {})]) {
        expect(answer.statusCode).toBe(403);
        expect(answer.body).toContain("This link doesn’t work");
      }
    }
    for (const member of [id, other.id])
      expect((await choiceOf(app().database.read, member)).replies).toBe(true);
  });
});

onBothEngines("mail settings", (app) => {
  it("are for whoever is signed in, from our own pages", async () => {
    const site = await makeSite(app());
    const { id, cookie } = await makeMember(app());
    const path = `${site.prefix}/settings/mail`;
    expect((await app().get(path)).statusCode).toBe(303);
    const shown = await app().get(path, { cookie });
    expect(shown.body).toContain("Quiet hours");
    expect(shown.body).toContain("This paper can’t send mail at the moment.");
    const fields = { people: "digest", stories: "off", digest: "daily", quietFrom: "0", quietUntil: "0" };
    expect((await app().post(path, fields, { cookie, "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
    expect((await app().post(path, { ...fields, people: "often" }, { cookie, ...own })).statusCode).toBe(400);
    expect((await app().post(path, fields, { cookie, ...own })).statusCode).toBe(303);
    expect(await choiceOf(app().database.read, id)).toMatchObject({ people: "digest", replies: false });
  });
});

onBothEngines("the desk's page of mail", (app) => {
  it("says that mail is off and what that switches off, to those who may see it", async () => {
    const site = await makeSite(app());
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    const moderator = await makeMember(app(), { role: "moderator", siteId: site.id });
    const path = `${site.prefix}/desk/mail`;
    expect((await app().get(path, { cookie: moderator.cookie })).statusCode).toBe(403);
    const { body } = await app().get(path, { cookie: editor.cookie });
    expect(body).toContain("Mail is off");
    expect(body).toContain("links to sign in");
    expect(body).toContain("None has been given up.");
  });

  it("lists what was given up without addresses, and has it tried again or deleted", async () => {
    const [site, elsewhere] = [await makeSite(app()), await makeSite(app())];
    const { cookie } = await makeMember(app(), { role: "editor", siteId: site.id });
    const { keys, now } = app().ctx;
    const kill = async (key: string, siteId: typeof site.id) =>
      app().database.transact(async (tx) => {
        const content = { kind: "reset", link: "https://example.org/secret" } as const;
        const toSealed = keys.seal("address", "marked@example.org");
        await queueMail(tx, keys, { key, siteId, memberId: null, language: null, toSealed, content }, now());
        const dead = { state: "dead", error: "550 5.1.1", ended_at: now(), tries: 3 };
        await tx.updateTable("mail").set(dead).where("key", "=", key).execute();
      });
    await kill("one", site.id);
    await kill("two", site.id);
    await kill("three", elsewhere.id);
    const path = `${site.prefix}/desk/mail`;
    const { body } = await app().get(path, { cookie });
    expect(body).toContain("the server answered 550 5.1.1");
    expect(body).toContain("3 tries");
    expect(body).not.toMatch(/marked|secret/);
    const states = async () =>
      (await app().database.read.selectFrom("mail").select(["key", "state"]).orderBy("id").execute()).map(
        ({ key, state }) => `${key} ${state}`,
      );
    const [{ id } = { id: 0 }] = await app()
      .database.read.selectFrom("mail")
      .select("id")
      .where("key", "=", "one")
      .execute();
    await app().post(path, { do: "retry", id: String(id) }, { cookie, ...own });
    expect(await states()).toEqual(["one waiting", "two dead", "three dead"]);
    await app().post(path, { do: "delete", id: "all" }, { cookie, ...own });
    expect(await states()).toEqual(["one waiting", "three dead"]);
  });
});
