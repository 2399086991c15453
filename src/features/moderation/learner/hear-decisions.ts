import type { Context } from "../../../context.ts";
import type { Event } from "../../../platform/events/events.ts";
import type { CommentId, SiteId } from "../../../platform/lib/ids.ts";
import { featuresOf } from "./core/features.ts";
import { allKnown, knownOf } from "./known-of.ts";
import { catchUp, learnerOf, versionOf } from "./learner.ts";
import { commentsToJudge, insertView } from "./taught.store.ts";
import { teach } from "./teach.ts";

/** Learns from what the staff decides, and writes down what the learner would do with what is posted. */
export async function hearDecisions(ctx: Context, events: readonly Event[]): Promise<void> {
  const posted = new Map<SiteId, CommentId[]>();
  const decided = new Set<SiteId>();
  const changed = new Set<SiteId>();
  for (const event of events) {
    if (event.type === "comment.posted")
      posted.set(event.siteId, [...(posted.get(event.siteId) ?? []), event.commentId]);
    if (event.type === "decision.made" && event.isByStaff) decided.add(event.siteId);
    // Another state was taken; or words that were learnt are gone.
    if (event.type === "rules.changed" || event.type === "comment.erased") changed.add(event.siteId);
  }
  for (const [siteId, ids] of posted)
    await orTell(ctx, () => keepViews(ctx, siteId, ids), "what the learner thinks could not be kept");
  for (const siteId of changed)
    await orTell(ctx, () => catchUp(ctx, siteId), "the learner could not be read");
  for (const siteId of decided)
    await orTell(ctx, () => teach(ctx, siteId), "the learner could not be taught");
}

/** It is made up for with the next decision: the desk goes on without it. */
async function orTell(ctx: Context, act: () => Promise<unknown>, words: string): Promise<void> {
  try {
    await act();
  } catch (error) {
    ctx.log.error({ err: error }, words);
  }
}

async function keepViews(ctx: Context, siteId: SiteId, ids: readonly CommentId[]): Promise<void> {
  const learner = await learnerOf(ctx, siteId);
  if (learner.model.seen === 0) return;
  for (const [id, comment] of await commentsToJudge(ctx.db.read, ids)) {
    const known = knownOf(comment);
    const score = learner.model.score(featuresOf(comment.text, allKnown(comment.text, known)));
    const version = versionOf(learner);
    const at = comment.createdAt;
    await ctx.db.transact((tx) =>
      insertView(tx, { comment_id: id, site_id: siteId, score, version, known, at }),
    );
  }
}
