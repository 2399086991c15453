import type { World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { queueMail } from "../../notifications/queue-mail.ts";
import { siteUrl } from "../../sites/site.ts";
import { findMember } from "./member.store.ts";
import { hasSessionsLike, isStaff } from "./session.store.ts";

/** Tells of a session that has begun: other processes, and of a new browser on a staff account its owner by mail. */
export async function noteSignIn(tx: Tx, { ctx, site, browser }: World, memberId: MemberId): Promise<void> {
  const at = ctx.now();
  await appendEvent(tx, { type: "member.changed", siteId: site.id, at, memberId });
  if (!(await isStaff(tx, memberId)) || (await hasSessionsLike(tx, memberId, browser))) return;
  const member = await findMember(tx, memberId);
  if (!member?.email_sealed) return;
  const { language, email_sealed: toSealed } = member;
  const link = siteUrl(site, ctx.config.url, "/settings/sessions");
  const content = { kind: "newSignIn", at, browser, link } as const;
  const key = `sign-in ${memberId} ${at}`;
  await queueMail(tx, ctx.keys, { key, siteId: site.id, memberId, language, toSealed, content }, at);
}
