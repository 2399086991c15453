import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { CommentId, DecisionId, MemberId, PersonId, StoryId } from "../../../platform/lib/ids.ts";
import { statuses } from "../../discussion/comment.ts";
import { uncoverWords } from "../../discussion/cover-words.ts";
import { decide, type Taken, takeComment } from "../../discussion/decide-on-comment.ts";
import { countReports } from "../../discussion/dismiss-reports.ts";
import { isMarked, type Mark, markComment, marks } from "../../discussion/mark-comment.ts";
import { splitComments } from "../../discussion/merge-comments.ts";
import { moveThread } from "../../discussion/move-thread.ts";
import { whoMay } from "../../people/staff/who-may.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { type Answered, reopenReports } from "../law/answer-reports.ts";
import { recordDecision } from "../record-decision.ts";
import { endSanction } from "../sanctions/end-sanction.ts";
import { type Conflict, staffActor, type Stop } from "./act.ts";
import { changeTalkWithin, type TalkChange } from "./change-talk.ts";
import type { Outcome } from "./decide-comments.ts";
import { isDecidedAgain } from "./decided-again.ts";
import { isOwn } from "./own.ts";
import { decisionsBetween, isUndone, lastDecision, type SavedDecision } from "./decisions.store.ts";
import { deleteNote } from "./note.store.ts";
import type { Restorable } from "./restorable.ts";
import type { Told } from "./told.ts";
import { takeTrustBack } from "./trust.ts";
import { waitAgain } from "./wait-again.ts";

/** Who takes what back. */
export interface Undoing {
  site: OpenSite;
  by: MemberId;
  told: Told;
}

type Undone = DecisionId | Stop | "conflict";

/** Of these somebody has been told, or they are another's word: whoever thinks otherwise decides anew. */
const finalActions: ReadonlySet<string> = new Set([
  "warn",
  "grantAppeal",
  "upholdRefusal",
  "answerNotice",
  "review",
  "changeRules",
]);

/** How many decisions are looked at in one request. */
const atOnce = 2000;

/**
 * Takes decisions back: each by another one, which says so. What has been decided again since stays, and so does what
 * its writer withdrew. Several at once have to be one's own.
 */
export async function undo(ctx: Context, { site, by, told }: Undoing): Promise<Outcome> {
  const all: Outcome = { done: [], conflicts: [], stopped: {} };
  const found = await decisionsBetween(ctx.db.read, site.id, told, atOnce);
  const isOne = told.first === told.last;
  const theirs = found.filter(({ actor, undoes }) =>
    isOne ? actor.startsWith("staff") : actor === staffActor(by) && undoes === 0,
  );
  if (theirs.length === 0) all.stopped.notFound = 1;
  // The last first: what one act did in two steps is taken back the other way round.
  const beside = new Set<DecisionId>();
  for (const decision of theirs.toReversed()) {
    if (beside.has(decision.id)) continue;
    const undone = await ctx.db.transact((tx) => undoWhole(tx, ctx, { site, by }, decision));
    for (const id of besideOf(decision)) beside.add(id);
    if (undone === "conflict") all.conflicts.push(await conflictOn(ctx, decision));
    else if (typeof undone === "string") all.stopped[undone] = (all.stopped[undone] ?? 0) + 1;
    else all.done.push(undone);
  }
  return all;
}

async function conflictOn(ctx: Context, { commentId }: SavedDecision): Promise<Conflict> {
  return { commentId, decision: await lastDecision(ctx.db.read, commentId) };
}

/** With what was done in the same act. */
async function undoWhole(
  tx: Tx,
  ctx: Context,
  undoing: Pick<Undoing, "site" | "by">,
  decision: SavedDecision,
): Promise<Undone> {
  const done = await undoOne(tx, ctx, undoing, decision);
  if (typeof done === "string") return done;
  for (const id of besideOf(decision).toReversed()) {
    const [other] = await decisionsBetween(tx, undoing.site.id, { first: id, last: id }, 1);
    // What was changed again since stays.
    if (other) await undoOne(tx, ctx, undoing, other);
  }
  return done;
}

function besideOf(decision: SavedDecision): readonly DecisionId[] {
  return detailsOf<{ beside: DecisionId[] }>(decision).beside ?? [];
}

