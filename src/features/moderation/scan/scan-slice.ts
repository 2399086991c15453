import { setImmediate as nextTurn } from "node:timers/promises";
import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { StoryId } from "../../../platform/lib/ids.ts";
import type { Comment } from "../../discussion/comment.ts";
import { publishedAfter } from "../../discussion/reading.ts";
import { submissionOfComment } from "../../discussion/submission.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { cardsById, findDiscussion } from "../../stories/reading.ts";
import type { Discussion, StoryCard } from "../../stories/story.ts";
import { factsOf } from "../facts-of.ts";
import { failed, judge, type Objection } from "../phases/judge.ts";
import { phases } from "../phases/phases.ts";
import { enqueue, isWaiting } from "../queue/queue.ts";
import { nothing } from "../repeats/repeats.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { repeatsOfAll } from "./index-repeats.ts";
import { type Scan, scanning, takenFor } from "./scan.ts";
import { decidedByStaff, findScan, replaceFindings, stepScan, stillPublished } from "./scan.store.ts";

/** Comments in one slice. */
export const sliceSize = 200;
/** After so many others are served. */
const turnAfter = 10;

export interface Found {
  comment: Comment;
  story: StoryCard;
  objections: readonly Objection[];
}

export interface Looked {
  comments: readonly Comment[];
  found: readonly Found[];
}

const asked = phases.filter(({ name }) => scanning.includes(name));

/**
 * Asks the rules about the next of a scan's comments. What somebody of the desk has decided about isn't brought to them
 * again, and what staff wrote isn't asked about.
 */
export async function lookAtNext(
  ctx: Context,
  site: OpenSite,
  scan: Pick<Scan, "cursor" | "to">,
  { isDry }: { isDry: boolean },
): Promise<Looked> {
  const db = ctx.db.read;
  const limits = { siteId: site.id, after: scan.cursor, to: scan.to, limit: sliceSize };
  const comments = await publishedAfter(db, limits);
  const decided = await decidedByStaff(
    db,
    comments.map(({ id }) => id),
  );
  const rules = await rulesOf(ctx, site.id);
  const said = await repeatsOfAll(ctx, comments, { settings: rules.settings.phases.repeats, isDry });
  const stories = await storiesOf(ctx, comments);
  const found: Found[] = [];
  for (const [index, comment] of comments.entries()) {
    if (index % turnAfter === turnAfter - 1) await nextTurn();
    const below = stories.get(comment.storyId);
    if (!below || comment.authorKind === "staff" || decided.has(comment.id)) continue;
    const { story, discussion } = below;
    const submission = await submissionOfComment(ctx, comment, { site, story, ...discussion });
    const facts = factsOf(ctx, submission, { settings: rules.settings, isTrial: true });
    const repeats = async () => said.get(comment.id) ?? { sketch: null, ...nothing };
    const { objections } = await judge({ ...facts, repeats }, ctx.log, asked);
    // A rule that throws says nothing of a comment that is read by everybody already.
    const real = objections.filter(({ findings }) => findings[0]?.code !== failed);
    if (real.length > 0) found.push({ comment, story, objections: real });
  }
  return { comments, found };
}

async function storiesOf({ db }: Context, comments: readonly Comment[]) {
  const stories = new Map<StoryId, { story: StoryCard; discussion: Discussion }>();
  for (const [id, story] of await cardsById(db.read, [...new Set(comments.map(({ storyId }) => storyId))])) {
    const discussion = await findDiscussion(db.read, id);
    if (discussion) stories.set(id, { story, discussion });
  }
  return stories;
}

/**
 * Does one slice of a scan: what it finds waits among what is reported, and stays published. Gives the scan as it is then;
 * null: somebody else works at it, or has stopped it.
 */
export async function scanSlice(ctx: Context, site: OpenSite, scan: Scan): Promise<Scan | null> {
  const { comments, found } = await lookAtNext(ctx, site, scan, { isDry: false });
  const isStepped = await ctx.db.transact(async (tx) => {
    // First of all: whoever else works at it waits here, and then finds that it is behind.
    const claimed = { ...scan, version: scan.version + 1 };
    if (!(await stepScan(tx, scan, {}))) return false;
    let count = 0;
    let last = comments.at(-1);
    const published = await stillPublished(
      tx,
      found.map(({ comment }) => comment.id),
    );
    for (const each of found) {
      if (!published.has(each.comment.id)) continue;
      if (await keep(tx, scan, each, ctx.now())) count++;
      if (scan.found + count < scan.room) continue;
      last = each.comment;
      break;
    }
    return stepScan(tx, claimed, after(scan, { comments, last, count, now: ctx.now() }));
  });
  return isStepped ? findScan(ctx.db.read, scan.id) : null;
}

interface Slice {
  comments: readonly Comment[];
  /** The last one that was seen to. */
  last: Comment | undefined;
  count: number;
  now: number;
}

function after(scan: Scan, { comments, last, count, now }: Slice): Parameters<typeof stepScan>[2] {
  const done = last ? comments.indexOf(last) + 1 : 0;
  const found = scan.found + count;
  const isOver = comments.length < sliceSize && done === comments.length;
  const state = isOver ? "done" : found >= scan.room ? "full" : "running";
  return {
    state,
    cursor: last ? { at: last.createdAt, id: last.id } : scan.cursor,
    looked: scan.looked + done,
    found,
    takenUntil: state === "running" ? now + takenFor : 0,
    changedAt: now,
  };
}

/** Keeps what the rules saw in a comment and lets it wait. False: it waits already. */
async function keep(tx: Tx, scan: Scan, { comment, story, objections }: Found, at: number): Promise<boolean> {
  const { id, siteId, storyId } = comment;
  const rows = objections.map(({ phase, say, findings }) => ({
    comment_id: id,
    phase,
    run_id: scan.id,
    say,
    code: findings[0]?.code ?? "",
    details: JSON.stringify({ findings }),
    at,
  }));
  await replaceFindings(tx, id, rows);
  if (await isWaiting(tx, "reported", id)) return false;
  await enqueue(tx, {
    queue: "reported",
    siteId,
    commentId: id,
    storyId,
    sectionId: story.sectionId,
    language: comment.language ?? story.language,
    since: at,
  });
  return true;
}
