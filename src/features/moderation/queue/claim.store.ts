import type { Db, Tx } from "../../../platform/db/database.ts";
import type { CommentId, MemberId, SiteId } from "../../../platform/lib/ids.ts";

export interface Claim {
  siteId: SiteId;
  commentId: CommentId;
  memberId: MemberId;
  /** Milliseconds since 1970. */
  now: number;
  until: number;
}

/** Lets go of everything else that somebody was looking at on a site. */
export async function releaseOthers(
  tx: Tx,
  { siteId, commentId, memberId }: Pick<Claim, "siteId" | "commentId" | "memberId">,
): Promise<void> {
  await tx
    .updateTable("queue_item")
    .set({ claimed_by: null, claimed_until: null })
    .where("site_id", "=", siteId)
    .where("claimed_by", "=", memberId)
    .where("comment_id", "!=", commentId)
    .execute();
}

/** Takes a comment that nobody else is looking at, in whichever queues it waits. */
export async function takeFree(tx: Tx, claim: Claim): Promise<void> {
  const { siteId, commentId, memberId, now, until } = claim;
  await tx
    .updateTable("queue_item")
    .set({ claimed_by: memberId, claimed_until: until })
    .where("comment_id", "=", commentId)
    .where("site_id", "=", siteId)
    .where((eb) =>
      eb.or([
        eb("claimed_until", "is", null),
        eb("claimed_until", "<=", now),
        eb("claimed_by", "=", memberId),
      ]),
    )
    .execute();
}

/** The name of whoever else is looking at a comment; null: nobody is. */
export async function otherClaimant(
  db: Db,
  { siteId, commentId, memberId, now }: Omit<Claim, "until">,
): Promise<string | null> {
  const row = await db
    .selectFrom("queue_item")
    .innerJoin("member", "member.id", "queue_item.claimed_by")
    .select("member.name")
    .where("queue_item.comment_id", "=", commentId)
    .where("queue_item.site_id", "=", siteId)
    .where("queue_item.claimed_by", "!=", memberId)
    .where("queue_item.claimed_until", ">", now)
    .limit(1)
    .executeTakeFirst();
  return row?.name ?? null;
}

/** Who of the desk is looking at something at this moment. */
export async function claimants(db: Db, siteId: SiteId, now: number): Promise<MemberId[]> {
  const rows = await db
    .selectFrom("queue_item")
    .select("claimed_by")
    .distinct()
    .where("site_id", "=", siteId)
    .where("claimed_by", "is not", null)
    .where("claimed_until", ">", now)
    .execute();
  return rows.flatMap(({ claimed_by }) => claimed_by ?? []);
}

/** Up to which comment somebody has looked through what is new; null: they never have. */
export async function readMark(
  db: Db,
  memberId: MemberId,
  siteId: SiteId,
): Promise<{ at: number; id: number } | null> {
  const row = await db
    .selectFrom("desk_mark")
    .select(["at", "comment_id as id"])
    .where("member_id", "=", memberId)
    .where("site_id", "=", siteId)
    .executeTakeFirst();
  return row ?? null;
}

export async function writeMark(
  tx: Tx,
  row: { memberId: MemberId; siteId: SiteId; at: number; id: CommentId },
): Promise<void> {
  const change = { at: row.at, comment_id: row.id };
  await tx
    .insertInto("desk_mark")
    .values({ member_id: row.memberId, site_id: row.siteId, ...change })
    .onConflict((conflict) => conflict.columns(["member_id", "site_id"]).doUpdateSet(change))
    .execute();
}

export function marksOf(db: Db, memberId: MemberId) {
  return db.selectFrom("desk_mark").select(["site_id", "at"]).where("member_id", "=", memberId).execute();
}
