import type { Db } from "../../platform/db/database.ts";
import { forgetTexts } from "./repeats/repeats.ts";
import { deleteFindings } from "./scan/scan.store.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { type CommentTrace, type Held, type Holding, votersOf } from "../people/privacy/holding.ts";
import {
  decisionsAbout,
  decisionsFrom,
  emptyWords,
  emptyReport,
  eraseActor,
  reportsAbout,
  reportsBy,
  someReports,
} from "./held.store.ts";

const atOnce = 200;
const reportsAtOnce = 100;
const decisionsAtOnce = 1000;

/** What was decided about comments, as their writers may read it. */
export async function decisionsOn(db: Db, ids: readonly CommentId[]): Promise<Map<CommentId, Held[]>> {
  const found = new Map<CommentId, Held[]>();
  for (const row of await decisionsAbout(db, ids)) {
    // Who of the staff it was is the staff's affair.
    const by = row.actor.startsWith("staff") ? "staff" : row.actor;
    const held = {
      action: row.action,
      by,
      reason: row.reason,
      before: row.before,
      after: row.after,
      at: row.at,
    };
    found.set(row.comment_id, [...(found.get(row.comment_id) ?? []), held]);
  }
  return found;
}

/** Complaints about comments. Who complained, and in which words, is theirs. */
export async function reportsOn(db: Db, ids: readonly CommentId[]): Promise<Map<CommentId, Held[]>> {
  const found = new Map<CommentId, Held[]>();
  for (const { comment_id, reason, at } of await reportsAbout(db, ids))
    found.set(comment_id, [...(found.get(comment_id) ?? []), { reason, at }]);
  return found;
}

/**
 * What staff and other readers wrote about a comment goes with its words; with the name alone, only what says the name.
 * A decision itself stays.
 */
export const moderationTrace: CommentTrace = async (tx, comments, { level }) => {
  const ids = comments.map(({ id }) => id);
  if (level !== "name") await forgetTexts(tx, ids);
  await deleteFindings(tx, ids);
  const nameOf = new Map(comments.map(({ id, authorName }) => [id, authorName.toLowerCase()]));
  const goes = (id: CommentId, words: string) => {
    const name = nameOf.get(id) ?? "";
    return words !== "" && (level !== "name" || (name !== "" && words.toLowerCase().includes(name)));
  };
  for (const { id, comment_id, reason, details, salt } of await decisionsAbout(tx, ids))
    if (goes(comment_id, reason + details)) await emptyWords(tx, id, salt);
  for (const { id, comment_id, note } of await reportsAbout(tx, ids))
    if (goes(comment_id, note)) await emptyReport(tx, id, { note: "" });
};

export const reports: Holding = {
  name: "reports",
  tables: ["report"],
  collect: async function* ({ db, subject }) {
    for (const reporter of votersOf(subject)) {
      for (let after = 0; ; ) {
        const rows = await reportsBy(db, reporter, after, atOnce);
        for (const { comment_id, reason, note, at, status } of rows)
          yield { comment: comment_id, reason, note, at, statusOfTheComment: status };
        const last = rows.at(-1);
        if (!last || rows.length < atOnce) break;
        after = last.id;
      }
    }
  },
  // That somebody complained stays counted: not who, and not in which words.
  erase: async (tx, { subject, level, token }) => {
    if (level !== "everything") return { count: 0, next: null };
    const found = await someReports(tx, votersOf(subject), reportsAtOnce);
    for (const { id } of found) await emptyReport(tx, id, { reporter: `~${token()}`, note: "" });
    return { count: found.length, next: found.length < reportsAtOnce ? null : 0 };
  },
};

/** What somebody decided as one of the staff. Decisions about their comments are told with those. */
export const decisionsTaken: Holding = {
  name: "decisions",
  tables: ["decision"],
  erase: async (tx, { subject: { memberId, staffNames }, level }, mark) => {
    if (level !== "everything" || memberId === null || staffNames.length === 0)
      return { count: 0, next: null };
    const actors = new Set([memberId, ...staffNames].map((name) => `staff:${name}`));
    const rows = await decisionsFrom(tx, mark, decisionsAtOnce);
    const theirs = rows.filter(({ actor }) => actors.has(actor));
    for (const { id, salt } of theirs) await eraseActor(tx, id, salt);
    return { count: theirs.length, next: rows.length < decisionsAtOnce ? null : (rows.at(-1)?.id ?? null) };
  },
};
