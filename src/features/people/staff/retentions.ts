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

export const staffRetentions: readonly Retention[] = [
  // Until then it can be sent again from the desk.
  ended("invitations", "invitation", { days: 30 }),
  ended("oneTimeLinks", "one_time_link", null),
];
