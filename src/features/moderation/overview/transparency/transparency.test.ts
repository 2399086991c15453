import { describe, expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../../../test/harness.ts";
import type { CommentId } from "../../../../platform/lib/ids.ts";
import { decideOnComment } from "../../../discussion/decide-on-comment.ts";
import { csvOf } from "./csv.ts";
import { readReportPeriod, reportPeriodAt, reportPeriods } from "./report-period.ts";
import { unlessSmall, withoutSmall } from "./small-numbers.ts";

async function siteWithRefusals(app: TestApp, codes: readonly string[], name?: string) {
  const site = await makeSite(app, { settings: { rules: ["Be kind.", "=1+1"] } });
  if (name) await app.database.admin.updateTable("site").set({ name }).where("id", "=", site.id).execute();
  await app.ctx.sites.reload();
  const story = await makeStory(app, site);
  for (const code of codes) {
    const [id] = await makeComments(app, site, story, [{ status: "pending" }]);
    await decideOnComment(app.ctx, site.id, id as CommentId, {
      status: "rejected",
      rule: 1,
      actor: "staff:somebody",
      code,
      reason: "a word for the desk",
    });
  }
  await app.settle();
  return site;
}

onBothEngines("the public numbers", (app) => {
  it("tell what was refused, why, and by whom", async () => {
    const site = await siteWithRefusals(app(), ["insult", "insult", "insult", "insult"]);
    const { body } = await app().get(`${site.prefix}/transparency`);
    expect(body).toContain("First half of 2026");
    expect(body).toContain("Be kind.");
    expect(body).toMatch(/Insult<\/th>.*?<td>4<\/td>/);
    expect(body).not.toContain("a word for the desk");
    expect(body).not.toContain("somebody<");
  });

  it("say nothing of a few in a month", async () => {
    const site = await siteWithRefusals(app(), ["insult", "hate"]);
    const { body } = await app().get(`${site.prefix}/transparency/2026-06`);
    expect(body).toContain("fewer than 3");
    expect(body).not.toMatch(/Insult<\/th>/);
    const csv = (await app().get(`${site.prefix}/transparency/2026-06.csv`)).body;
    expect(csv).toContain(",<3,");
  });

  it("come as the Commission’s tables have them, all in one file or each in its own", async () => {
    const site = await siteWithRefusals(app(), ["insult", "illegal", "offTopic"]);
    const whole = await app().get(`${site.prefix}/transparency/2026-H1.csv`);
    expect(whole.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(whole.body).toContain("6_own_initiative_TC\r\n");
    const part = await app().get(`${site.prefix}/transparency/2026-H1/6_own_initiative_TC.csv`);
    const [head = "", total = "", ...rows] = part.body.split("\r\n");
    expect(head.startsWith("Applicability,Service,Reporting period,Category of incompatibility")).toBe(true);
    expect(head.split(",").length).toBe(total.split(",").length);
    expect(total).toContain("2026-01-01/2026-06-30,TOTAL,,2,0,2,0,0");
    expect(rows.some((row) => row.includes("STATEMENT_CATEGORY_CYBER_VIOLENCE,,1,"))).toBe(true);
    const law = (await app().get(`${site.prefix}/transparency/2026-H1/5_own_initiative_illegal.csv`)).body;
    expect(law).toContain("TOTAL,,1,0,1,");
  });

  it("bring no formulas into a spreadsheet", async () => {
    const site = await siteWithRefusals(app(), ["insult"], "=cmd|' /C calc'!A0");
    const { body } = await app().get(`${site.prefix}/transparency/2026-H1/1_report_identification.csv`);
    expect(body).toContain("'=cmd|' /C calc'!A0");
    expect(body).not.toMatch(/(?:^|,)=/m);
  });

  it("stand for periods that there were, and no others", async () => {
    const site = await siteWithRefusals(app(), ["insult"]);
    for (const path of [
      "2026-H2",
      "2025-H2",
      "2026-13",
      "2026-H3",
      "x",
      "2026-05",
      "2026-H1/9_nothing.csv",
      "2026-H2.csv",
    ])
      expect([path, (await app().get(`${site.prefix}/transparency/${path}`)).statusCode]).toEqual([
        path,
        404,
      ]);
    const none = await makeSite(app());
    expect((await app().get(`${none.prefix}/transparency`)).body).toContain("Nothing has been decided");
    expect((await app().get(`${none.prefix}/transparency/2026-H1.csv`)).statusCode).toBe(404);
  });

  it("are kept for the day and made anew on the next", async () => {
    const site = await siteWithRefusals(app(), ["insult", "insult", "insult"]);
    const path = `${site.prefix}/transparency`;
    await app().get(path);
    expect((await app().get(path)).headers["server-timing"]).toContain("hit");
    app().clock.now += 24 * 3_600_000;
    expect((await app().get(path)).headers["server-timing"]).toContain("miss");
  });
});

describe("a period of the reports", () => {
  it("begins and ends by the site’s clock", () => {
    const period = readReportPeriod("2026-H2", "Europe/Berlin");
    expect(new Date(period?.from ?? 0).toISOString()).toBe("2026-06-30T22:00:00.000Z");
    expect(new Date(period?.before ?? 0).toISOString()).toBe("2026-12-31T23:00:00.000Z");
    expect(reportPeriodAt(Date.parse("2026-06-30T22:30:00Z"), 6, "Europe/Berlin")).toBe("2026-H2");
    expect(reportPeriodAt(Date.parse("2026-06-30T22:30:00Z"), 1, "UTC")).toBe("2026-06");
  });

  it("is listed from the first decision to now", () => {
    const [now, first] = ["2026-08-02T00:00:00Z", "2026-03-05T00:00:00Z"].map(Date.parse);
    const found = reportPeriods(first ?? 0, now ?? 0, "UTC");
    expect(found.map(({ half, months }) => [half.name, months.map(({ name }) => name)])).toEqual([
      ["2026-H2", ["2026-07", "2026-08"]],
      ["2026-H1", ["2026-03", "2026-04", "2026-05", "2026-06"]],
    ]);
  });
});

describe("small numbers", () => {
  it("go together, with one more if they are still few", () => {
    const row = (name: string, value: number) => ({ name, value });
    expect(withoutSmall([row("a", 9), row("b", 2), row("c", 1)], "other")).toEqual([
      row("a", 9),
      row("other", 3),
    ]);
    expect(withoutSmall([row("a", 9), row("b", 4), row("c", 1)], "other")).toEqual([
      row("a", 9),
      row("other", 5),
    ]);
    expect(withoutSmall([row("a", 9), row("b", 4)], "other")).toEqual([row("a", 9), row("b", 4)]);
    expect([0, 1, 2, 3].map(unlessSmall)).toEqual([0, null, null, 3]);
  });
});

describe("a cell of a table", () => {
  it("is quoted where it has to be, and never a formula", () => {
    expect(csvOf([["a", 'b "c"', "d,e", -1, "-1", "@x", "\tx", "+1"]])).toBe(
      `a,"b ""c""","d,e",-1,'-1,'@x,'\tx,'+1\r\n`,
    );
  });
});
