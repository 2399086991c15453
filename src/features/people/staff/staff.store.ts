import type { Db, Tx } from "../../../platform/db/database.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";
import type { MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import type { Admin } from "./last-admin.ts";
import { readRole, type Scope, type StaffRole } from "./staff.ts";

/** Makes admins this transaction's: whoever else would change one waits, and then sees them as they have become. */
export async function lockAdmins(tx: Tx): Promise<void> {
  await tx
    .selectFrom("staff_role")
    .select(["member_id", "site_id"])
    .where("role", "=", "admin")
    // In one order, so that no two transactions wait for one another.
    .orderBy("member_id")
    .orderBy("site_id")
    .modifyEnd(forUpdate(tx))
    .execute();
}

/** Admins whose accounts aren't switched off. */
export async function activeAdmins(db: Db): Promise<Admin[]> {
  const rows = await db
    .selectFrom("staff_role")
    .innerJoin("member", "member.id", "staff_role.member_id")
    .select(["staff_role.member_id", "staff_role.site_id"])
    .where("staff_role.role", "=", "admin")
    .where("member.disabled_at", "is", null)
    .execute();
  return rows.map((row) => ({ memberId: row.member_id, scope: row.site_id as Scope }));
}

function staffRoles(db: Db) {
  return db
    .selectFrom("staff_role")
    .innerJoin("member", "member.id", "staff_role.member_id")
    .select(["staff_role.member_id", "staff_role.site_id", "staff_role.role", "staff_role.title"]);
}

type Row = Awaited<ReturnType<ReturnType<typeof staffRoles>["execute"]>>[number];

function rolesOf(rows: readonly Row[]): StaffRole[] {
  return rows.flatMap((row) => {
    const role = readRole(row.role);
    return role ? [{ memberId: row.member_id, scope: row.site_id as Scope, role, title: row.title }] : [];
  });
}

/** What somebody is, everywhere; nothing while the account is switched off. */
export async function rolesHeld(db: Db, memberId: MemberId): Promise<StaffRole[]> {
  return rolesOf(
    await staffRoles(db).where("member.id", "=", memberId).where("disabled_at", "is", null).execute(),
  );
}

/** What somebody is, everywhere, and would be again with the account switched on. */
export async function rolesGiven(db: Db, memberId: MemberId): Promise<StaffRole[]> {
  return rolesOf(await staffRoles(db).where("member.id", "=", memberId).orderBy("site_id").execute());
}

export async function saveRole(tx: Tx, { memberId, scope, role, title }: StaffRole, at: number) {
  await tx
    .insertInto("staff_role")
    .values({ member_id: memberId, site_id: scope, role, title, at })
    .onConflict((conflict) => conflict.columns(["member_id", "site_id"]).doUpdateSet({ role, title, at }))
    .execute();
}

export async function deleteRole(tx: Tx, memberId: MemberId, scope: Scope): Promise<void> {
  await tx.deleteFrom("staff_role").where("member_id", "=", memberId).where("site_id", "=", scope).execute();
}

export interface ListedStaff extends StaffRole {
  name: string;
  handle: string;
  isDisabled: boolean;
  hasSecondFactor: boolean;
  /** When they last signed in somewhere where they still are: milliseconds since 1970. Null: nowhere. */
  lastSeen: number | null;
}

/** All staff of a site, and of every site; with `siteId` null: of all sites. By handle. */
export async function listStaff(db: Db, siteId: SiteId | null): Promise<ListedStaff[]> {
  let query = staffRoles(db).select((eb) => [
    "member.name",
    "member.handle",
    "member.disabled_at",
    "member.two_factor_enabled",
    eb
      .selectFrom("session")
      .whereRef("session.member_id", "=", "member.id")
      .select((session) => session.fn.max("session.updated_at").as("at"))
      .as("seen"),
  ]);
  if (siteId !== null) query = query.where("staff_role.site_id", "in", [siteId, 0]);
  const rows = await query.orderBy("member.handle").orderBy("staff_role.site_id").execute();
  return rows.flatMap((row) =>
    rolesOf([row]).map((role) => ({
      ...role,
      name: row.name,
      handle: row.handle,
      isDisabled: row.disabled_at !== null,
      hasSecondFactor: row.two_factor_enabled === 1,
      lastSeen: row.seen === null ? null : Date.parse(row.seen),
    })),
  );
}

/** Who writes for an account on each site. */
export async function personsOf(db: Db, memberId: MemberId) {
  return db
    .selectFrom("person")
    .select(["id", "site_id", "kind", "title"])
    .where("member_id", "=", memberId)
    .execute();
}

export async function savePersonStanding(
  tx: Tx,
  id: PersonId,
  { kind, title }: { kind: string; title: string },
): Promise<void> {
  await tx.updateTable("person").set({ kind, title }).where("id", "=", id).execute();
}

/** The hash of a member's address, if it is proved and the account isn't switched off. */
export async function addressHashOf(db: Db, memberId: MemberId): Promise<string | null> {
  const row = await db
    .selectFrom("member")
    .select("email_hash")
    .where("id", "=", memberId)
    .where("email_verified", "=", 1)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  return row?.email_hash ?? null;
}

export function memberNames(db: Db, ids: readonly MemberId[]) {
  return db.selectFrom("member").select(["id", "name"]).where("id", "in", ids).execute();
}
