import type { Context } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import type { StoryId } from "../../../platform/lib/ids.ts";
import type { Comment } from "../../discussion/comment.ts";
import { submissionOfComment } from "../../discussion/submission.ts";
import { commentsWritten } from "../../discussion/written-since.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { cardsById, findDiscussion } from "../../stories/reading.ts";
import type { Discussion, StoryCard } from "../../stories/story.ts";
import { factsOf, once } from "../facts-of.ts";
import type { Facts, Submission } from "../phases/facts.ts";
import { type Judgement, judge, judgeWithin } from "../phases/judge.ts";
import { phases } from "../phases/phases.ts";
import { standingBefore } from "../standing.store.ts";
import type { RuleSettings } from "./rule-settings.ts";

/** Nobody outside the program is asked about what is only tried. */
const dry = phases.filter(({ callsOut }) => !callsOut);

/** What a submission would meet under some settings. Nothing is written. */
export async function tryRules(
  ctx: Context,
  submission: Submission,
  settings: RuleSettings,
  given: Pick<Facts, "standing">,
): Promise<Judgement> {
  const facts = { ...factsOf(ctx, submission, { settings, isTrial: true }), ...given };
  return judgeWithin(await judge(facts, ctx.log, dry), facts, ctx.log, dry);
}

/** Where a walk over the last week's comments has got to, and what it has found so far. */
export interface Progress {
  /** Older than this one; null: at the beginning. */
  before: { at: number; id: number } | null;
  since: number;
  total: number;
  seen: number;
  now: Tally;
  tried: Tally;
  different: number;
}

/** How many comments were published, held and refused. */
export interface Tally {
  published: number;
  held: number;
  refused: number;
}

export const noTally: Tally = { published: 0, held: 0, refused: 0 };

/** A comment that would meet something else. */
export interface Difference {
  comment: Comment;
  story: StoryCard;
  now: Judgement;
  tried: Judgement;
}

export interface Step {
  progress: Progress;
  differences: readonly Difference[];
  isDone: boolean;
}

/** Comments that one step looks at; and all of them together, after which it ends. */
export const perStep = 200;
export const mostSeen = 10_000;

/** Asks the rules about some more of the last week's comments, as they are and as they would be. */
export async function tryOnWeek(
  ctx: Context,
  site: OpenSite,
  settings: { now: RuleSettings; tried: RuleSettings },
  progress: Progress,
): Promise<Step> {
  const db = ctx.db.read;
  const limit = Math.min(perStep, mostSeen - progress.seen);
  const before = progress.before ?? { at: ctx.now(), id: Number.MAX_SAFE_INTEGER };
  const comments = await commentsWritten(db, { siteId: site.id, since: progress.since, before, limit });
  const below = await storiesOf(db, comments);
  const next: Progress = { ...progress, now: { ...progress.now }, tried: { ...progress.tried } };
  const differences: Difference[] = [];
  for (const comment of comments) {
    next.seen++;
    next.before = { at: comment.createdAt, id: comment.id };
    const found = below.get(comment.storyId);
    if (!found) continue;
    const { story, discussion } = found;
    const where = { site, story, mode: discussion.mode, preset: discussion.preset };
    const submission = await submissionOfComment(ctx, comment, where);
    // Of what somebody wrote, what had been written by that time counts.
    const standing = once(() => standingBefore(db, comment.authorId, comment.createdAt));
    const now = await tryRules(ctx, submission, settings.now, { standing });
    const tried = await tryRules(ctx, submission, settings.tried, { standing });
    next.now[now.outcome]++;
    next.tried[tried.outcome]++;
    if (now.outcome !== tried.outcome) differences.push({ comment, story, now, tried });
  }
  next.different += differences.length;
  const isDone = comments.length < limit || next.seen >= mostSeen;
  return { progress: next, differences, isDone };
}

async function storiesOf(db: Db, comments: readonly Comment[]) {
  const ids: StoryId[] = [...new Set(comments.map(({ storyId }) => storyId))];
  const cards = await cardsById(db, ids);
  const found = new Map<StoryId, { story: StoryCard; discussion: Discussion }>();
  for (const [id, story] of cards) {
    const discussion = await findDiscussion(db, id);
    if (discussion) found.set(id, { story, discussion });
  }
  return found;
}
