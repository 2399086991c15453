import { deleting, type Retention, rowsAtOnce } from "../privacy/retention.ts";
import {
  countAttempts,
  countServers,
  countTokens,
  deleteSomeAttempts,
  deleteSomeServers,
  deleteSomeTokens,
} from "./held.store.ts";

export const connectRetentions: readonly Retention[] = [
  {
    name: "attempts",
    period: null,
    forget: (tx, span) => deleting(deleteSomeAttempts(tx, span.before, rowsAtOnce), span),
    count: (db, { before }) => countAttempts(db, before),
  },
  {
    name: "publisherTokens",
    period: null,
    forget: (tx, span) => deleting(deleteSomeTokens(tx, span.before, rowsAtOnce), span),
    count: (db, { before }) => countTokens(db, before),
  },
  {
    name: "servers",
    // Who leaves and comes back finds it; whoever else does is introduced again.
    period: { days: 30 },
    forget: (tx, span) => deleting(deleteSomeServers(tx, span.before, rowsAtOnce), span),
    count: (db, { before }) => countServers(db, before),
  },
];
