import type { World } from "../../../../context.ts";
import { categories } from "../../law/categories.ts";
import { type Cell, csvOf } from "./csv.ts";
import type { Transparency } from "./read-transparency.ts";
import type { ReportPeriod } from "./report-period.ts";
import { least, unlessSmall } from "./small-numbers.ts";
import { reportParts } from "./template.ts";

/** The report on a period as one file, its parts below one another; or one of its parts. Null: there is no such part. */
export function reportFile(
  world: World,
  period: ReportPeriod,
  numbers: Transparency,
  part: string | null,
): string | null {
  const parts = reportParts(filled(world, period, numbers));
  if (part !== null) {
    const found = parts.find(({ file }) => file === part);
    return found ? csvOf(found.rows) : null;
  }
  return parts.map(({ file, rows }) => csvOf([[file], ...rows])).join("\r\n");
}

/** Names of the parts that there are. */
export const partFiles = [
  "1_report_identification",
  "2_categories_names",
  "3_member_states_orders",
  "4_notices",
  "5_own_initiative_illegal",
  "6_own_initiative_TC",
  "7_appeals_and_recidivism",
  "8_automated_means",
  "11_qualitative",
] as const;

function filled({ site, locale, now }: World, period: ReportPeriod, numbers: Transparency) {
  const days = daysOf(period, site.timeZone);
  const { message } = locale;
  return {
    numbers,
    provider: site.name,
    service: site.name,
    period: `${days.first}/${days.last}`,
    days,
    published: isoDay(now, site.timeZone),
    noticeCategories: categories,
    told: (n: number): Cell => (period.months === 6 ? n : (unlessSmall(n) ?? `<${least}`)),
    qualitative: [
      [
        "Summary of the content moderation engaged in at the providers’ own initiative",
        message("transparency.report.summary"),
      ],
      [
        "Meaningful and comprehensible information regarding content moderation engaged in at the providers' own initiative",
        site.settings.rules.join("\n"),
      ],
      ["Qualitative description of the automated means", message("transparency.report.means")],
      [
        "Qualitative description of indicators of accuracy and possible rate of error of automated means",
        message("transparency.report.accuracy"),
      ],
      [
        "Specification of the precise purposes to apply automated means",
        message("transparency.report.purpose"),
      ],
      ["Safeguards applied to the use of automated means", message("transparency.report.safeguards")],
    ] as const,
  };
}

function daysOf({ from, before }: ReportPeriod, timeZone: string) {
  return { first: isoDay(from, timeZone), last: isoDay(before - 1, timeZone) };
}

function isoDay(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
}
