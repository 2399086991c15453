import type { Db, Tx } from "../../platform/db/database.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { MemberId, PersonId, SiteId } from "../../platform/lib/ids.ts";
import type { WritingMember } from "./member-person.ts";

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

/** What a member is on a site, where they are of its staff. A role on this site goes before one on every site. */
export async function readStanding(
  db: Db,
  memberId: MemberId,
  siteId: SiteId,
): Promise<{ role: string; title: string } | null> {
  const row = await db
    .selectFrom("staff_role")
    .select(["role", "title"])
    .where("member_id", "=", memberId)
    .where("site_id", "in", [siteId, 0])
    .orderBy("site_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
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
