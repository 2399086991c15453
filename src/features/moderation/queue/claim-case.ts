import type { Context } from "../../../context.ts";
import type { CommentId, MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { otherClaimant, releaseOthers, takeFree } from "./claim.store.ts";

/** For how long a case is somebody's without a further sign of them. */
const twoMinutes = 120_000;

/**
 * Somebody of the desk looks at a comment: for two minutes others are led past it, and told by whom. Whatever they looked
 * at before is free again. Gives the name of whoever was first, if that is somebody else; then nothing is claimed.
 */
export async function claimCase(
  ctx: Context,
  asked: { siteId: SiteId; commentId: CommentId; memberId: MemberId },
): Promise<string | null> {
  return ctx.db.transact(async (tx) => {
    const now = ctx.now();
    await releaseOthers(tx, asked);
    await takeFree(tx, { ...asked, now, until: now + twoMinutes });
    return otherClaimant(tx, { ...asked, now });
  });
}
