import { z } from "zod";
import { type Route, route, type World } from "../../../../context.ts";
import { renderPage } from "../../../../platform/html/render.ts";
import { type Answer, problem, sharedPage } from "../../../../platform/http/answer.ts";
import { shows } from "../../../../shows.ts";
import { offsetAt } from "../../../stories/zoned-time.ts";
import { rulesOf } from "../../rules/rules-of.ts";
import { readTransparency, toldSince } from "./read-transparency.ts";
import { reportFile } from "./report-file.ts";
import { type ReportPeriod, readReportPeriod, reportPeriodAt, reportPeriods } from "./report-period.ts";
import { TransparencyPage } from "./transparency.view.tsx";

const aDay = 24 * 3_600_000;

/** These pages tell the numbers of the evening before, or of the moment at which somebody first asked that day. */
function shownToday({ site, now }: World) {
  const offset = offsetAt(now, site.timeZone);
  return {
    shows: [shows.sites, shows.rules(site.id)],
    until: Math.floor((now + offset) / aDay + 1) * aDay - offset,
  };
}

async function answer(world: World, name: string): Promise<Answer> {
  const { ctx, site, now } = world;
  const first = await toldSince(ctx, site.id);
  const period = readReportPeriod(name, site.timeZone);
  if (!isTold(period, first ?? now, now)) return problem("notFound");
  const numbers = first === null ? null : await readTransparency(ctx, site, period, { first, now });
  const { settings: rules } = await rulesOf(ctx, site.id);
  const periods = first === null ? [] : reportPeriods(first, now, site.timeZone);
  return sharedPage(
    renderPage(TransparencyPage({ world, period, numbers, periods, rules })),
    shownToday(world),
  );
}

/** A report as CSV; `part`: one table of it. */
async function file(world: World, name: string, part: string | null): Promise<Answer> {
  const { ctx, site, now } = world;
  const first = await toldSince(ctx, site.id);
  const period = readReportPeriod(name, site.timeZone);
  if (first === null || !isTold(period, first, now)) return problem("notFound");
  const numbers = await readTransparency(ctx, site, period, { first, now });
  const body = reportFile(world, period, numbers, part);
  if (body === null) return problem("notFound");
  return { kind: "text", type: "text/csv; charset=utf-8", body, shown: shownToday(world) };
}

function isTold(period: ReportPeriod | null, first: number, now: number): period is ReportPeriod {
  return period !== null && period.from <= now && period.before > first;
}

const latest = route({
  method: "GET",
  path: "/transparency",
  access: "anyone",
  input: z.object({}),
  shared: true,
  handle: ({ world }) => answer(world, reportPeriodAt(world.now, 6, world.site.timeZone)),
});

const ofPeriod = route({
  method: "GET",
  path: "/transparency/:period",
  access: "anyone",
  input: z.object({ params: z.object({ period: z.string().max(20) }) }),
  shared: true,
  handle: ({ world, input: { params } }) => {
    const { period } = params;
    return period.endsWith(".csv") ? file(world, period.slice(0, -4), null) : answer(world, period);
  },
});

const partOfReport = route({
  method: "GET",
  path: "/transparency/:period/:file",
  access: "anyone",
  input: z.object({ params: z.object({ period: z.string().max(20), file: z.string().max(60) }) }),
  shared: true,
  handle: async ({ world, input: { params } }) =>
    params.file.endsWith(".csv") ? file(world, params.period, params.file.slice(0, -4)) : problem("notFound"),
});

export const transparencyRoutes: readonly Route[] = [latest, ofPeriod, partOfReport];
