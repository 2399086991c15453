import type { Db, Tx } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import type { PersonId } from "../../../platform/lib/ids.ts";
import type { StaffNoteTable } from "../queue/queue.table.ts";

export async function insertNote(tx: Tx, row: Omit<StaffNoteTable, "id">): Promise<number> {
  const { id } = await tx.insertInto("staff_note").values(row).returning("id").executeTakeFirstOrThrow();
  return id;
}

export async function deleteNote(tx: Tx, id: number): Promise<boolean> {
  const gone = await tx.deleteFrom("staff_note").where("id", "=", id).returning("id").execute();
  return gone.length > 0;
}

/** What colleagues wrote down about people, the latest first. */
export async function notesOn(db: Db, persons: readonly PersonId[], limit = 100) {
  if (persons.length === 0) return [];
  return db
    .selectFrom("staff_note")
    .selectAll()
    .where("person_id", "in", padded(persons))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}
