import type { Db, Tx } from "../../../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../../../platform/lib/ids.ts";

export async function readSettings(db: Db, siteId: SiteId): Promise<string | null> {
  const row = await db
    .selectFrom("publisher")
    .select("settings_sealed")
    .where("site_id", "=", siteId)
    .executeTakeFirst();
  return row?.settings_sealed ?? null;
}

export async function sitesWithPublisher(db: Db): Promise<SiteId[]> {
  const rows = await db.selectFrom("publisher").select("site_id").execute();
  return rows.map((row) => row.site_id);
}

export async function saveSettings(tx: Tx, siteId: SiteId, sealed: string, at: number): Promise<void> {
  await tx
    .insertInto("publisher")
    .values({ site_id: siteId, settings_sealed: sealed, at })
    .onConflict((conflict) => conflict.column("site_id").doUpdateSet({ settings_sealed: sealed, at }))
    .execute();
}

export async function deleteSettings(tx: Tx, siteId: SiteId): Promise<void> {
  await tx.deleteFrom("publisher").where("site_id", "=", siteId).execute();
}

export interface UsedToken {
  siteId: SiteId;
  tokenHash: string;
  /** When it could not be used any more anyway: milliseconds since 1970. */
  expiresAt: number;
}

/** False: it has been used before. Of two who bring it at once, one waits for the other's end. */
export async function useToken(tx: Tx, { siteId, tokenHash, expiresAt }: UsedToken): Promise<boolean> {
  const row = await tx
    .insertInto("publisher_token")
    .values({ site_id: siteId, token_hash: tokenHash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.columns(["site_id", "token_hash"]).doNothing())
    .returning("token_hash")
    .executeTakeFirst();
  return row !== undefined;
}

export async function readRole(
  db: Db,
  siteId: SiteId,
  memberId: MemberId,
): Promise<{ role: string; title: string } | null> {
  const row = await db
    .selectFrom("staff_role")
    .select(["role", "title"])
    .where("site_id", "=", siteId)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return row ?? null;
}

export async function isSubscriber(db: Db, siteId: SiteId, memberId: MemberId): Promise<boolean> {
  const row = await db
    .selectFrom("publisher_reader")
    .select("is_subscriber")
    .where("member_id", "=", memberId)
    .where("site_id", "=", siteId)
    .executeTakeFirst();
  return row?.is_subscriber === 1;
}

/** Whether that is something new. */
export async function saveSubscriber(
  tx: Tx,
  siteId: SiteId,
  memberId: MemberId,
  is: boolean,
): Promise<boolean> {
  const was = await isSubscriber(tx, siteId, memberId);
  const is_subscriber = is ? 1 : 0;
  await tx
    .insertInto("publisher_reader")
    .values({ site_id: siteId, member_id: memberId, is_subscriber })
    .onConflict((conflict) => conflict.columns(["member_id", "site_id"]).doUpdateSet({ is_subscriber }))
    .execute();
  return was !== is;
}

export async function grantedRole(db: Db, siteId: SiteId, memberId: MemberId): Promise<string | null> {
  const row = await db
    .selectFrom("publisher_role")
    .select("role")
    .where("site_id", "=", siteId)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return row?.role ?? null;
}

export async function rememberRole(tx: Tx, siteId: SiteId, memberId: MemberId, role: string): Promise<void> {
  await tx
    .insertInto("publisher_role")
    .values({ site_id: siteId, member_id: memberId, role })
    .onConflict((conflict) => conflict.columns(["site_id", "member_id"]).doUpdateSet({ role }))
    .execute();
}

export async function forgetRole(tx: Tx, siteId: SiteId, memberId: MemberId): Promise<void> {
  await tx
    .deleteFrom("publisher_role")
    .where("site_id", "=", siteId)
    .where("member_id", "=", memberId)
    .execute();
}
