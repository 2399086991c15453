import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import { formOf } from "../../../../test/rule-settings.ts";
import { rulesOf } from "./rules-of.ts";

async function open(app: TestApp) {
  const site = await makeSite(app);
  const editor = await makeMember(app, { name: "Nora Quill", role: "admin", siteId: site.id });
  const path = `${site.prefix}/desk/rules`;
  const form = async () => formOf((await app.get(path, as(editor))).body, path);
  const save = async (fields: Record<string, string>, who = editor) => {
    const answer = await app.post(path, fields, as(who));
    await app.relay.deliver();
    return answer;
  };
  const rules = () => rulesOf(app.ctx, site.id);
  return { site, editor, path, form, save, rules };
}

onBothEngines("the rules of a site", (app) => {
  it("are listed in their order, each with its settings and the message of what it does", async () => {
    const { path, editor } = await open(app());
    const { body, statusCode } = await app().get(path, as(editor));
    expect(statusCode).toBe(200);
    const names = [
      ...body.matchAll(
        /<legend><span class="rules__place">\d+<\/span> ([^<]*)<\/legend><p class="rules__about">/g,
      ),
    ].map(([, name]) => name);
    expect(names.slice(0, 4)).toEqual([
      "Mode of the discussion",
      "Opening hours",
      "Suspended and banned",
      "Limits and slow mode",
    ]);
    expect(body).toContain("Last 7 days: it held nothing.");
    // Who is suspended, or too fast, gets the form back: nobody is told that this never happened.
    for (const name of ["Suspended and banned", "Limits and slow mode"]) {
      const part = body.slice(body.indexOf(`</span> ${name}</legend>`));
      expect(part.slice(0, part.indexOf("</li>"))).toContain("isn’t counted");
    }
    expect(body).toMatch(/<label for="f-links.most">Links to other websites<\/label>/);
  });

  it("are saved as a new version, with who changed what in the log and among the decisions", async () => {
    const { site, editor, path, form, save, rules } = await open(app());
    const fields = {
      ...(await form()),
      "links.most": "5",
      "links.known": "https://www.Example.org/x\nriver.example",
    };
    const answer = await save(fields);
    expect(answer.statusCode).toBe(303);
    expect((await rules()).settings.phases.links).toMatchObject({
      most: 5,
      known: ["example.org", "river.example"],
    });
    const decision = await app()
      .database.read.selectFrom("decision")
      .selectAll()
      .where("site_id", "=", site.id)
      .executeTakeFirstOrThrow();
    expect(decision).toMatchObject({ action: "changeRules", actor: `staff:${editor.id}`, before: "0" });
    expect(JSON.parse(decision.details).changes).toEqual([
      { name: "links.most", before: '"2"', after: '"5"' },
      { name: "links.known", before: '""', after: '"example.org\\nriver.example"' },
    ]);
    const log = (await app().get(`${site.prefix}/desk/staff/log`, as(editor))).body;
    expect(log).toContain("Links: Links to other websites");
    expect((await app().get(`${path}?done=saved`, as(editor))).body).toContain("From now on");
  });

  it("come back with all that was typed when something of it is wrong", async () => {
    const { form, save, rules } = await open(app());
    const answer = await save({
      ...(await form()),
      "shape.capitals": "120",
      "links.most": "7",
      "links.known": "example.org\nnot a website",
      "openingHours.shifts.2": "eight to five",
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("A whole number from 0 to 100, please.");
    expect(answer.body).toContain("Line 2 is not a website like example.org.");
    expect(answer.body).toContain("Write hours like 08:00–17:30");
    for (const typed of ['value="120"', 'value="7"', "not a website", 'value="eight to five"'])
      expect(answer.body).toContain(typed);
    expect((await rules()).number).toBe(0);
    const unplanned = await save({ ...(await form()), "openingHours.on": "on" });
    expect(unplanned.body).toContain("Nobody would ever be on duty");
  });

  it("take hours as people write them, past midnight too, and give them back the same", async () => {
    const { form, save, rules } = await open(app());
    await save({
      ...(await form()),
      "openingHours.on": "on",
      "openingHours.shifts.1": "8-12.30, ١٤:٠٠–١٧:٣٠",
      "openingHours.shifts.7": "22:00–02:00",
    });
    expect((await rules()).settings.phases.openingHours.shifts).toEqual([
      { day: 1, from: "00:00", to: "02:00" },
      { day: 1, from: "08:00", to: "12:30" },
      { day: 1, from: "14:00", to: "17:30" },
      { day: 7, from: "22:00", to: "24:00" },
    ]);
    const again = await form();
    expect(again["openingHours.shifts.1"]).toBe("08:00–12:30, 14:00–17:30");
    expect(again["openingHours.shifts.7"]).toBe("22:00–02:00");
    // Another day's change leaves the night as it is.
    await save({ ...again, "openingHours.shifts.3": "9–10" });
    expect((await rules()).settings.phases.openingHours.shifts).toHaveLength(5);
  });

  it("are kept from being overwritten by who saw former ones, and what was typed stays", async () => {
    const { site, form, save, rules } = await open(app());
    const other = await makeMember(app(), { name: "Ned Other", role: "editor", siteId: site.id });
    const seen = await form();
    await save({ ...seen, "shape.marks": "4" }, other);
    const second = await save({ ...seen, "links.most": "9" });
    expect(second.statusCode).toBe(409);
    expect(second.body).toMatch(/Ned Other.{0,3} changed the rules meanwhile/);
    expect(second.body).toContain("Exclamation and question marks in a row");
    expect((await rules()).settings.phases.links.most).toBe(2);
    const path = `${site.prefix}/desk/rules`;
    expect((await save(formOf(second.body, path))).statusCode).toBe(303);
    expect((await rules()).settings.phases).toMatchObject({ links: { most: 9 }, shape: { marks: 4 } });
  });

  it("can go back to how they were, which is one more version", async () => {
    const { path, editor, form, save, rules } = await open(app());
    await save({ ...(await form()), "links.most": "9" });
    const { number } = await rules();
    await save({ ...(await form()), "links.most": "11" });
    const { number: seen } = await rules();
    const { body } = await app().get(`${path}/versions`, as(editor));
    expect(body).toContain("Nora Quill");
    expect(body.match(/Go back to this one/g)).toHaveLength(2);
    const back = (fields: object) =>
      app().post(`${path}/restore`, fields as Record<string, string>, as(editor));
    expect((await back({ number: "9999999", seen: String(seen) })).statusCode).toBe(409);
    expect((await back({ number: String(number), seen: String(number) })).body).toContain(
      "Look at the list again",
    );
    expect((await back({ number: String(number), seen: String(seen) })).statusCode).toBe(303);
    await app().relay.deliver();
    expect((await rules()).settings.phases.links.most).toBe(9);
    expect((await rules()).number).toBeGreaterThan(seen);
  });

  it("are changed by those alone who proved themselves of late", async () => {
    const { form, save, rules } = await open(app());
    const fields = await form();
    app().clock.now += 11 * 60_000;
    const answer = await save({ ...fields, "links.most": "9" });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('value="9"');
    expect((await rules()).number).toBe(0);
  });
});
