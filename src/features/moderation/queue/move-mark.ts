import type { Context } from "../../../context.ts";
import type { CommentId, MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { findComment } from "../../discussion/reading.ts";
import { readMark, writeMark } from "./claim.store.ts";

/**
 * Somebody of the desk has looked through what is new, up to this comment. The mark never goes back. False: the site has
 * no such comment.
 */
export async function moveMark(
  ctx: Context,
  { siteId, memberId, id }: { siteId: SiteId; memberId: MemberId; id: CommentId },
): Promise<boolean> {
  return ctx.db.transact(async (tx) => {
    const comment = await findComment(tx, siteId, id);
    if (!comment) return false;
    const before = await readMark(tx, memberId, siteId);
    const isFurther =
      !before || comment.createdAt > before.at || (comment.createdAt === before.at && id > before.id);
    if (isFurther) await writeMark(tx, { memberId, siteId, at: comment.createdAt, id });
    return true;
  });
}
