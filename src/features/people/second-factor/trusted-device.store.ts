import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";

export async function insertTrusted(
  tx: Tx,
  device: { hash: string; memberId: MemberId; expiresAt: number },
): Promise<void> {
  await tx
    .insertInto("trusted_device")
    .values({ hash: device.hash, member_id: device.memberId, expires_at: device.expiresAt })
    .execute();
}

export async function isTrusted(db: Db, hash: string, memberId: MemberId, now: number): Promise<boolean> {
  const row = await db
    .selectFrom("trusted_device")
    .select("hash")
    .where("hash", "=", hash)
    .where("member_id", "=", memberId)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteTrusted(tx: Tx, memberId: MemberId): Promise<void> {
  await tx.deleteFrom("trusted_device").where("member_id", "=", memberId).execute();
}
