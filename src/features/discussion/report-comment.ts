import type { Context } from "../../context.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { CommentId, SiteId } from "../../platform/lib/ids.ts";
import { cleanText } from "../../platform/text/clean.ts";
import type { ReportReason } from "../moderation/reasons.ts";
import { keepReport } from "../moderation/keep-report.ts";
import { bestScore } from "./comment.ts";
import { readComment, updateReports } from "./comment-write.store.ts";
import { lockDiscussion } from "./discussion.store.ts";
import { move } from "./thread-counts.ts";

export interface ReportInput {
  siteId: SiteId;
  id: CommentId;
  reporter: string;
  reason: ReportReason;
  note: string;
}

export type ReportOutcome = "kept" | "again" | "gone";

const noteLength = 1000;

/** Keeps a reader's complaint for the desk; one per reader and comment. It counts against the comment in "best". */
export async function reportComment(ctx: Context, input: ReportInput): Promise<ReportOutcome> {
  return ctx.db.transact(async (tx) => {
    const found = await readComment(tx, input.id);
    if (!found || found.siteId !== input.siteId) return "gone";
    await lockDiscussion(tx, found.storyId);
    const comment = await readComment(tx, input.id);
    if (comment?.status !== "published") return "gone";
    const now = ctx.now();
    const { reporter, reason } = input;
    const note = cleanText(input.note).slice(0, noteLength);
    if (!(await keepReport(tx, { commentId: comment.id, reporter, reason, note, at: now }))) return "again";
    const reportCount = comment.reportCount + 1;
    const changed = { ...comment, reportCount, bestScore: bestScore(comment.recommendCount, reportCount) };
    await updateReports(tx, comment.id, reportCount, changed.bestScore);
    await move(tx, comment, changed, "best");
    const { siteId, storyId, id: commentId } = comment;
    await appendEvent(tx, { type: "comment.reported", siteId, at: now, storyId, commentId });
    return "kept";
  });
}
