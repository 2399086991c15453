import type { Db, Tx } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import type { CommentId, MemberId, SiteId } from "../../../platform/lib/ids.ts";
import type { LegalNoticeTable } from "./law.table.ts";

export type NewNotice = Omit<
  LegalNoticeTable,
  "id" | "answered_at" | "outcome" | "answer" | "answered_by"
> & {
  outcome: string;
};

export async function insertNotice(tx: Tx, notice: NewNotice): Promise<number> {
  const { id } = await tx.insertInto("legal_notice").values(notice).returning("id").executeTakeFirstOrThrow();
  return id;
}

function notices(db: Db) {
  return db.selectFrom("legal_notice").selectAll();
}

export type NoticeRow = Awaited<ReturnType<ReturnType<typeof notices>["executeTakeFirstOrThrow"]>>;

export async function findNotice(db: Db, siteId: SiteId, id: number): Promise<NoticeRow | null> {
  const row = await notices(db).where("id", "=", id).where("site_id", "=", siteId).executeTakeFirst();
  return row ?? null;
}

/** What waits for an answer, what weighs most first. */
export function openNotices(db: Db, siteId: SiteId, limit: number): Promise<NoticeRow[]> {
  return notices(db)
    .where("site_id", "=", siteId)
    .where("answered_at", "is", null)
    .orderBy("weight", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
}

export async function noticesAbout(db: Db, ids: readonly CommentId[]): Promise<NoticeRow[]> {
  if (ids.length === 0) return [];
  return notices(db).where("comment_id", "in", padded(ids)).orderBy("id").execute();
}

/** By whom a notice is: an account, an address, a device. */
export interface Sender {
  memberId: MemberId | null;
  /** Nobody proved that it is theirs. */
  emailHash: string | null;
  deviceHash: string;
}

/**
 * What became of somebody's notices since `since`: how many were answered, how many of them were without any ground. Whoever
 * is signed in answers for their account, not for what somebody gave notice of under their address.
 */
export async function recordOfSender(
  db: Db,
  { memberId, emailHash, deviceHash }: Sender,
  since: number,
): Promise<{ answered: number; removed: number; unfounded: number; lastUnfounded: number | null }> {
  const rows = await db
    .selectFrom("legal_notice")
    .select(["outcome", "answered_at"])
    .where("answered_at", ">=", since)
    .where("outcome", "in", ["removed", "kept", "unfounded"])
    .where((eb) =>
      eb.or([
        ...(memberId === null ? [] : [eb("member_id", "=", memberId)]),
        ...(emailHash === null || memberId !== null ? [] : [eb("email_hash", "=", emailHash)]),
        ...(deviceHash === "" ? [] : [eb("device_hash", "=", deviceHash)]),
        eb("id", "=", 0),
      ]),
    )
    .execute();
  const times = rows.flatMap((row) =>
    row.outcome === "unfounded" && row.answered_at !== null ? [row.answered_at] : [],
  );
  return {
    answered: rows.length,
    removed: rows.filter(({ outcome }) => outcome === "removed").length,
    unfounded: times.length,
    lastUnfounded: times.length === 0 ? null : Math.max(...times),
  };
}

/** How many notices were given under an address since `since`. */
export async function countUnderAddress(db: Db, emailHash: string, since: number): Promise<number> {
  const row = await db
    .selectFrom("legal_notice")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("email_hash", "=", emailHash)
    .where("at", ">", since)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** False: somebody has answered it. */
export async function answerNoticeOnce(
  tx: Tx,
  id: number,
  answer: { at: number; outcome: string; answer: string; by: string },
): Promise<boolean> {
  const [done] = await tx
    .updateTable("legal_notice")
    .set({ answered_at: answer.at, outcome: answer.outcome, answer: answer.answer, answered_by: answer.by })
    .where("id", "=", id)
    .where("answered_at", "is", null)
    .execute();
  return Number(done?.numUpdatedRows ?? 0) > 0;
}
