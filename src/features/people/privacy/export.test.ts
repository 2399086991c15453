import { expect, it } from "vitest";
import { makeSite, makeStory, type MadeSite, type MadeStory } from "../../../../test/factories.ts";
import { tablesOf, unzip } from "../../../../test/erasing.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { makeMember } from "../../../../test/members.ts";
import { holdings, holdsNothing } from "./holdings.ts";

interface Export {
  format: string;
  version: number;
  by: string;
  held: Record<string, Record<string, unknown>[]>;
}

async function writeAs(
  app: TestApp,
  story: MadeStory,
  fields: Record<string, string>,
  cookie = "",
): Promise<{ id: number; cookie: string }> {
  const posted = await app.post(`${story.path}/comments`, fields, cookie ? { cookie } : {});
  expect(posted.statusCode).toBe(303);
  return {
    id: Number(/(\d+)$/.exec(String(posted.headers.location))?.[1]),
    cookie: cookiesOf(posted, cookie),
  };
}

async function download(
  app: TestApp,
  site: MadeSite,
  path: string,
  { cookie = "", t = "" }: { cookie?: string; t?: string },
): Promise<{ json: Export; html: string }> {
  const answer = await app.post(`${site.prefix}${path}/export`, { t }, cookie ? { cookie } : {});
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-type"]).toBe("application/zip");
  expect(answer.headers["cache-control"]).toBe("no-store");
  const files = unzip(answer.rawPayload);
  expect(Object.keys(files)).toEqual(["my-data.html", "my-data.json"]);
  return { json: JSON.parse(files["my-data.json"] ?? "") as Export, html: files["my-data.html"] ?? "" };
}

onBothEngines("the list of holdings", (app, engine) => {
  it("speaks for every table of the database, or says why it holds nothing on people", async () => {
    const spoken = [...holdings.flatMap(({ tables }) => tables), ...Object.keys(holdsNothing)];
    expect(spoken.toSorted()).toEqual(await tablesOf(app(), engine));
  });
});

