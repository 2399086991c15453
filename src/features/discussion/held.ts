import { decisionsOn, reportsOn } from "../moderation/held.ts";
import {
  type CommentTrace,
  type Held,
  type Holding,
  inOneStep,
  votersOf,
} from "../people/privacy/holding.ts";
import { commentPath } from "../stories/story.ts";
import { readCoverings } from "./covering.ts";
import { eraseSome } from "./erase-comments.ts";
import { deleteDraftsOf, draftsOf } from "./draft.store.ts";
import {
  commentsBy,
  deleteFormerTexts,
  deleteOrigin,
  formerTextsOf,
  recommendsBy,
  renameVoter,
  someVotes,
} from "./held.store.ts";

const atOnce = 200;
const votesAtOnce = 100;

/** What readers wrote. `traces`: all that hangs on comments elsewhere. */
export function commentsHolding(traces: readonly CommentTrace[]): Holding {
  return {
    name: "comments",
    tables: ["comment", "comment_origin", "comment_revision", "idempotency"],
    collect: async function* ({ db, subject }) {
      for (const author of subject.persons) {
        for (let after = { at: -1, id: 0 }; ; ) {
          const rows = await commentsBy(db, author, after, atOnce);
          const ids = rows.map((row) => row.id);
          const decisions = await decisionsOn(db, ids);
          const reports = await reportsOn(db, ids);
          const former = Map.groupBy(await formerTextsOf(db, ids), (row) => row.comment_id);
          for (const row of rows)
            yield heldComment(row, {
              decisions: decisions.get(row.id),
              reports: reports.get(row.id),
              former: former.get(row.id),
            });
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

/** What hangs on one comment. */
interface About {
  decisions: Held[] | undefined;
  reports: Held[] | undefined;
  former: Awaited<ReturnType<typeof formerTextsOf>> | undefined;
}

function heldComment(row: Row, { decisions = [], reports = [], former = [] }: About): Held {
  return {
    id: row.id,
    site: row.site_id,
    path: commentPath(row.id),
    story: row.headline,
    name: row.author_name,
    text: row.text,
    textBeforeWordsWereCovered: readCoverings(row.redactions)[0]?.before.text ?? null,
    status: row.status,
    answers: row.parent_id,
    language: row.language,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    formerTexts: former.map(({ text, at, was_public }) => ({ text, at, wasPublic: was_public === 1 })),
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

/** What a comment said before goes with what it says now. */
export const formerTextTrace: CommentTrace = async (tx, comments, { level }) => {
  if (level === "name") return;
  await deleteFormerTexts(
    tx,
    comments.map(({ id }) => id),
  );
};

/** What members have begun to write: nobody else has read it, and it goes with their words. */
export const drafts: Holding = {
  name: "drafts",
  tables: ["draft"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (const { headline, parent_id, text, at } of await draftsOf(db, memberId))
      yield { story: headline, answers: parent_id === 0 ? null : parent_id, text, at };
  },
  erase: (tx, { subject: { memberId }, level }) =>
    inOneStep(memberId === null || level === "name" ? Promise.resolve(0) : deleteDraftsOf(tx, memberId)),
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
