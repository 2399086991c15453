import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";

export async function updateSeen(tx: Tx, sessionId: string, at: number): Promise<void> {
  await tx.updateTable("session").set({ seen_at: at }).where("id", "=", sessionId).execute();
}

/** Where a member is signed in, the newest first. */
export async function sessionsOf(db: Db, memberId: MemberId, now: number) {
  return db
    .selectFrom("session")
    .select(["id", "browser", "network_hash as network", "created_at", "seen_at", "factor_at"])
    .where("member_id", "=", memberId)
    .where("expires_at", ">", new Date(now).toISOString())
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(200)
    .execute();
}

/** Ends a session of this member; of another one's, none. */
export async function deleteSessionOf(tx: Tx, memberId: MemberId, sessionId: string): Promise<boolean> {
  const [done] = await tx
    .deleteFrom("session")
    .where("id", "=", sessionId)
    .where("member_id", "=", memberId)
    .execute();
  return Number(done?.numDeletedRows ?? 0) > 0;
}

export async function deleteSessionsOf(tx: Tx, memberId: MemberId, except: string | null): Promise<void> {
  const all = tx.deleteFrom("session").where("member_id", "=", memberId);
  await (except === null ? all : all.where("id", "<>", except)).execute();
}

export async function findSession(db: Db, sessionId: string) {
  return db
    .selectFrom("session")
    .select(["expires_at", "created_at"])
    .where("id", "=", sessionId)
    .executeTakeFirst();
}

export async function setProved(tx: Tx, sessionId: string, at: number): Promise<void> {
  await tx.updateTable("session").set({ proved_at: at }).where("id", "=", sessionId).execute();
}

export async function setFactorGiven(tx: Tx, sessionId: string, at: number): Promise<void> {
  await tx.updateTable("session").set({ factor_at: at, proved_at: at }).where("id", "=", sessionId).execute();
}