onBothEngines("what is held on somebody", (app) => {
  it("is given to a guest by the device, all of it, without the address that was typed there", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const text = "My *own* words <b>here</b>";
    const guest = await writeAs(app(), story, { name: "Nan Guest", email: "nan@example.org", text });
    const other = await writeAs(app(), story, { name: "Somebody Else", text: "Other words" });
    await app().post(`${site.prefix}/comments/${other.id}/recommend`, { on: "1" }, { cookie: guest.cookie });
    await app().post(
      `${site.prefix}/comments/${other.id}/report`,
      { reason: "spam", note: "Looks like an advert" },
      { cookie: guest.cookie },
    );
    const { json, html } = await download(app(), site, "/my-data", guest);
    expect(json).toMatchObject({ format: "belowline.person", version: 1, by: "device" });
    expect(json.held["comments"]).toMatchObject([
      { id: guest.id, name: "Nan Guest", text, status: "published", deviceAndNetworkHashesAreHeld: true },
    ]);
    expect(json.held["writers"]).toMatchObject([{ name: "Nan Guest", addressIsHeld: true }]);
    expect(json.held["recommends"]).toMatchObject([{ comment: other.id }]);
    expect(json.held["reports"]).toMatchObject([{ comment: other.id, note: "Looks like an advert" }]);
    expect(json.held["comments"]?.[0]?.["createdAt"]).toBe("2026-06-09T13:40:00.000Z");
    for (const words of ["Nan Guest", "My *own* words &lt;b&gt;here&lt;/b&gt;", "Looks like an advert"])
      expect(html).toContain(words);
    expect(html + JSON.stringify(json)).not.toMatch(/nan@example|Other words|Somebody Else/);
    expect(html).not.toMatch(/src=|href=|<script|url\(/);
  });

  it("is given by an address after a link in a mail was opened, and only with it", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await writeAs(app(), story, { name: "Nan", email: "Ann.Mark@example.org", text: "One" });
    await writeAs(app(), story, { name: "Ann", email: "ann.mark@EXAMPLE.org", text: "Two" });
    await writeAs(app(), story, { name: "Ann", email: "other@example.org", text: "Three" });
    const asked = await app().post(`${site.prefix}/my-data/link`, { email: " ann.mark@example.org" });
    expect(asked.statusCode).toBe(200);
    const [mail] = await mailsTo(app(), "ann.mark@example.org");
    expect(mail?.kind).toBe("myData");
    const link = new URL(mail && "link" in mail ? mail.link : "");
    const t = link.searchParams.get("t") ?? "";
    const shown = await app().get(link.pathname + link.search);
    expect(shown.body).toContain("Comments");
    expect(shown.body.toLowerCase()).not.toContain("ann.mark");
    const { json } = await download(app(), site, "/my-data/address", { t });
    expect(json.held["comments"]?.map(({ text }) => text)).toEqual(["One", "Two"]);
    expect(json.held["writers"]?.map(({ address }) => address)).toEqual([
      "Ann.Mark@example.org",
      "ann.mark@EXAMPLE.org",
    ]);
    expect(json.held["mails"]).toMatchObject([{ kind: "myData" }]);
    for (const wrong of ["", "nonsense", `${t.slice(0, -3)}AAA`]) {
      const answer = await app().post(`${site.prefix}/my-data/address/export`, { t: wrong });
      expect(answer.statusCode).toBe(422);
    }
    app().clock.now += 61 * 60_000;
    const late = await app().get(link.pathname + link.search);
    expect(late.body).toContain("does not work any more");
    app().clock.now -= 61 * 60_000;
  });

  it("is the same answer for an address that nobody has, and for one asked for again", async () => {
    const site = await makeSite(app());
    const first = await app().post(`${site.prefix}/my-data/link`, { email: "nobody@example.org" });
    const again = await app().post(`${site.prefix}/my-data/link`, { email: "nobody@example.org" });
    const bare = (body: string) => body.replace(/\d+([.,]\d+)? ms/g, "");
    expect(bare(again.body)).toBe(bare(first.body));
    expect(await mailsTo(app(), "nobody@example.org")).toHaveLength(1);
    const wrong = await app().post(`${site.prefix}/my-data/link`, { email: "nobody at example" });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain("nobody at example");
  });

  it("is given to a member with the account, the sessions and what was written as a guest under the address", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await writeAs(app(), story, { name: "Alma R.", email: "alma@example.org", text: "As a guest" });
    const member = await makeMember(app(), { name: "Alma Reed", address: "alma@example.org" });
    const { json, html } = await download(app(), site, "/settings/privacy", member);
    expect(json.by).toBe("member");
    expect(json.held["account"]).toMatchObject([
      { name: "Alma Reed", address: "alma@example.org", addressIsProved: true },
    ]);
    expect(json.held["sessions"]).toMatchObject([{ browser: "Firefox, Linux" }]);
    expect(json.held["comments"]).toMatchObject([{ text: "As a guest" }]);
    expect(html).toContain("alma@example.org");
    const row = await app()
      .database.read.selectFrom("session")
      .select("token")
      .where("id", "=", member.sessionId)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(json)).not.toContain(row.token);
  });

  it("asks members to prove that it is them, when that is long ago", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    app().clock.now += 3_600_000;
    for (const act of ["export", "erase"]) {
      const answer = await app().post(
        `${site.prefix}/settings/privacy/${act}`,
        { level: "everything" },
        { cookie: member.cookie },
      );
      expect(answer.statusCode).toBe(303);
      expect(answer.headers.location).toContain("/prove?to=%2Fsettings%2Fprivacy");
    }
  });

  it("is said in Arabic from right to left on an Arabic site", async () => {
    const site = await makeSite(app(), { language: "ar" });
    const story = await makeStory(app(), site);
    const guest = await writeAs(app(), story, { name: "Nan", text: "Words" });
    const { html } = await download(app(), site, "/my-data", guest);
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain("التعليقات");
  });
});
