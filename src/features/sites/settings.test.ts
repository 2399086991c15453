import { expect, it } from "vitest";
import { makeSite } from "../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../test/harness.ts";
import { as, makeMember } from "../../../test/members.ts";
import { settingKinds, settingNames } from "./setting-fields.ts";

/** The form as a browser would send it back, with what somebody changes in it. */
async function formOf(app: TestApp, path: string, cookie: string) {
  const { body } = await app.get(path, { cookie });
  const main = body.slice(body.indexOf("<main"), body.indexOf("</main>"));
  const plain = (text: string) =>
    text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");
  const fields: Record<string, string> = {};
  for (const [tag] of main.matchAll(/<input[^>]*>/g)) {
    const [name, value] = ["name", "value"].map((each) => new RegExp(` ${each}="([^"]*)"`).exec(tag)?.[1]);
    if (name && (!tag.includes('type="checkbox"') || tag.includes(" checked")))
      fields[name] = plain(value ?? "");
  }
  for (const [, name = "", text = ""] of main.matchAll(/<textarea[^>]* name="(\w+)"[^>]*>([^<]*)/g))
    fields[name] = plain(text);
  for (const [, name = "", options = ""] of main.matchAll(/<select[^>]* name="(\w+)"[^>]*>(.*?)<\/select>/g))
    fields[name] = /<option[^>]*selected[^>]*value="([^"]*)"|value="([^"]*)"[^>]*selected/
      .exec(options)
      ?.slice(1)
      .find(Boolean) as string;
  return fields;
}

onBothEngines("the settings of a site", (app) => {
  async function setUp() {
    const site = await makeSite(app(), {
      settings: { rules: ["Be kind", "Be brief"], about: "Us\n\n& <them>" },
    });
    const boss = await makeMember(app(), { role: "admin", name: "The Boss" });
    const path = `${site.prefix}/desk/settings`;
    const settings = () => app().ctx.sites.byId(site.id)?.settings;
    const log = async () => {
      const rows = await app()
        .database.read.selectFrom("event")
        .select("payload")
        .where("type", "=", "site.changed")
        .where("site_id", "=", site.id)
        .orderBy("id", "desc")
        .execute();
      return rows.map(({ payload }) => JSON.parse(payload));
    };
    return { site, boss, path, settings, log, form: () => formOf(app(), path, boss.cookie) };
  }

  it("stand in a form, each of them, and stay what they are when nothing is changed", async () => {
    const { boss, path, settings, form, log } = await setUp();
    const before = settings();
    const fields = await form();
    const asked = settingNames.filter((name) => settingKinds[name].kind !== "check");
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(asked));
    expect((await app().post(path, fields, as(boss))).statusCode).toBe(303);
    expect(settings()).toEqual(before);
    expect(await log()).toEqual([{}]);
  });

  it("change together, at once, and the log says who, before and after", async () => {
    const { boss, path, settings, form, log } = await setUp();
    const fields = {
      ...(await form()),
      editMinutes: "30",
      rules: "Be kind\r\n\r\nBe patient",
      challenge: "on",
      sort: "best",
      perPage: "50",
      contactEmail: "desk@example.org",
    };
    expect((await app().post(path, fields, as(boss))).statusCode).toBe(303);
    expect(settings()).toMatchObject({
      editMinutes: 30,
      rules: ["Be kind", "Be patient"],
      challenge: true,
      sort: "best",
      perPage: 50,
      contactEmail: "desk@example.org",
      nameRequired: true,
    });
    const [last] = await log();
    expect(last.by).toBe(boss.id);
    expect(last.changes).toContainEqual({ name: "editMinutes", before: "10", after: "30" });
    // An address is nobody's business.
    expect(last.changes).toContainEqual({ name: "contactEmail", before: null, after: null });
    expect(last.changes).toHaveLength(6);
    const page = await app().get(path.replace("settings", "staff/log"), as(boss));
    expect(page.body).toContain("Minutes to change a comment");
    expect(page.body).not.toContain("desk@example.org");
  });

  it("come back as they were typed, each wrong one marked, and none is saved", async () => {
    const { boss, path, settings, form } = await setUp();
    const before = settings();
    const wrong = {
      editMinutes: "soon",
      maxLinks: "51",
      contactEmail: "nobody",
      allowedOrigins: "https://a.example/path",
      sort: "loudest",
      address: "A".repeat(301),
    };
    const answer = await app().post(path, { ...(await form()), ...wrong, closeAfterDays: "7" }, as(boss));
    expect(answer.statusCode).toBe(422);
    for (const name of Object.keys(wrong)) expect(answer.body, name).toContain(`id="f-${name}-e"`);
    expect(answer.body).not.toContain('id="f-closeAfterDays-e"');
    for (const typed of ["soon", "51", "nobody", "https://a.example/path", "A".repeat(301), 'value="7"'])
      expect(answer.body).toContain(typed);
    expect(settings()).toEqual(before);
  });

  it("keep what somebody else changed meanwhile", async () => {
    const { boss, path, settings, form } = await setUp();
    const [one, other] = [await form(), await form()];
    await app().post(path, { ...one, maxLinks: "9" }, as(boss));
    await app().post(path, { ...other, maxLength: "500" }, as(boss));
    expect(settings()).toMatchObject({ maxLinks: 9, maxLength: 500 });
  });

  it("let nobody take the host of another site, and only an admin of every site give one", async () => {
    const { site, boss, path, settings, form } = await setUp();
    const taken = await app().post(path, { ...(await form()), host: "localhost:4400" }, as(boss));
    expect(taken.statusCode).toBe(422);
    expect(taken.body).toContain('id="f-host-e"');
    const local = await makeMember(app(), { role: "admin", siteId: site.id });
    const fields = await formOf(app(), path, local.cookie);
    expect(fields["host"]).toBeUndefined();
    await app().post(path, { ...fields, host: "evil.example", "was.host": "x" }, as(local));
    expect(settings()?.host).toBeNull();
  });

  it("keep what was typed when it was long ago that somebody proved who they are", async () => {
    const { boss, path, settings, form } = await setUp();
    const fields = await form();
    app().clock.now += 11 * 60_000;
    expect((await app().get(path, as(boss))).headers.location).toContain("/prove?to=");
    const answer = await app().post(path, { ...fields, address: "1 Quay Street" }, as(boss));
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("1 Quay Street");
    expect(answer.body).toContain("/prove?to=");
    expect(settings()?.address).toBe("");
  });
});
