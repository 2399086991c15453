import type { Db } from "../../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { checkName, type NameComplaint } from "./check-name.ts";
import { nameTaken } from "./name-taken.ts";

/**
 * A member's name as it will stand, and what keeps them from taking it, if anything: that it is none, or reads like
 * somebody else's. `exceptMember`: who has it already; null for a newcomer.
 */
export async function checkFreeName(
  db: Db,
  { siteId, typed, exceptMember }: { siteId: SiteId; typed: string; exceptMember: MemberId | null },
): Promise<{ name: string; complaint: NameComplaint | null }> {
  const { name, complaint } = checkName(typed);
  if (complaint) return { name, complaint };
  const isTaken = await nameTaken(db, siteId, name, exceptMember);
  return { name, complaint: isTaken ? { message: "account.name.taken" } : null };
}
