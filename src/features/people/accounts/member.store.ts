import type { Insertable } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { MemberTable } from "./account.table.ts";
import type { KeptAddress } from "./address.ts";

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

export interface AtAddress {
  id: MemberId;
  language: string | null;
  email_sealed: string | null;
  disabled_at: number | null;
}

/** Whose address it is: `email` as `standIn` gives it. */
export async function memberAt(db: Db, email: string): Promise<AtAddress | null> {
  const row = await db
    .selectFrom("member")
    .select(["id", "language", "email_sealed", "disabled_at"])
    .where("email", "=", email)
    .executeTakeFirst();
  return row ?? null;
}

export async function findMember(db: Db, id: MemberId) {
  return (await db.selectFrom("member").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** The hash of a member's password; null: they sign in otherwise. */
export async function passwordOf(db: Db, id: MemberId): Promise<string | null> {
  const row = await db
    .selectFrom("sign_in_method")
    .select("password")
    .where("member_id", "=", id)
    .where("provider_id", "=", "credential")
    .executeTakeFirst();
  return row?.password ?? null;
}

/** Gives a member a password, the first or another one. */
export async function setPasswordHash(
  tx: Tx,
  { id, memberId, hash, at }: { id: string; memberId: MemberId; hash: string; at: number },
): Promise<void> {
  const time = new Date(at).toISOString();
  const [changed] = await tx
    .updateTable("sign_in_method")
    .set({ password: hash, updated_at: time })
    .where("member_id", "=", memberId)
    .where("provider_id", "=", "credential")
    .execute();
  if (Number(changed?.numUpdatedRows ?? 0) > 0) return;
  await tx
    .insertInto("sign_in_method")
    .values({
      id,
      account_id: memberId,
      provider_id: "credential",
      member_id: memberId,
      password: hash,
      access_token: null,
      refresh_token: null,
      id_token: null,
      access_token_expires_at: null,
      refresh_token_expires_at: null,
      scope: null,
      created_at: time,
      updated_at: time,
    })
    .execute();
}

export async function setAddress(
  tx: Tx,
  id: MemberId,
  { email, emailSealed, emailHash }: KeptAddress,
  at: number,
): Promise<void> {
  await tx
    .updateTable("member")
    .set({
      email,
      email_sealed: emailSealed,
      email_hash: emailHash,
      email_verified: 1,
      updated_at: new Date(at).toISOString(),
    })
    .where("id", "=", id)
    .execute();
}
