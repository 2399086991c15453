import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId, PersonId, SiteId, StoryId } from "../../../platform/lib/ids.ts";

export interface Relation {
  isFollowed: boolean;
  isMuted: boolean;
}

/** What one person is to a member. */
export async function readRelation(db: Db, memberId: MemberId, personId: PersonId): Promise<Relation> {
  const rows = await db
    .selectFrom("follow")
    .select("kind")
    .where("member_id", "=", memberId)
    .where("kind", "=", "person")
    .where("target_id", "=", personId)
    .unionAll(
      db
        .selectFrom("mute")
        .select((eb) => eb.val("mute").as("kind"))
        .where("member_id", "=", memberId)
        .where("person_id", "=", personId),
    )
    .execute();
  const kinds = new Set(rows.map((row) => row.kind));
  return { isFollowed: kinds.has("person"), isMuted: kinds.has("mute") };
}

export async function insertMute(tx: Tx, memberId: MemberId, personId: PersonId, at: number): Promise<void> {
  await tx
    .insertInto("mute")
    .values({ member_id: memberId, person_id: personId, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteMute(tx: Tx, memberId: MemberId, personId: PersonId): Promise<void> {
  await tx.deleteFrom("mute").where("member_id", "=", memberId).where("person_id", "=", personId).execute();
}

export async function personsMuted(db: Db, memberId: MemberId): Promise<PersonId[]> {
  const rows = await db.selectFrom("mute").select("person_id").where("member_id", "=", memberId).execute();
  return rows.map((row) => row.person_id);
}

/** Somebody in a list of those followed or muted. The handle is null for guests, and for who has no account any more. */
export interface ListedPerson {
  id: PersonId;
  name: string;
  handle: string | null;
}

const mostListed = 500;

function persons(db: Db, siteId: SiteId) {
  return db
    .selectFrom("person")
    .leftJoin("member", (join) =>
      join.onRef("member.id", "=", "person.member_id").on("member.disabled_at", "is", null),
    )
    .select(["person.id", "person.name", "member.handle"])
    .where("person.site_id", "=", siteId)
    .limit(mostListed);
}

/** Whom a member follows on a site, the last first. */
export function followedPersons(db: Db, memberId: MemberId, siteId: SiteId): Promise<ListedPerson[]> {
  return persons(db, siteId)
    .innerJoin("follow", "follow.target_id", "person.id")
    .where("follow.kind", "=", "person")
    .where("follow.member_id", "=", memberId)
    .orderBy("follow.at", "desc")
    .orderBy("person.id", "desc")
    .execute();
}

/** Whom a member has muted on a site, the last first. */
export function mutedPersons(db: Db, memberId: MemberId, siteId: SiteId): Promise<ListedPerson[]> {
  return persons(db, siteId)
    .innerJoin("mute", "mute.person_id", "person.id")
    .where("mute.member_id", "=", memberId)
    .orderBy("mute.at", "desc")
    .orderBy("person.id", "desc")
    .execute();
}

/** The stories whose discussions a member follows on a site, the last first. */
export async function followedStories(db: Db, memberId: MemberId, siteId: SiteId): Promise<StoryId[]> {
  const rows = await db
    .selectFrom("follow")
    .select("target_id")
    .where("member_id", "=", memberId)
    .where("site_id", "=", siteId)
    .where("kind", "=", "story")
    .orderBy("at", "desc")
    .orderBy("target_id", "desc")
    .limit(mostListed)
    .execute();
  return rows.map((row) => row.target_id as StoryId);
}
