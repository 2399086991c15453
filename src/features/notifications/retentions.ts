import { deleting, type Retention, rowsAtOnce } from "../people/privacy/retention.ts";
import { countMails, deleteSomeMails } from "./held.store.ts";

export const mailRetentions: readonly Retention[] = [
  {
    name: "mails",
    period: "mails",
    forget: (tx, span) => deleting(deleteSomeMails(tx, span.before, rowsAtOnce), span),
    count: (db, { before }) => countMails(db, before),
  },
];
