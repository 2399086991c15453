import type { Db, Tx } from "../../platform/db/database.ts";
import { forUpdate } from "../../platform/db/for-update.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { MemberId, PersonId, SiteId } from "../../platform/lib/ids.ts";
import type { WritingMember } from "./member-person.ts";
import { roles } from "./staff/permissions.ts";

type OnSite = { memberId: MemberId; siteId: SiteId };

const ofMember = prepared((db: Db, value: Values<OnSite>) =>
  db
    .selectFrom("person")
    .select("id")
    .where("member_id", "=", value("memberId"))
    .where("site_id", "=", value("siteId")),
);

export async function findMemberPerson(db: Db, memberId: MemberId, siteId: SiteId): Promise<PersonId | null> {
  const [row] = await ofMember(db, { memberId, siteId });
  return row?.id ?? null;
}

/** Whether an account works, and will until this transaction has ended. */
export async function holdsAccount(tx: Tx, memberId: MemberId): Promise<boolean> {
  const row = await tx
    .selectFrom("member")
    .select("disabled_at")
    .where("id", "=", memberId)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  return row !== undefined && row.disabled_at === null;
}

/**
 * What a member is on a site, where they are of its staff. Of a role on this site and one on every site, the one that
 * may do more: none on a site takes one away.
 */
export async function readStanding(
  db: Db,
  memberId: MemberId,
  siteId: SiteId,
): Promise<{ role: string; title: string } | null> {
  const rows = await db
    .selectFrom("staff_role")
    .select(["role", "title"])
    .where("member_id", "=", memberId)
    .where("site_id", "in", [siteId, 0])
    .orderBy("site_id", "desc")
    .execute();
  const rank = ({ role }: { role: string }) => (roles as readonly string[]).indexOf(role);
  return rows.toSorted((one, other) => rank(other) - rank(one))[0] ?? null;
}

/** Writes it unless somebody else has in the meantime: a member has one person on each site. */
export async function insertMemberPerson(
  tx: Tx,
  person: WritingMember & { title: string; isStaff: boolean },
): Promise<void> {
  await tx
    .insertInto("person")
    .values({
      site_id: person.siteId,
      kind: person.isStaff ? "staff" : "member",
      name: person.name,
      title: person.title,
      email_sealed: null,
      email_hash: null,
      device_hash: null,
      member_id: person.memberId,
      created_at: person.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
