import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { decide, takeComment } from "../../discussion/decide-on-comment.ts";
import type { Site } from "../../sites/site.ts";
import { isOwn } from "../acts/own.ts";
import { recordDecision } from "../record-decision.ts";
import { linkTo } from "./access.ts";
import { placeInMail, standingOf, unfoundedFrom } from "./give-notice.ts";
import { answerNoticeOnce, findNotice, type NoticeRow } from "./notice.store.ts";
import { orderMail } from "./order-mail.ts";
import { removeItem } from "./queue-item.store.ts";

/** What a notice comes to. "unfounded": manifestly, which counts against its sender. */
export const noticeOutcomes = ["removed", "kept", "unfounded"] as const;
export type NoticeAnswerOutcome = (typeof noticeOutcomes)[number];

export interface NoticeAnswer {
  site: Site;
  id: number;
  by: MemberId;
  outcome: NoticeAnswerOutcome;
  /** To whoever gave notice. */
  words: string;
  /** Which law, where something is removed: its writer reads it. */
  law: string;
}

/** "late": somebody has answered it. "unremovable": there is no comment to be removed. "own": it is about theirs. */
export type NoticeAnswered = "done" | "gone" | "late" | "unremovable" | "own";

/** Decides about a notice of illegal content, by a human, and tells its sender: article 16(5) and (6). */
export async function answerNotice(ctx: Context, answer: NoticeAnswer): Promise<NoticeAnswered> {
  const { site, id, by, outcome, words } = answer;
  return ctx.db.transact(async (tx) => {
    const notice = await findNotice(tx, site.id, id);
    if (!notice) return "gone";
    const at = ctx.now();
    const before = notice.comment_id === 0 ? null : await takeComment(tx, site.id, notice.comment_id);
    if (outcome === "removed" && !before) return "unremovable";
    if (outcome !== "removed" && before && (await isOwn(tx, site.id, before.comment, by))) return "own";
    const actor = `staff:${by}`;
    if (!(await answerNoticeOnce(tx, id, { at, outcome, answer: words, by: actor }))) return "late";
    await removeItem(tx, { queue: "notice", commentId: notice.comment_id, reference: id });
    const status = before?.comment.status ?? "";
    const isShown = status === "published" || status === "pending";
    if (outcome === "removed" && before && isShown)
      await decide(tx, ctx, before, {
        status: "rejected",
        rule: null,
        actor,
        code: "illegal",
        reason: "",
        details: { notice: id, ground: "illegal", law: answer.law, category: notice.category },
      });
    await recordDecision(tx, {
      siteId: site.id,
      commentId: before ? notice.comment_id : null,
      about: `notice:${id}`,
      actor,
      action: "answerNotice",
      code: outcome,
      reason: words,
      details: { notice: id },
      before: status,
      after: outcome === "removed" && isShown ? "rejected" : status,
      at,
    });
    await tellSender(tx, ctx, answer, notice);
    return "done";
  });
}

async function tellSender(tx: Tx, ctx: Context, answer: NoticeAnswer, notice: NoticeRow): Promise<void> {
  const { site, id, outcome, words } = answer;
  const { email_sealed, email_hash, device_hash, language, url } = notice;
  if (email_sealed === null) return;
  const sender = { memberId: notice.member_id, emailHash: email_hash, deviceHash: device_hash };
  const { unfounded } = await standingOf(tx, sender, ctx.now());
  // Article 23(2): before anything is put off, its sender was warned.
  const isWarned = outcome === "unfounded" && unfounded >= unfoundedFrom - 1;
  await orderMail(tx, ctx, {
    key: `notice ${id} answered`,
    site,
    to: { memberId: null, toSealed: email_sealed, language },
    content: {
      kind: "noticeAnswered",
      number: id,
      outcome: isWarned ? "warned" : outcome,
      words,
      place: placeInMail(site, ctx.config.url, url),
      link: linkTo(ctx, site, "notice", id),
    },
  });
}
