import type { Db, Tx } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import { emptyWords } from "../held.store.ts";
import type { CommentId, MemberId, PersonId } from "../../../platform/lib/ids.ts";

const nobody = 0 as PersonId;

export async function statementsOf(db: Db, persons: readonly PersonId[], after: number, limit: number) {
  if (persons.length === 0) return [];
  return db
    .selectFrom("statement")
    .selectAll()
    .where("person_id", "in", padded(persons))
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
}

export async function appealsOf(db: Db, persons: readonly PersonId[], after: number, limit: number) {
  if (persons.length === 0) return [];
  return db
    .selectFrom("appeal")
    .selectAll()
    .where("person_id", "in", padded(persons))
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Nothing leads from what was decided about somebody, or from what they said to it, to them. */
export async function forgetPersons(tx: Tx, persons: readonly PersonId[]): Promise<number> {
  if (persons.length === 0) return 0;
  const ids = padded(persons);
  const [statements] = await tx
    .updateTable("statement")
    .set({ person_id: nobody })
    .where("person_id", "in", ids)
    .execute();
  const [appeals] = await tx
    .updateTable("appeal")
    .set({ person_id: nobody, text: "", answer: "", to_sealed: null })
    .where("person_id", "in", ids)
    .execute();
  return Number(statements?.numUpdatedRows ?? 0) + Number(appeals?.numUpdatedRows ?? 0);
}

/** The same of some comments. `words`: also what their writers said about them, and were answered. */
export async function forgetComments(tx: Tx, ids: readonly CommentId[], words: boolean): Promise<void> {
  if (ids.length === 0) return;
  const among = padded(ids);
  await tx.updateTable("statement").set({ person_id: nobody }).where("comment_id", "in", among).execute();
  const change = { person_id: nobody, to_sealed: null };
  await tx
    .updateTable("appeal")
    .set(words ? { ...change, text: "", answer: "" } : change)
    .where("comment_id", "in", among)
    .where("notice_id", "=", 0)
    .execute();
}

export interface NoticeSender {
  memberId: MemberId | null;
  emailHash: string | null;
  devices: readonly string[];
}

export async function noticesOf(db: Db, sender: NoticeSender, limit: number) {
  const { memberId, emailHash, devices } = sender;
  return db
    .selectFrom("legal_notice")
    .selectAll()
    .where((eb) =>
      eb.or([
        ...(memberId === null ? [] : [eb("member_id", "=", memberId)]),
        ...(emailHash === null ? [] : [eb("email_hash", "=", emailHash)]),
        ...(devices.length === 0 ? [] : [eb("device_hash", "in", padded(devices))]),
        eb("id", "=", 0),
      ]),
    )
    .orderBy("id")
    .limit(limit)
    .execute();
}

const emptied = {
  name_sealed: null,
  email_sealed: null,
  email_hash: null,
  member_id: null,
  device_hash: "",
  explanation: "",
  answer: "",
} as const;

/** What the desk wrote to the senders of notices, where it decided about them. */
async function emptyAnswers(tx: Tx, ids: readonly number[]): Promise<void> {
  const answered = await tx
    .selectFrom("legal_notice")
    .innerJoin("decision", (join) =>
      join
        .onRef("decision.site_id", "=", "legal_notice.site_id")
        // One moment of the same transaction: so it is found by its time.
        .onRef("decision.at", "=", "legal_notice.answered_at"),
    )
    .select(["decision.id", "decision.about", "decision.salt", "legal_notice.id as notice"])
    .where("legal_notice.id", "in", padded(ids))
    .where("decision.action", "=", "answerNotice")
    .execute();
  for (const { id, about, salt, notice } of answered)
    if (about === `notice:${notice}`) await emptyWords(tx, id, salt);
}

export async function emptyNotices(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await emptyAnswers(tx, ids);
  await tx.updateTable("legal_notice").set(emptied).where("id", "in", padded(ids)).execute();
  await tx
    .updateTable("appeal")
    .set({ text: "", answer: "", to_sealed: null })
    .where("notice_id", "in", padded(ids))
    .execute();
}

interface Span {
  from: number;
  before: number;
}

/** Notices that were answered between two times and still say whose they were. */
export function noticesAnswered(db: Db, { from, before }: Span, limit: number) {
  return db
    .selectFrom("legal_notice")
    .select(["id", "answered_at"])
    .where("answered_at", ">=", from)
    .where("answered_at", "<", before)
    .where((eb) => eb.or([eb("explanation", "!=", ""), eb("name_sealed", "is not", null)]))
    .orderBy("answered_at")
    .limit(limit)
    .execute();
}

/** Reports between two times that still say from which network they came. */
export function reportNetworks(db: Db, { from, before }: Span, limit: number) {
  return db
    .selectFrom("report")
    .select(["id", "at"])
    .where("at", ">=", from)
    .where("at", "<", before)
    .where("network", "!=", "")
    .orderBy("at")
    .limit(limit)
    .execute();
}

export async function emptyNetworks(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable("report").set({ network: "" }).where("id", "in", padded(ids)).execute();
}

export async function countNetworks(db: Db, { from, before }: Span): Promise<number> {
  const row = await db
    .selectFrom("report")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("at", ">=", from)
    .where("at", "<", before)
    .where("network", "!=", "")
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

export async function countNotices(db: Db, { from, before }: Span): Promise<number> {
  const row = await db
    .selectFrom("legal_notice")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("answered_at", ">=", from)
    .where("answered_at", "<", before)
    .where((eb) => eb.or([eb("explanation", "!=", ""), eb("name_sealed", "is not", null)]))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
