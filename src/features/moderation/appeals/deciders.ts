import type { Db } from "../../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { whoMay } from "../../people/staff/who-may.ts";
import { type AppealRow, membersIn } from "./appeal.store.ts";

/**
 * Who asks to answer an appeal: "other": somebody who has no part in it; "first": who took the decision, who appeals, or
 * whose comment it is about, and there is somebody else to answer; "only": the same, and there is nobody else.
 */
export type Standing = "other" | "only" | "first";

/** Whether somebody may answer an appeal. */
export async function standingAt(
  db: Db,
  siteId: SiteId,
  appeal: AppealRow,
  asking: MemberId,
): Promise<Standing> {
  const isParty =
    appeal.first_by === `staff:${asking}` || (await membersIn(db, appeal)).some((each) => each === asking);
  if (!isParty) return "other";
  const able = await whoMay(db, siteId, "appeals.decide");
  return able.some((memberId) => memberId !== asking) ? "first" : "only";
}
