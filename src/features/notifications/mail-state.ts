import type { Db } from "../../platform/db/database.ts";
import type { SiteId } from "../../platform/lib/ids.ts";
import {
  countMails,
  type DeadMail,
  deadMails,
  type MailCounts,
  type Outage,
  readOutage,
} from "./mail.store.ts";

/** How mail is doing; of one site, or (null) of all. */
export interface MailState extends MailCounts {
  /** Since when the server takes none; null: it does. */
  outage: Outage | null;
}

export async function mailState(db: Db, siteId: SiteId | null): Promise<MailState> {
  const [counts, outage] = await Promise.all([countMails(db, siteId), readOutage(db)]);
  return { ...counts, outage };
}

/** The latest hundred mails that were given up. */
export function listDead(db: Db, siteId: SiteId): Promise<DeadMail[]> {
  return deadMails(db, siteId);
}
