import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";

/** "setUp": makes the first admin. "password": gives an account a password. */
export type LinkKind = "setUp" | "password";

export async function insertLink(
  tx: Tx,
  link: { tokenHash: string; kind: LinkKind; memberId: MemberId | null; expiresAt: number | null },
): Promise<void> {
  const { tokenHash, kind, memberId, expiresAt } = link;
  await tx
    .insertInto("one_time_link")
    .values({ token_hash: tokenHash, kind, member_id: memberId, expires_at: expiresAt })
    .execute();
}

/** Ends earlier links of a kind, for an account or for none. */
export async function deleteLinks(tx: Tx, kind: LinkKind, memberId: MemberId | null): Promise<void> {
  await tx
    .deleteFrom("one_time_link")
    .where("kind", "=", kind)
    .where("member_id", memberId === null ? "is" : "=", memberId)
    .execute();
}

export async function findLink(db: Db, kind: LinkKind, tokenHash: string, now: number) {
  const row = await db
    .selectFrom("one_time_link")
    .select(["member_id", "expires_at"])
    .where("kind", "=", kind)
    .where("token_hash", "=", tokenHash)
    .executeTakeFirst();
  if (!row || (row.expires_at !== null && row.expires_at <= now)) return null;
  return { memberId: row.member_id };
}

/** Whether it was there: of two who take it at once, one does. */
export async function deleteLink(tx: Tx, tokenHash: string): Promise<boolean> {
  const [done] = await tx.deleteFrom("one_time_link").where("token_hash", "=", tokenHash).execute();
  return Number(done?.numDeletedRows ?? 0) > 0;
}
