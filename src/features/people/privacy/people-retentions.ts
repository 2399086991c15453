import type { KeepName } from "../../../platform/config/config.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import {
  countCodes,
  countDevices,
  countNetworks,
  countRequests,
  countSessions,
  countUnverified,
  deleteCodes,
  deleteRequests,
  deleteSessions,
  deleteUnverified,
  forgetDevices,
  forgetNetworks,
} from "./people-retentions.store.ts";
import { deleting, type Retention, rowsAtOnce } from "./retention.ts";

interface Older {
  forget(tx: Tx, before: number, limit: number): Promise<number>;
  count(db: Db, before: number): Promise<number>;
}

function older(name: string, period: KeepName | null, { forget, count }: Older): Retention {
  return {
    name,
    period,
    forget: (tx, span) => deleting(forget(tx, span.before, rowsAtOnce), span),
    count: (db, { before }) => count(db, before),
  };
}

export const peopleRetentions: readonly Retention[] = [
  older("devices", "devices", { forget: forgetDevices, count: countDevices }),
  older("networks", "hashes", { forget: forgetNetworks, count: countNetworks }),
  older("sessions", null, { forget: deleteSessions, count: countSessions }),
  older("codes", null, { forget: deleteCodes, count: countCodes }),
  older("requests", "requests", { forget: deleteRequests, count: countRequests }),
  older("unverified", "unverified", { forget: deleteUnverified, count: countUnverified }),
];
