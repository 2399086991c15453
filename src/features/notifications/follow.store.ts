import type { Db, Tx } from "../../platform/db/database.ts";
import { padded } from "../../platform/db/in-groups.ts";
import type { MemberId, PersonId, SiteId } from "../../platform/lib/ids.ts";

export interface Following {
  memberId: MemberId;
  siteId: SiteId;
  /** Of a person, the id is that of whom they write as on this site. */
  kind: "story" | "person";
  targetId: number;
}

export async function insertFollow(tx: Tx, following: Following, at: number): Promise<void> {
  const { memberId, siteId, kind, targetId } = following;
  await tx
    .insertInto("follow")
    .values({ member_id: memberId, site_id: siteId, kind, target_id: targetId, at })
    .onConflict((conflict) => conflict.columns(["member_id", "kind", "target_id"]).doNothing())
    .execute();
}

/** The site on which it was; null: there was none. */
export async function deleteFollow(tx: Tx, following: Omit<Following, "siteId">): Promise<SiteId | null> {
  const row = await tx
    .deleteFrom("follow")
    .where("member_id", "=", following.memberId)
    .where("kind", "=", following.kind)
    .where("target_id", "=", following.targetId)
    .returning("site_id")
    .executeTakeFirst();
  return row?.site_id ?? null;
}

export async function deleteFollowsOf(tx: Tx, memberId: MemberId): Promise<void> {
  await tx.deleteFrom("follow").where("member_id", "=", memberId).execute();
  await tx.deleteFrom("mail_digest").where("member_id", "=", memberId).execute();
}

/** Nobody follows these any more: they write no more. */
export async function deleteFollowersOf(tx: Tx, persons: readonly PersonId[]): Promise<void> {
  if (persons.length === 0) return;
  await tx
    .deleteFrom("follow")
    .where("kind", "=", "person")
    .where("target_id", "in", padded(persons))
    .execute();
}

/** All that a member follows on every site, by the names that it has. */
export function allFollowsOf(db: Db, memberId: MemberId) {
  return db
    .selectFrom("follow")
    .leftJoin("story", (join) =>
      join.onRef("story.id", "=", "follow.target_id").on("follow.kind", "=", "story"),
    )
    .leftJoin("person", (join) =>
      join.onRef("person.id", "=", "follow.target_id").on("follow.kind", "=", "person"),
    )
    .select(["follow.kind", "follow.site_id", "follow.at", "story.headline", "person.name"])
    .where("follow.member_id", "=", memberId)
    .orderBy("follow.at")
    .orderBy("follow.target_id")
    .execute();
}

/** Who follows something, in the order of their ids, beginning after `after`. */
export async function followersOf(
  db: Db,
  { kind, targetId, after, limit }: Pick<Following, "kind" | "targetId"> & { after: string; limit: number },
): Promise<MemberId[]> {
  const rows = await db
    .selectFrom("follow")
    .select("member_id")
    .where("kind", "=", kind)
    .where("target_id", "=", targetId)
    .where("member_id", ">", after as MemberId)
    .orderBy("member_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.member_id);
}

export async function firstDigest(
  tx: Tx,
  { memberId, siteId }: Pick<Following, "memberId" | "siteId">,
  { lastAt, nextAt }: { lastAt: number; nextAt: number },
): Promise<void> {
  await tx
    .insertInto("mail_digest")
    .values({ member_id: memberId, site_id: siteId, last_at: lastAt, next_at: nextAt })
    .onConflict((conflict) => conflict.columns(["member_id", "site_id"]).doNothing())
    .execute();
}
