import type { Db } from "../../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { whoMay } from "../../people/staff/who-may.ts";

/**
 * Who asks to answer an appeal: "other": somebody who didn't take the decision; "first": who took it, and there is
 * somebody else to answer; "only": who took it, and there is nobody else.
 */
export type Standing = "other" | "only" | "first";

/** Whether somebody may answer an appeal against a decision of `firstBy`, as its row names them. */
export async function standingAt(
  db: Db,
  siteId: SiteId,
  { firstBy, asking }: { firstBy: string; asking: MemberId },
): Promise<Standing> {
  if (firstBy !== `staff:${asking}`) return "other";
  const able = await whoMay(db, siteId, "appeals.decide");
  return able.some((memberId) => memberId !== asking) ? "first" : "only";
}
