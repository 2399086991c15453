import type { Db, Tx } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import type { CommentId, MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import type { AppealTable } from "../law/law.table.ts";

export type NewAppeal = Omit<AppealTable, "id" | "answered_at" | "outcome" | "answer" | "answered_by">;

/** Its id; null: there is one already. */
export async function insertAppeal(tx: Tx, appeal: NewAppeal): Promise<number | null> {
  const row = await tx
    .insertInto("appeal")
    .values(appeal)
    .onConflict((conflict) => conflict.columns(["statement_id", "notice_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id ?? null;
}

function appeals(db: Db) {
  return db.selectFrom("appeal").selectAll();
}

export type AppealRow = Awaited<ReturnType<ReturnType<typeof appeals>["executeTakeFirstOrThrow"]>>;

export async function appealsAbout(db: Db, ids: readonly CommentId[]): Promise<AppealRow[]> {
  if (ids.length === 0) return [];
  return appeals(db).where("comment_id", "in", padded(ids)).orderBy("id").execute();
}

export async function findAppeal(db: Db, siteId: SiteId, id: number): Promise<AppealRow | null> {
  const row = await appeals(db).where("id", "=", id).where("site_id", "=", siteId).executeTakeFirst();
  return row ?? null;
}

export async function appealAgainst(
  db: Db,
  what: { statementId: number } | { noticeId: number },
): Promise<AppealRow | null> {
  const query =
    "statementId" in what
      ? appeals(db).where("statement_id", "=", what.statementId)
      : appeals(db).where("notice_id", "=", what.noticeId);
  return (await query.executeTakeFirst()) ?? null;
}

/** What waits for an answer, oldest first. */
export function openAppeals(db: Db, siteId: SiteId, limit: number): Promise<AppealRow[]> {
  return appeals(db)
    .where("site_id", "=", siteId)
    .where("answered_at", "is", null)
    .orderBy("id")
    .limit(limit)
    .execute();
}

export function openAppealsAbout(tx: Tx, commentId: CommentId): Promise<AppealRow[]> {
  return appeals(tx)
    .where("comment_id", "=", commentId)
    .where("statement_id", ">", 0)
    .where("answered_at", "is", null)
    .execute();
}

/** False: somebody has answered it. */
export async function answerOnce(
  tx: Tx,
  id: number,
  answer: { at: number; outcome: string; answer: string; by: string },
): Promise<boolean> {
  const [done] = await tx
    .updateTable("appeal")
    .set({
      answered_at: answer.at,
      outcome: answer.outcome,
      answer: answer.answer,
      answered_by: answer.by,
      // The answer's mail is ordered in this transaction, and holds it from here on.
      to_sealed: null,
    })
    .where("id", "=", id)
    .where("answered_at", "is", null)
    .execute();
  return Number(done?.numUpdatedRows ?? 0) > 0;
}

/** The accounts of who appeals, and of whoever wrote the comment that it is about. */
export async function membersIn(
  db: Db,
  { person_id, comment_id }: Pick<AppealRow, "person_id" | "comment_id">,
): Promise<MemberId[]> {
  const rows = await db
    .selectFrom("person")
    .select("member_id")
    .where((eb) =>
      eb.or([
        eb("id", "=", person_id),
        eb("id", "=", eb.selectFrom("comment").select("author_id").where("comment.id", "=", comment_id)),
      ]),
    )
    .execute();
  return rows.flatMap((row) => row.member_id ?? []);
}

/** The last that somebody wrote: at the desk a case hangs on a comment. */
export async function lastCommentOf(db: Db, personId: PersonId): Promise<CommentId | null> {
  const row = await db
    .selectFrom("comment")
    .select("id")
    .where("author_id", "=", personId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** To whom an answer goes by mail: an account's proved address. */
export async function writerOf(db: Db, personId: PersonId) {
  const row = await db
    .selectFrom("person")
    .leftJoin("member", "member.id", "person.member_id")
    .select([
      "person.member_id as memberId",
      "person.email_sealed as guestSealed",
      "person.email_hash as guestHash",
      "member.language",
      "member.email_sealed as memberSealed",
      "member.email_verified as isVerified",
      "member.disabled_at as disabledAt",
    ])
    .where("person.id", "=", personId)
    .executeTakeFirst();
  return row ?? null;
}

export async function languageOfMember(db: Db, memberId: MemberId): Promise<string | null> {
  const row = await db.selectFrom("member").select("language").where("id", "=", memberId).executeTakeFirst();
  return row?.language ?? null;
}