async function undoOne(
  tx: Tx,
  ctx: Context,
  { site, by }: Pick<Undoing, "site" | "by">,
  decision: SavedDecision,
): Promise<Undone> {
  const { id: undoes, action, commentId, about } = decision;
  if (finalActions.has(action)) return "final";
  const taken = commentId === 0 ? null : await takeComment(tx, site.id, commentId);
  if (await isUndone(tx, undoes)) return "same";
  const how = { actor: staffActor(by), reason: "", undoes };
  const at = ctx.now();
  switch (action) {
    case "closeDiscussion":
    case "openDiscussion":
    case "slowMode":
    case "preset": {
      const { was: change, is } = detailsOf<{ was?: TalkChange; is?: TalkChange }>(decision);
      const storyId = Number(about.split(":")[1]) as StoryId;
      if (!change) return "cannot";
      const order = { siteId: site.id, by, storyId, change, undoes, ...(is ? { only: is } : {}) };
      return (await changeTalkWithin(tx, ctx, order)) ?? "notFound";
    }
    case "suspend":
    case "ban":
      return (await endSanction(tx, ctx, { site, by, of: { decisionId: undoes }, undoes })) ?? "same";
    case "note": {
      const { noteId } = detailsOf<{ noteId?: number }>(decision);
      // What one moderator wrote down about somebody, another doesn't do away with.
      if (decision.actor !== how.actor && !(await whoMay(tx, site.id, "appeals.decide")).includes(by))
        return "theirs";
      if (noteId === undefined || !(await deleteNote(tx, noteId))) return "same";
      return recordDecision(tx, {
        siteId: site.id,
        commentId,
        about,
        ...how,
        action,
        before: "noted",
        after: "",
        at,
      });
    }
    case "trust": {
      const personId = Number(about.split(":")[1]) as PersonId;
      const order = { siteId: site.id, by, commentId, personId, undoes };
      return (await takeTrustBack(tx, ctx, order, decision)) ?? "same";
    }
  }
  if (!taken) return commentId === 0 ? "cannot" : "notFound";
  if (decision.actor !== how.actor && (await isOwn(tx, site.id, taken.comment, by))) return "own";
  return undoOnComment(tx, ctx, taken, { decision, how });
}

/** What was done to a comment itself. */
async function undoOnComment(
  tx: Tx,
  ctx: Context,
  taken: Taken,
  { decision, how }: { decision: SavedDecision; how: { actor: string; reason: string; undoes: DecisionId } },
): Promise<Undone> {
  const { action, before, after } = decision;
  const { comment } = taken;
  if (comment.status === "withdrawn") return "withdrawn";
  if (await isDecidedAgain(tx, decision)) return "conflict";
  const mark = markOf(action);
  if (mark) {
    if (isMarked(comment, mark.mark) !== mark.on) return "conflict";
    return (await markComment(tx, ctx, taken, mark.mark, { on: !mark.on, ...how })) ?? "cannot";
  }
  if (action === "move") {
    const { storyId, parentId = null, revision = 1 } = detailsOf<MovedFrom>(decision);
    if (storyId === undefined || after !== `story:${comment.storyId}`) return "conflict";
    return (await moveThread(tx, ctx, comment, { storyId, parentId, revision, ...how })) ?? "cannot";
  }
  // Its writer has changed the words that were covered: those before stay as they are.
  if (action === "redact" && (comment.editedAt ?? 0) > decision.at) return "conflict";
  if (action === "redact")
    return (await uncoverWords(tx, ctx, taken, { by: decision.id, code: "", ...how })) ?? "conflict";
  const status = statuses.find((each) => each === before);
  const isOfStatus = status && statuses.some((each) => each === after);
  if (!isOfStatus || status === "withdrawn") return "cannot";
  if (comment.status !== after) return "conflict";
  const was = { ...asItWas, ...detailsOf<Restorable & Dismissed>(decision) };
  const { rule, removedAt, waited, answers, reportCount = 0 } = was;
  if (answers) await reopenReports(tx, comment, { ...answers, at: decision.at });
  if (action === "dismissReports") {
    await waitAgain(tx, comment, waited);
    await countReports(tx, ctx, comment, comment.reportCount + reportCount);
    const { siteId, id: commentId } = comment;
    return recordDecision(tx, { siteId, commentId, ...how, action, before, after, at: ctx.now() });
  }
  const isMerged = comment.mergedInto !== null;
  if (isMerged) await splitComments(tx, comment);
  const asWhat = isMerged ? ({ action: "unmerge" } as const) : {};
  const done = await decide(tx, ctx, taken, { status, rule, removedAt, ...how, ...asWhat });
  await waitAgain(tx, comment, waited);
  return done;
}

interface Dismissed {
  answers?: Answered;
  reportCount?: number;
}

interface MovedFrom {
  storyId: StoryId;
  parentId: CommentId | null;
  revision: number;
}

const asItWas: Restorable = { rule: null, removedAt: null, waited: [] };

function detailsOf<T>({ details }: SavedDecision): Partial<T> {
  return details === "" ? {} : (JSON.parse(details) as Partial<T>);
}

function markOf(action: string): { mark: Mark; on: boolean } | null {
  const on = marks.find((mark) => mark === action);
  if (on) return { mark: on, on: true };
  const off = marks.find((mark) => `un${mark}` === action);
  return off ? { mark: off, on: false } : null;
}
