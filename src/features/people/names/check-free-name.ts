import type { Db, Tx } from "../../../platform/db/database.ts";
import { takeTurns } from "../../../platform/db/take-turns.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { checkName, type NameComplaint } from "./check-name.ts";
import { nameTaken } from "./name-taken.ts";
import { nameReserved } from "./reserved-names.ts";
import type { Sites } from "../../sites/sites.ts";

interface Wanted {
  sites: Sites;
  siteId: SiteId;
  typed: string;
  /** Who has it already; null for a newcomer. */
  exceptMember: MemberId | null;
}

/**
 * A member's name as it will stand, and what keeps them from taking it, if anything: that it is none, or reads like
 * somebody else's or the paper's own. Whoever writes it asks again with `checkNameToWrite`.
 */
export async function checkFreeName(
  db: Db,
  { sites, siteId, typed, exceptMember }: Wanted,
): Promise<{ name: string; complaint: NameComplaint | null }> {
  const { name, complaint } = checkName(typed);
  if (complaint) return { name, complaint };
  if (await nameReserved(db, sites, name, exceptMember))
    return { name, complaint: { message: "account.name.reserved" } };
  const isTaken = await nameTaken(db, siteId, name, exceptMember);
  return { name, complaint: isTaken ? { message: "account.name.taken" } : null };
}

/**
 * The same within the transaction that writes the name: nobody else takes one between this and its end, so of two who want
 * the same at once the second is told.
 */
export async function checkNameToWrite(tx: Tx, wanted: Wanted): Promise<NameComplaint | null> {
  await takeTurns(tx, "names");
  const { complaint } = await checkFreeName(tx, wanted);
  return complaint;
}
