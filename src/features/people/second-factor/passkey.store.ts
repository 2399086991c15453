import type { Insertable } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { PasskeyTable } from "./second-factor.table.ts";

/** A member's passkeys, the oldest first. */
export async function passkeysOf(db: Db, memberId: MemberId) {
  return db
    .selectFrom("passkey")
    .select(["id", "name", "host", "credential_id", "transports", "at", "used_at"])
    .where("member_id", "=", memberId)
    .orderBy("at")
    .orderBy("id")
    .execute();
}

/** Keeps a new passkey. False: one of this id is there already, whoever's. */
export async function insertPasskey(tx: Tx, row: Insertable<PasskeyTable>): Promise<boolean> {
  const [done] = await tx
    .insertInto("passkey")
    .values(row)
    .onConflict((conflict) => conflict.column("credential_id").doNothing())
    .execute();
  return Number(done?.numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function findPasskey(db: Db, credentialId: string, host: string) {
  const row = await db
    .selectFrom("passkey")
    .innerJoin("member", "member.id", "passkey.member_id")
    .select([
      "passkey.id",
      "passkey.member_id as memberId",
      "passkey.public_key",
      "passkey.counter",
      "member.disabled_at",
    ])
    .where("passkey.credential_id", "=", credentialId)
    .where("passkey.host", "=", host)
    .executeTakeFirst();
  return row ?? null;
}

/** Notes a use. False: the passkey is gone, or another use of it came first. */
export async function notePasskeyUse(
  tx: Tx,
  id: string,
  { before, counter, at }: { before: number; counter: number; at: number },
): Promise<boolean> {
  const [done] = await tx
    .updateTable("passkey")
    .set({ counter, used_at: at })
    .where("id", "=", id)
    .where("counter", "=", before)
    .execute();
  return Number(done?.numUpdatedRows ?? 0) > 0;
}

export async function renamePasskeyOf(tx: Tx, memberId: MemberId, id: string, name: string): Promise<void> {
  await tx
    .updateTable("passkey")
    .set({ name })
    .where("id", "=", id)
    .where("member_id", "=", memberId)
    .execute();
}

/** Gives its name; null: this member has no such passkey. */
export async function deletePasskeyOf(tx: Tx, memberId: MemberId, id: string): Promise<string | null> {
  const row = await tx
    .deleteFrom("passkey")
    .where("id", "=", id)
    .where("member_id", "=", memberId)
    .returning("name")
    .executeTakeFirst();
  return row?.name ?? null;
}

/** Uses something up that may be used once. False: it was. Kept until `until`. */
export async function spend(tx: Tx, hash: string, until: number): Promise<boolean> {
  const [done] = await tx
    .insertInto("spent")
    .values({ hash, until })
    .onConflict((conflict) => conflict.column("hash").doNothing())
    .execute();
  return Number(done?.numInsertedOrUpdatedRows ?? 0) > 0;
}
