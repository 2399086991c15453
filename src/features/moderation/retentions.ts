import { type Retention, rowsAtOnce } from "../people/privacy/retention.ts";
import { repeatRetentions } from "./repeats/retentions.ts";
import { lawRetentions } from "./law/held.ts";
import { sanctionRetention } from "./sanctions/held.ts";
import { countReports, renameReporter, reportsBetween } from "./held.store.ts";

export const moderationRetentions: readonly Retention[] = [
  ...repeatRetentions,
  sanctionRetention,
  {
    name: "reporters",
    period: "devices",
    forget: async (tx, { from, before, token }) => {
      const reports = await reportsBetween(tx, { from, before }, rowsAtOnce);
      for (const { id } of reports) await renameReporter(tx, id, `~${token()}`);
      return {
        count: reports.length,
        next: reports.length < rowsAtOnce ? null : (reports.at(-1)?.at ?? null),
      };
    },
    count: countReports,
  },
  ...lawRetentions,
];
