import type { Selectable } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { type By, readRole, type Scope, type Standing } from "./staff.ts";
import type { InvitationTable } from "./staff.table.ts";

/** Somebody is asked to join the staff, and hasn't answered yet. */
export interface Invitation extends Standing {
  id: string;
  scope: Scope;
  /** What whoever invites calls them. */
  name: string;
  emailSealed: string;
  emailHash: string;
  invitedBy: By;
  at: number;
  expiresAt: number;
}

function invitationOf(row: Selectable<InvitationTable> | undefined): Invitation | null {
  const role = row && readRole(row.role);
  if (!row || !role) return null;
  return {
    id: row.id,
    scope: row.site_id as Scope,
    role,
    title: row.title,
    name: row.name,
    emailSealed: row.email_sealed,
    emailHash: row.email_hash,
    invitedBy: row.invited_by as By,
    at: row.at,
    expiresAt: row.expires_at,
  };
}

export async function insertInvitation(tx: Tx, invitation: Invitation, tokenHash: string): Promise<void> {
  await tx
    .insertInto("invitation")
    .values({
      id: invitation.id,
      token_hash: tokenHash,
      site_id: invitation.scope,
      role: invitation.role,
      title: invitation.title,
      name: invitation.name,
      email_sealed: invitation.emailSealed,
      email_hash: invitation.emailHash,
      invited_by: invitation.invitedBy,
      at: invitation.at,
      expires_at: invitation.expiresAt,
    })
    .execute();
}

/** Another token, another time, and whoever asks now stands for it: the link in an earlier mail leads nowhere. */
export async function renewInvitation(
  tx: Tx,
  id: string,
  { tokenHash, by, at, expiresAt }: { tokenHash: string; by: By; at: number; expiresAt: number },
): Promise<void> {
  await tx
    .updateTable("invitation")
    .set({ token_hash: tokenHash, invited_by: by, at, expires_at: expiresAt })
    .where("id", "=", id)
    .execute();
}

export async function findInvitation(db: Db, id: string): Promise<Invitation | null> {
  return invitationOf(await db.selectFrom("invitation").selectAll().where("id", "=", id).executeTakeFirst());
}

export async function invitationByToken(db: Db, tokenHash: string): Promise<Invitation | null> {
  const query = db.selectFrom("invitation").selectAll().where("token_hash", "=", tokenHash);
  return invitationOf(await query.executeTakeFirst());
}

/** Whether there was one: of two who take it at once, one does. */
export async function deleteInvitation(tx: Tx, id: string): Promise<boolean> {
  const [done] = await tx.deleteFrom("invitation").where("id", "=", id).execute();
  return Number(done?.numDeletedRows ?? 0) > 0;
}

/** The one for an address and a scope; a further one takes its place. */
export async function invitationFor(db: Db, emailHash: string, scope: Scope): Promise<Invitation | null> {
  const query = db
    .selectFrom("invitation")
    .selectAll()
    .where("email_hash", "=", emailHash)
    .where("site_id", "=", scope);
  return invitationOf(await query.executeTakeFirst());
}

/** Open ones, the newest first. */
export async function listInvitations(db: Db): Promise<Invitation[]> {
  const rows = await db.selectFrom("invitation").selectAll().orderBy("at", "desc").orderBy("id").execute();
  return rows.flatMap((row) => invitationOf(row) ?? []);
}
