import type { Db } from "../../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import type { Comment } from "../../discussion/comment.ts";
import { whoMay } from "../../people/staff/who-may.ts";

/** Whether somebody would decide in favour of their own comment while there is a colleague who could decide instead. */
export async function isOwn(
  db: Db,
  siteId: SiteId,
  { authorMemberId }: Pick<Comment, "authorMemberId">,
  by: MemberId,
): Promise<boolean> {
  if (authorMemberId !== by) return false;
  const able = await whoMay(db, siteId, "comments.moderate");
  return able.some((memberId) => memberId !== by);
}
