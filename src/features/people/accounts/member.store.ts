import type { Insertable } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberTable } from "./account.table.ts";

export async function insertMember(tx: Tx, row: Insertable<MemberTable>): Promise<void> {
  await tx.insertInto("member").values(row).execute();
}

/** Handles that begin with `base`, those among them that somebody had before. */
export async function handlesLike(db: Db, base: string): Promise<string[]> {
  const rows = await db
    .selectFrom("member")
    .select("handle")
    // A handle has no wildcards in it.
    .where("handle", "like", `${base}%`)
    .union(db.selectFrom("former_handle").select("handle").where("handle", "like", `${base}%`))
    .execute();
  return rows.map((row) => row.handle);
}
