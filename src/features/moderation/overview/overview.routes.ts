import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { page } from "../../../platform/http/answer.ts";
import { offsetAt } from "../../stories/zoned-time.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { OverviewPage } from "./overview.view.tsx";
import { periodNames } from "./period.ts";
import { qualityRoutes } from "./quality/quality.routes.ts";
import { readOverview } from "./read-overview.ts";
import { transparencyRoutes } from "./transparency/transparency.routes.ts";

const overview = route({
  method: "GET",
  path: "/desk/overview",
  access: { may: "comments.moderate" },
  input: z.object({ query: z.object({ period: z.enum(periodNames).default("day").catch("day") }) }),
  handle: async ({ world, input: { query } }) => {
    const read = await readOverview(world.ctx, world.site, query.period);
    const { settings } = await rulesOf(world.ctx, world.site.id);
    const shifts = shiftsToday(world, settings);
    return page(renderPage(OverviewPage({ world, overview: read, rules: settings, shifts })));
  },
});

/** The plan of the opening hours for this day of the site; null: there is none. */
function shiftsToday({ site, now }: World, rules: RuleSettings): { from: string; to: string }[] | null {
  const { openingHours } = rules.phases;
  if (!openingHours.on) return null;
  // Days of the plan go from Monday, 1, to Sunday, 7.
  const today = new Date(now + offsetAt(now, site.timeZone)).getUTCDay() || 7;
  return openingHours.shifts
    .filter(({ day }) => day === today)
    .map(({ from, to }) => ({ from, to }))
    .toSorted((one, other) => (one.from < other.from ? -1 : 1));
}

export const overviewRoutes: readonly Route[] = [overview, ...qualityRoutes, ...transparencyRoutes];
