import type { Context } from "../../../context.ts";
import { type CommentId, readId, type SiteId } from "../../../platform/lib/ids.ts";
import { normalAddress } from "../accounts/address.ts";
import { findMember } from "./subject.store.ts";
import { isSomebody, type SubjectKey, subjectOf } from "./subject.ts";
import { summaryOf } from "./summary.ts";

/**
 * Whom somebody means who writes in: a whole address, @handle or #comment. An address that an account has proved is the
 * account's; else it is that of guests. Null: nothing is held on such a person.
 */
export async function findSubject(ctx: Context, siteId: SiteId, words: string): Promise<SubjectKey | null> {
  const key = await keyOf(ctx, siteId, words.trim());
  if (key === null) return null;
  const isKnown = isSomebody(await subjectOf(ctx.db.read, key)) || (await summaryOf(ctx, key)).length > 0;
  return isKnown ? key : null;
}

async function keyOf(ctx: Context, siteId: SiteId, words: string): Promise<SubjectKey | null> {
  const db = ctx.db.read;
  const id = readId<CommentId>(words.replace(/^#(?:c-)?/, ""));
  if (id !== null) return { kind: "comment", siteId, commentId: id };
  if (/.@./.test(words)) {
    const emailHash = ctx.keys.hash("email", normalAddress(words));
    const member = await findMember(db, { emailHash });
    if (member?.isVerified === 1) return { kind: "member", memberId: member.id };
    return { kind: "address", emailHash };
  }
  const member = words === "" ? null : await findMember(db, { handle: words.replace(/^@/, "") });
  return member && { kind: "member", memberId: member.id };
}
