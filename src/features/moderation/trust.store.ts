import type { Tx } from "../../platform/db/database.ts";
import type { PersonId } from "../../platform/lib/ids.ts";

/** Notes whether somebody is trusted, whatever became of what they wrote. False: nothing changed. */
export async function saveTrusted(tx: Tx, id: PersonId, isTrusted: boolean): Promise<boolean> {
  const changed = await tx
    .updateTable("person")
    .set({ trust: isTrusted ? 1 : 0 })
    .where("id", "=", id)
    .where("trust", isTrusted ? "!=" : "=", 1)
    .returning("id")
    .execute();
  return changed.length > 0;
}
