import type { Context } from "../../context.ts";
import type { Db } from "../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../platform/lib/ids.ts";
import { isMailKind, mannerOf } from "./mail.ts";
import { type MailChoice, usualChoice } from "./mail-choice.ts";
import { readChoice, readChoices } from "./preference.store.ts";
import { quietEnd } from "./quiet-hours.ts";

export async function choiceOf(db: Db, memberId: MemberId): Promise<MailChoice> {
  return (await readChoice(db, memberId)) ?? usualChoice;
}

/** What each of some members has chosen. */
export async function choicesOf(
  db: Db,
  members: readonly MemberId[],
): Promise<(memberId: MemberId) => MailChoice> {
  const chosen = await readChoices(db, members);
  return (memberId) => chosen.get(memberId) ?? usualChoice;
}

/** Until when a mail has to wait because its reader sleeps; null: it needn't, or can't. */
export async function quietUntil(
  ctx: Context,
  mail: { kind: string; member_id: MemberId | null; site_id: SiteId },
  now: number,
): Promise<number | null> {
  const { kind, member_id, site_id } = mail;
  if (member_id === null || (isMailKind(kind) && mannerOf(kind).topic === null)) return null;
  const { quietFrom, quietUntil } = await choiceOf(ctx.db.read, member_id);
  const timeZone = ctx.sites.byId(site_id)?.timeZone ?? "UTC";
  return quietEnd(now, { from: quietFrom, until: quietUntil }, timeZone);
}
