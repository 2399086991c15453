import { decisionsOn, reportsOn } from "../moderation/held.ts";
import { type CommentTrace, type Held, type Holding, votersOf } from "../people/privacy/holding.ts";
import { commentPath } from "../stories/story.ts";
import { eraseSome } from "./erase-comments.ts";
import { commentsBy, deleteOrigin, recommendsBy, renameVoter, someVotes } from "./held.store.ts";

const atOnce = 200;
const votesAtOnce = 100;

/** What readers wrote. `traces`: all that hangs on comments elsewhere. */
export function commentsHolding(traces: readonly CommentTrace[]): Holding {
  return {
    name: "comments",
    tables: ["comment", "comment_origin", "idempotency"],
    collect: async function* ({ db, subject }) {
      for (const author of subject.persons) {
        for (let after = { at: -1, id: 0 }; ; ) {
          const rows = await commentsBy(db, author, after, atOnce);
          const ids = rows.map((row) => row.id);
          const decisions = await decisionsOn(db, ids);
          const reports = await reportsOn(db, ids);
          for (const row of rows)
            yield heldComment(row, { decisions: decisions.get(row.id), reports: reports.get(row.id) });
          const last = rows.at(-1);
          if (!last || rows.length < atOnce) break;
          after = { at: last.created_at, id: last.id };
        }
      }
    },
    erase: (tx, erasing) => eraseSome(tx, erasing, traces),
  };
}

type Row = Awaited<ReturnType<typeof commentsBy>>[number];

function heldComment(
  row: Row,
  { decisions = [], reports = [] }: { decisions: Held[] | undefined; reports: Held[] | undefined },
): Held {
  return {
    id: row.id,
    site: row.site_id,
    path: commentPath(row.id),
    story: row.headline,
    name: row.author_name,
    text: row.text,
    status: row.status,
    answers: row.parent_id,
    language: row.language,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    removedAt: row.removed_at,
    recommends: row.recommend_count,
    deviceAndNetworkHashesAreHeld: row.origin_at !== null,
    decisions,
    reportsAboutIt: reports,
  };
}

/** Where comments came from goes at every level: it leads to a device. */
export const originTrace: CommentTrace = async (tx, comments) => {
  for (const { id, createdAt } of comments) await deleteOrigin(tx, id, createdAt);
};

export const recommends: Holding = {
  name: "recommends",
  tables: ["recommend"],
  collect: async function* ({ db, subject }) {
    for (const voter of votersOf(subject)) {
      for (let after = 0; ; ) {
        const rows = await recommendsBy(db, voter, after, atOnce);
        for (const { comment_id, at } of rows)
          yield { comment: comment_id, path: commentPath(comment_id), at };
        const last = rows.at(-1);
        if (!last || rows.length < atOnce) break;
        after = last.comment_id;
      }
    }
  },
  // They stay counted; nothing tells any more whose they were, or that two are of the same reader.
  erase: async (tx, { subject, level, token }) => {
    if (level !== "everything") return { count: 0, next: null };
    const votes = await someVotes(tx, votersOf(subject), votesAtOnce);
    for (const vote of votes) await renameVoter(tx, vote, `~${token()}`);
    return { count: votes.length, next: votes.length < votesAtOnce ? null : 0 };
  },
};
