import { deleting, type Retention, rowsAtOnce } from "../privacy/retention.ts";
import { countEnded, deleteSomeEnded } from "./held.store.ts";

function ended(
  name: string,
  table: Parameters<typeof deleteSomeEnded>[1],
  period: Retention["period"],
): Retention {
  return {
    name,
    period,
    forget: (tx, span) => deleting(deleteSomeEnded(tx, table, span.before, rowsAtOnce), span),
    count: (db, { before }) => countEnded(db, table, before),
  };
}

export const secondFactorRetentions: readonly Retention[] = [
  ended("trustedDevices", "trusted_device", null),
  ended("spentCodes", "spent", null),
  // Longer than anybody has to wait.
  ended("tries", "factor_try", { days: 2 }),
];
