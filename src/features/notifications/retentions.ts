import { deleting, type Retention, rowsAtOnce } from "../people/privacy/retention.ts";
import { countOldNotices, deleteSomeNotices } from "./notice.store.ts";
import { countMails, deleteSomeMails } from "./held.store.ts";

export const mailRetentions: readonly Retention[] = [
  {
    name: "mails",
    period: "mails",
    forget: (tx, span) => deleting(deleteSomeMails(tx, span.before, rowsAtOnce), span),
    count: (db, { before }) => countMails(db, before),
  },
  {
    name: "notices",
    // Longer than the time from one weekly digest to the next.
    period: { days: 15 },
    forget: (tx, span) => deleting(deleteSomeNotices(tx, span.before, rowsAtOnce), span),
    count: (db, { before }) => countOldNotices(db, before),
  },
];
