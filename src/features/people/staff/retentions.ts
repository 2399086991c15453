import { deletingEnded, type EndedRows, type Retention } from "../privacy/retention.ts";
import { countEnded, deleteSomeEnded } from "./held.store.ts";

function ended(table: Parameters<typeof deleteSomeEnded>[1]): EndedRows {
  return {
    deleteSome: (tx, before, limit) => deleteSomeEnded(tx, table, before, limit),
    count: (db, before) => countEnded(db, table, before),
  };
}

export const staffRetentions: readonly Retention[] = [
  // Until then it can be sent again from the desk.
  deletingEnded("invitations", { days: 30 }, ended("invitation")),
  deletingEnded("oneTimeLinks", null, ended("one_time_link")),
];
