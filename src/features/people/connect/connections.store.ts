import { type Insertable, sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { SignInMethodTable } from "../accounts/account.table.ts";

export async function findMethod(
  db: Db,
  accounts: string,
  accountId: string,
): Promise<{ memberId: MemberId } | null> {
  const row = await db
    .selectFrom("sign_in_method")
    .select("member_id as memberId")
    .where("provider_id", "=", accounts)
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  return row ?? null;
}

/** False: somebody has connected that account in the meantime. */
export async function insertMethod(tx: Tx, row: Insertable<SignInMethodTable>): Promise<boolean> {
  const added = await tx
    .insertInto("sign_in_method")
    .values(row)
    .onConflict((conflict) => conflict.columns(["provider_id", "account_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return added !== undefined;
}

export interface Method {
  id: string;
  accounts: string;
  /** ISO 8601. */
  since: string;
}

export async function methodsOf(db: Db, memberId: MemberId): Promise<Method[]> {
  return db
    .selectFrom("sign_in_method")
    .select(["id", "provider_id as accounts", "created_at as since"])
    .where("member_id", "=", memberId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

export async function deleteMethod(tx: Tx, memberId: MemberId, id: string): Promise<void> {
  await tx.deleteFrom("sign_in_method").where("id", "=", id).where("member_id", "=", memberId).execute();
}

const columns = ["id", "name", "email", "email_sealed", "email_verified", "disabled_at"] as const;

/** A member, who is this transaction's from now on. */
export async function holdMember(tx: Tx, id: MemberId) {
  const row = await tx
    .selectFrom("member")
    .select(columns)
    .where("id", "=", id)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  return row ?? null;
}

export async function findMember(db: Db, id: MemberId) {
  const row = await db.selectFrom("member").select(columns).where("id", "=", id).executeTakeFirst();
  return row ?? null;
}

/** Whose account an address belongs to; `email` as `standIn` makes it. */
export async function memberOfAddress(db: Db, email: string): Promise<MemberId | null> {
  const row = await db.selectFrom("member").select("id").where("email", "=", email).executeTakeFirst();
  return row?.id ?? null;
}

/** What a publisher says of a member. Null leaves it as it is. */
export interface MemberChange {
  name: string | null;
  address: { email: string; emailSealed: string; emailHash: string } | null;
  at: string;
}

export async function updateMember(tx: Tx, id: MemberId, change: MemberChange): Promise<void> {
  const { name, address, at } = change;
  await tx
    .updateTable("member")
    .set({
      updated_at: at,
      ...(name === null ? {} : { name }),
      ...(address === null
        ? {}
        : {
            email: address.email,
            email_sealed: address.emailSealed,
            email_hash: address.emailHash,
            email_verified: sql.lit(1),
          }),
    })
    .where("id", "=", id)
    .execute();
}
