import { deleting, type Retention, rowsAtOnce } from "../people/privacy/retention.ts";
import { countDraftsBefore, deleteSomeDrafts } from "./draft.store.ts";
import { draftDays } from "./keep-draft.ts";
import {
  countKeys,
  countOrigins,
  countVotes,
  deleteSomeKeys,
  deleteSomeOrigins,
  renameVoter,
  votesBetween,
} from "./held.store.ts";

export const discussionRetentions: readonly Retention[] = [
  {
    name: "drafts",
    period: { days: draftDays },
    forget: (tx, span) => deleting(deleteSomeDrafts(tx, span.before, rowsAtOnce), span),
    count: (db, { before }) => countDraftsBefore(db, before),
  },
  {
    name: "origins",
    period: "hashes",
    forget: (tx, span) => deleting(deleteSomeOrigins(tx, span.before, rowsAtOnce), span),
    count: (db, { before }) => countOrigins(db, before),
  },
  {
    name: "keys",
    period: "hashes",
    forget: (tx, span) => deleting(deleteSomeKeys(tx, span.before, rowsAtOnce), span),
    count: (db, { before }) => countKeys(db, before),
  },
  {
    name: "voters",
    period: "devices",
    // It stays counted: of nobody in particular.
    forget: async (tx, { from, before, token }) => {
      const votes = await votesBetween(tx, { from, before }, rowsAtOnce);
      for (const vote of votes) await renameVoter(tx, vote, `~${token()}`);
      return { count: votes.length, next: votes.length < rowsAtOnce ? null : (votes.at(-1)?.at ?? null) };
    },
    count: countVotes,
  },
];
