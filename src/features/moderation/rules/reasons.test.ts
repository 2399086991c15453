import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import { formOf } from "../../../../test/rule-settings.ts";
import { isMessageId, localeOf } from "../../../platform/html/locale.ts";
import { reasonsOf, reasonTold } from "../acts/refusal-reasons.ts";
import { ruleFields } from "./rule-fields.ts";
import { rulesOf } from "./rules-of.ts";

it("has words for every setting in the form of the rules", () => {
  const named = ruleFields.map(({ name, key, kind }) => {
    if (kind.kind === "day") return `weekday.${kind.day}`;
    return key === "on" ? "rule.on" : `rule.${name}`;
  });
  expect(named.filter((id) => !isMessageId(id))).toEqual([]);
});

async function open(app: TestApp) {
  const site = await makeSite(app, { settings: { rules: ["Be kind", "Be brief"] } });
  const editor = await makeMember(app, { name: "Nora Quill", role: "admin", siteId: site.id });
  const path = `${site.prefix}/desk/rules/reasons`;
  const one = `${path}/one`;
  const send = async (where: string, fields: Record<string, string>) => {
    const answer = await app.post(where, fields, as(editor));
    await app.relay.deliver();
    return answer;
  };
  const form = async (code = "") =>
    formOf((await app.get(code === "" ? one : `${one}?code=${code}`, as(editor))).body, one);
  const list = async () => (await app.get(path, as(editor))).body;
  const codes = async () =>
    (await rulesOf(app.ctx, site.id)).settings.reasons.map(({ code }) => code).join(" ");
  return { site, path, one, send, form, list, codes };
}

const usual = "insult hate private sales offTopic untrue illegal";

onBothEngines("the reasons of a desk", (app) => {
  it("are the usual ones until somebody changes one, and then its own list with the others in it", async () => {
    const { site, one, send, form, list, codes } = await open(app());
    expect(await list()).toContain("These come with Belowline");
    const fields: Record<string, string> = { ...(await form("sales")), "name.en": "Trade", rule: "2" };
    expect(fields["text.en"]).toContain("It offers goods or services");
    expect((await send(one, fields)).statusCode).toBe(303);
    expect(await codes()).toBe(usual);
    const { settings } = await rulesOf(app().ctx, site.id);
    const told = reasonTold(settings, "sales", localeOf("en", "UTC"));
    expect(told).toMatchObject({ name: "Trade", rule: 2 });
    expect(reasonTold(settings, "sales", localeOf("ckb", "UTC"))?.name).toBe("ڕیکلام");
    const row = await app()
      .database.read.selectFrom("decision")
      .selectAll()
      .where("site_id", "=", site.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ action: "changeRules", before: "0" });
    expect(await list()).not.toContain("These come with Belowline");
  });

  it("are added with texts in the languages of the sites, moved and removed", async () => {
    const { site, path, one, send, form, list, codes } = await open(app());
    const added = { code: "sports", "name.en": "Own goal", "text.en": "Not   here.", ground: "illegal" };
    expect((await send(one, { ...(await form()), ...added })).statusCode).toBe(303);
    expect(await codes()).toBe(`${usual} sports`);
    const locale = localeOf("ar", "UTC");
    const reasons = reasonsOf((await rulesOf(app().ctx, site.id)).settings, locale);
    // Nobody wrote it in Arabic: it is told as the site says it.
    expect(reasons.at(-1)).toMatchObject({ name: "Own goal", text: "Not here.", ground: "illegal" });
    const act = async (act: string, code: string) => {
      const seen = /name="seen" value="(\d+)"/.exec(await list())?.[1] ?? "";
      return send(path, { act, code, seen });
    };
    await act("up", "sports");
    await act("remove", "illegal");
    await act("down", "insult");
    expect(await codes()).toBe("hate insult private sales offTopic untrue sports");
    expect((await act("remove", "illegal")).body).toContain("isn’t on the list any more");
    const versions = (await app().get(`${site.prefix}/desk/rules/versions`, as(await admin(site.id)))).body;
    expect(versions).toContain("Reasons for refusing: sports");
  });

  it("come back with what was typed where something is wrong, each message at its field", async () => {
    const { one, send, form, codes } = await open(app());
    const wrong = { code: "1st", "name.en": "x".repeat(81), "text.en": "", rule: "3" };
    const { statusCode, body } = await send(one, { ...(await form()), ...wrong });
    expect(statusCode).toBe(422);
    for (const [field, message] of [
      ["code", "A small Latin letter"],
      ["name.en", "80 characters at most"],
      ["text.en", "Please fill this in."],
      ["rule", "Please choose one of the list."],
    ])
      expect(body).toMatch(new RegExp(`id="f-${field}-e">${message}`));
    expect(body).toContain('value="1st"');
    const taken = { code: "hate", "name.en": "Hate", "text.en": "Hate." };
    expect((await send(one, { ...(await form()), ...taken })).body).toContain("with this code already");
    expect(await codes()).toBe("");
  });

  it("tell whoever saves second what the first has changed, and keep what they typed", async () => {
    const { one, send, form, codes } = await open(app());
    const [first, second] = [await form("hate"), await form("insult")];
    await send(one, { ...first, "name.en": "Hatefulness" });
    const late = await send(one, { ...second, "name.en": "Rude" });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain("Nora Quill");
    expect(late.body).toContain("Hatefulness");
    const again = formOf(late.body, one);
    expect(again["name.en"]).toBe("Rude");
    expect((await send(one, again)).statusCode).toBe(303);
    expect(await codes()).toBe(usual);
  });

  const admin = async (siteId: Parameters<typeof rulesOf>[1]) =>
    makeMember(app(), { name: "Ada Ames", role: "admin", siteId });
});
