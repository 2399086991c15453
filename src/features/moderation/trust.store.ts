import type { Tx } from "../../platform/db/database.ts";
import type { PersonId } from "../../platform/lib/ids.ts";

/** Notes since when somebody is trusted; null: no longer. False: nothing changed. */
export async function saveTrusted(tx: Tx, id: PersonId, at: number | null): Promise<boolean> {
  const changed = await tx
    .updateTable("person")
    .set({ trusted_at: at })
    .where("id", "=", id)
    .where("trusted_at", at === null ? "is not" : "is", null)
    .returning("id")
    .execute();
  return changed.length > 0;
}
