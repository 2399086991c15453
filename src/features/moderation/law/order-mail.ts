import type { Context } from "../../../context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import type { Locale } from "../../../platform/html/locale.ts";
import type { MemberId, PersonId } from "../../../platform/lib/ids.ts";
import { localeFor } from "../../notifications/compose-mail.ts";
import type { LawContent } from "../../notifications/mail.ts";
import { queueMail } from "../../notifications/queue-mail.ts";
import type { Site } from "../../sites/site.ts";
import { writerOf } from "../appeals/appeal.store.ts";

/** Where a mail about somebody's affairs goes. */
export interface Addressee {
  memberId: MemberId | null;
  toSealed: string;
  /** Of the address; for what an address is to get once a day at most. */
  hash: string | null;
  language: string | null;
}

/**
 * Where somebody who wrote can be reached: at an account's proved address, or where a guest typed one with the comment.
 * Null: nowhere.
 */
export async function addresseeOf(db: Db, personId: PersonId): Promise<Addressee | null> {
  const found = await writerOf(db, personId);
  if (!found) return null;
  const { memberId, memberSealed, guestSealed, guestHash, language } = found;
  if (memberId !== null) {
    if (memberSealed === null || found.isVerified !== 1 || found.disabledAt !== null) return null;
    return { memberId, toSealed: memberSealed, hash: null, language };
  }
  if (guestSealed === null) return null;
  return { memberId: null, toSealed: guestSealed, hash: guestHash, language: null };
}

/** The language in which somebody gets mail. */
export function localeOfMail(site: Site, { language }: Pick<Addressee, "language">): Locale {
  return localeFor(site, language);
}

export async function orderMail(
  tx: Tx,
  ctx: Pick<Context, "keys" | "now">,
  order: {
    key: string;
    site: Site;
    to: Pick<Addressee, "memberId" | "toSealed" | "language">;
    content: LawContent;
  },
): Promise<void> {
  const { key, site, to, content } = order;
  const { memberId, toSealed, language } = to;
  await queueMail(tx, ctx.keys, { key, siteId: site.id, memberId, language, toSealed, content }, ctx.now());
}
