import { deletingEnded, type EndedRows, type Retention } from "../privacy/retention.ts";
import { countEnded, deleteSomeEnded } from "./held.store.ts";

function ended(table: Parameters<typeof deleteSomeEnded>[1]): EndedRows {
  return {
    deleteSome: (tx, before, limit) => deleteSomeEnded(tx, table, before, limit),
    count: (db, before) => countEnded(db, table, before),
  };
}

export const secondFactorRetentions: readonly Retention[] = [
  deletingEnded("trustedDevices", null, ended("trusted_device")),
  deletingEnded("spentCodes", null, ended("spent")),
  // Longer than anybody has to wait.
  deletingEnded("tries", { days: 2 }, ended("factor_try")),
];
