import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { CommentId, SiteId } from "../../platform/lib/ids.ts";
import { cleanText } from "../../platform/text/clean.ts";
import type { ReportReason } from "../moderation/reasons.ts";
import { keepReport } from "../moderation/keep-report.ts";
import { weighReports } from "../moderation/law/weigh-reports.ts";
import { enqueue } from "../moderation/queue/queue.ts";
import { cardsById } from "../stories/reading.ts";
import { bestScore, type Comment } from "./comment.ts";
import { readComment, updateReports } from "./comment-write.store.ts";
import { lockDiscussion } from "./discussion.store.ts";
import { move } from "./thread-counts.ts";

export interface ReportInput {
  siteId: SiteId;
  id: CommentId;
  reporter: string;
  /** Keyed hash of the network that it comes from. */
  network: string;
  reason: ReportReason;
  note: string;
}

export type ReportOutcome = "kept" | "again" | "gone";

const noteLength = 1000;

/**
 * Keeps a reader's complaint for the desk; one per reader and comment. It counts against the comment in "best", unless it
 * is one of a flood, or the desk has found nothing in earlier ones: then it would be a way to make somebody unheard.
 */
export async function reportComment(ctx: Context, input: ReportInput): Promise<ReportOutcome> {
  return ctx.db.transact(async (tx) => {
    const found = await readComment(tx, input.id);
    if (!found || found.siteId !== input.siteId) return "gone";
    await lockDiscussion(tx, found.storyId);
    const comment = await readComment(tx, input.id);
    if (comment?.status !== "published") return "gone";
    const now = ctx.now();
    const { reporter, network, reason } = input;
    const note = cleanText(input.note).slice(0, noteLength);
    const { siteId, storyId, id: commentId, authorId } = comment;
    const report = { commentId, authorId, reporter, network, reason, note, at: now };
    if (!(await keepReport(tx, report))) return "again";
    const { weight, flood, isFoundGood } = await weighReports(tx, { commentId, authorId, now });
    if (flood === null && !isFoundGood) await countReport(tx, comment);
    await letWait(tx, comment, { weight, since: now });
    await appendEvent(tx, { type: "comment.reported", siteId, at: now, storyId, commentId });
    return "kept";
  });
}

async function countReport(tx: Tx, comment: Comment): Promise<void> {
  const reportCount = comment.reportCount + 1;
  const changed = { ...comment, reportCount, bestScore: bestScore(comment.recommendCount, reportCount) };
  await updateReports(tx, comment.id, reportCount, changed.bestScore);
  await move(tx, comment, changed, "best");
}

/** Staff looks at it: sooner the more the reports weigh. */
async function letWait(
  tx: Tx,
  { id: commentId, siteId, storyId, language }: Comment,
  { weight, since }: { weight: number; since: number },
): Promise<void> {
  const story = (await cardsById(tx, [storyId])).get(storyId);
  if (!story) return;
  const { sectionId } = story;
  const waiting = { queue: "reported", siteId, commentId, storyId, sectionId, since, weight } as const;
  await enqueue(tx, { ...waiting, language: language ?? story.language });
}
