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

export interface StrongSession {
  id: string;
  token: string;
  memberId: MemberId;
  browser: string;
  networkHash: string;
  expiresAt: number;
  at: number;
}

/** A session that has given all that its member has to give. */
export async function insertStrongSession(tx: Tx, session: StrongSession): Promise<void> {
  const at = new Date(session.at).toISOString();
  await tx
    .insertInto("session")
    .values({
      id: session.id,
      token: session.token,
      member_id: session.memberId,
      expires_at: new Date(session.expiresAt).toISOString(),
      ip_address: null,
      user_agent: null,
      browser: session.browser,
      network_hash: session.networkHash,
      proved_at: session.at,
      factor_at: session.at,
      created_at: at,
      updated_at: at,
    })
    .execute();
}

export async function setProved(tx: Tx, sessionId: string, at: number): Promise<void> {
  await tx.updateTable("session").set({ proved_at: at }).where("id", "=", sessionId).execute();
}

export async function setFactorGiven(tx: Tx, sessionId: string, at: number): Promise<void> {
  await tx.updateTable("session").set({ factor_at: at, proved_at: at }).where("id", "=", sessionId).execute();
}
