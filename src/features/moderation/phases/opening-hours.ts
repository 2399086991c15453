import { siteLocale } from "../../sites/site.ts";
import { isOnDuty, opensAgainAt } from "../rules/duty.ts";
import type { Phase } from "./phase.ts";
import { finding, hold, pass } from "./verdict.ts";

/** While nobody is on duty, comments wait, or the discussions are closed. What staff write is let through. */
export const openingHours: Phase = {
  name: "openingHours",
  version: 1,
  check: ({ rules, site, author, at }) =>
    author.kind === "staff" || isOnDuty(rules.phases.openingHours.shifts, site.timeZone, at)
      ? pass
      : hold(finding("outside")),
  turnAway: ({ rules, site, author, at }) => {
    const opensAt = author.kind === "staff" ? null : opensAgainAt(rules, site.timeZone, at);
    if (opensAt === null) return null;
    return { field: "form", message: "hours.shut", values: { when: siteLocale(site).moment(opensAt, at) } };
  },
};
