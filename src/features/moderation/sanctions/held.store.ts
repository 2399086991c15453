import type { Db, Tx } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import type { MemberId, PersonId } from "../../../platform/lib/ids.ts";
import { hashTargets } from "./sanction.ts";

interface Whose {
  persons: readonly PersonId[];
  memberId: MemberId | null;
  devices: readonly string[];
}

/** The keys under which sanctions hold against somebody. */
function keysOf({ persons, memberId, devices }: Whose): string[] {
  return [...persons.map(String), ...(memberId === null ? [] : [memberId]), ...devices];
}

const own = ["person", "member", "device"] as const;

export async function sanctionsAgainst(db: Db, whose: Whose) {
  const keys = keysOf(whose);
  if (keys.length === 0) return [];
  return db
    .selectFrom("sanction")
    .selectAll()
    .where("target", "in", own)
    .where("key", "in", padded(keys))
    .orderBy("id")
    .execute();
}

export async function deleteSanction(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom("sanction").where("id", "=", id).execute();
}

/** Lets a sanction hold against an address, of which no more than a hash is known. */
export async function holdAgainstAddress(tx: Tx, id: number, key: string): Promise<void> {
  await tx.updateTable("sanction").set({ target: "address", key }).where("id", "=", id).execute();
}

/** Forgets addresses to which nothing holds on any more since a time. Gives how many. */
export async function deleteOver(tx: Tx, before: number): Promise<number> {
  const gone = await tx
    .deleteFrom("sanction")
    .where("target", "=", "address")
    .where((eb) => eb.or([eb("ended_at", "<", before), eb("until", "<", before)]))
    .returning("id")
    .execute();
  return gone.length;
}

/** Sanctions against what is known by a hash alone, laid upon it between two times. */
export function hashedBetween(db: Db, { from, before }: { from: number; before: number }, limit: number) {
  return db
    .selectFrom("sanction")
    .select(["id", "at"])
    .where("target", "in", hashTargets)
    .where("key", "not like", "~%")
    .where("at", ">=", from)
    .where("at", "<", before)
    .orderBy("at")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** It holds against nothing any more: the hash is forgotten. */
export async function forgetHash(
  tx: Tx,
  id: number,
  { key, at }: { key: string; at: number },
): Promise<void> {
  await tx.updateTable("sanction").set({ key }).where("id", "=", id).execute();
  await tx
    .updateTable("sanction")
    .set({ ended_at: at })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .execute();
}

export async function countHashed(
  db: Db,
  { from, before }: { from: number; before: number },
): Promise<number> {
  const row = await db
    .selectFrom("sanction")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("target", "in", hashTargets)
    .where("key", "not like", "~%")
    .where("at", ">=", from)
    .where("at", "<", before)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

export async function deleteNotes(tx: Tx, persons: readonly PersonId[]): Promise<number> {
  if (persons.length === 0) return 0;
  const gone = await tx
    .deleteFrom("staff_note")
    .where("person_id", "in", padded(persons))
    .returning("id")
    .execute();
  return gone.length;
}
