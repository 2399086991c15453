import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { Comment } from "../../discussion/comment.ts";
import { findComment } from "../../discussion/reading.ts";
import { noticesAbout, type NoticeRow } from "../law/notice.store.ts";
import { findStatement } from "../law/statement.store.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { AppealCase } from "./appeal-case.view.tsx";
import { type AppealRow, appealsAbout } from "./appeal.store.ts";
import { standingAt } from "./deciders.ts";
import { NoticeCase } from "../law/notice-case.view.tsx";
import { ReportsCase } from "../law/reports-case.view.tsx";
import { weighReports } from "../law/weigh-reports.ts";
import { nameOfSender } from "../law/sender.ts";
import { may } from "../../people/staff/permissions.ts";

/** An appeal as the desk answers it. */
export async function appealCase(world: World, appeal: AppealRow, to: string): Promise<JSX.Element> {
  const { ctx, site, actor } = world;
  const db = ctx.db.read;
  const statement = await findStatement(db, site.id, appeal.statement_id);
  const comment = appeal.comment_id === 0 ? null : await findComment(db, site.id, appeal.comment_id);
  const asking = actor.member?.memberId ?? ("" as MemberId);
  const standing = await standingAt(db, site.id, appeal, asking);
  const mayAnswer = may(actor.member?.staff?.role ?? null, "appeals.decide");
  const { settings } = await rulesOf(ctx, site.id);
  return AppealCase({
    world,
    appeal,
    statement,
    comment,
    standing,
    mayAnswer,
    rules: settings,
    isBeside: to !== "",
    to,
  });
}

/** A notice of illegal content as the desk answers it. */
export async function noticeCase(world: World, notice: NoticeRow, to: string): Promise<JSX.Element> {
  const { ctx, site } = world;
  const comment = notice.comment_id === 0 ? null : await findComment(ctx.db.read, site.id, notice.comment_id);
  return NoticeCase({ world, notice, comment, sender: nameOfSender(ctx, notice), isBeside: to !== "", to });
}

/** Appeals and notices at one comment that wait for an answer, as parts of its page at the desk; and a flood of reports. */
export async function lawOnCase(world: World, comment: Comment, to: string): Promise<JSX.Element[]> {
  const db = world.ctx.db.read;
  const { id, authorId } = comment;
  const appeals = (await appealsAbout(db, [id])).filter((row) => row.answered_at === null);
  const notices = (await noticesAbout(db, [id])).filter((row) => row.answered_at === null);
  const weighed = await weighReports(db, { commentId: id, authorId, now: world.now });
  const reports = weighed.reports > 0 || comment.reportCount > 0 ? weighed : null;
  return [
    ...(reports ? [ReportsCase({ world, weighed: reports })] : []),
    ...(await Promise.all(appeals.map((row) => appealCase(world, row, to)))),
    ...(await Promise.all(notices.map((row) => noticeCase(world, row, to)))),
  ];
}
