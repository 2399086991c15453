import { type Selectable, sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { forUpdate } from "../../platform/db/for-update.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { MemberId, SiteId } from "../../platform/lib/ids.ts";
import type { MailOrder } from "./mail.ts";
import type { MailTable } from "./mail.table.ts";

export interface QueuedMail extends Omit<MailOrder, "content"> {
  kind: string;
  toHash: string;
  contentSealed: string;
  at: number;
  priority: number;
  expiresAt: number;
}

export async function insertMail(tx: Tx, mail: QueuedMail): Promise<void> {
  await tx
    .insertInto("mail")
    .values({
      key: mail.key,
      site_id: mail.siteId,
      kind: mail.kind,
      member_id: mail.memberId,
      language: mail.language,
      to_sealed: mail.toSealed,
      to_hash: mail.toHash,
      content_sealed: mail.contentSealed,
      at: mail.at,
      state: "waiting",
      priority: mail.priority,
      send_at: mail.at,
      expires_at: mail.expiresAt,
    })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
}

export type MailRow = Selectable<MailTable>;

interface Due {
  now: number;
  /** Of less priority than this isn't wanted. */
  least: number;
}

// The state is named literally, so that the index of what waits matches.
const isWaiting = sql<boolean>`state = ${sql.lit("waiting")}`;

const firstDue = prepared((db: Db, value: Values<Due>) =>
  db
    .selectFrom("mail")
    .select("id")
    .where(isWaiting)
    .where("priority", "<=", value("least"))
    .where("send_at", "<=", value("now"))
    .where((eb) => eb.or([eb("leased_until", "is", null), eb("leased_until", "<=", value("now"))]))
    .limit(1),
);

/** Whether there is anything to send now. */
export async function isAnythingDue(db: Db, due: Due): Promise<boolean> {
  return (await firstDue(db, due)).length > 0;
}

/** Takes the next mail for one sender until `until`; null: there is none. */
export async function takeNext(tx: Tx, due: Due & { lease: string; until: number }): Promise<MailRow | null> {
  const row = await tx
    .selectFrom("mail")
    .selectAll()
    .where(isWaiting)
    .where("priority", "<=", due.least)
    .where("send_at", "<=", due.now)
    .where((eb) => eb.or([eb("leased_until", "is", null), eb("leased_until", "<=", due.now)]))
    .orderBy("priority")
    .orderBy("send_at")
    .orderBy("id")
    .limit(1)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  if (!row) return null;
  const taken = { lease: due.lease, leased_until: due.until, tries: row.tries + 1, tried_at: due.now };
  await tx.updateTable("mail").set(taken).where("id", "=", row.id).execute();
  return { ...row, ...taken };
}

/** A mail as long as it is this sender's. */
function own(tx: Tx, { id, lease }: Pick<MailRow, "id" | "lease">) {
  return tx.updateTable("mail").where("id", "=", id).where("lease", "=", lease).where(isWaiting);
}

/** False: it belongs to somebody else by now. */
export async function renewLease(tx: Tx, mail: MailRow, until: number): Promise<boolean> {
  const { numUpdatedRows } = await own(tx, mail).set({ leased_until: until }).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Marks that its content goes out now. False: it belongs to somebody else by now. */
export async function markHanded(tx: Tx, mail: MailRow, now: number): Promise<boolean> {
  const { numUpdatedRows } = await own(tx, mail)
    .where("leased_until", ">", now)
    .set({ handed_at: now })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const free = { lease: null, leased_until: null };
const erased = { to_sealed: null, to_hash: null, content_sealed: null };

/** Lets it wait until `sendAt`. */
export async function putBack(
  tx: Tx,
  mail: MailRow,
  { sendAt, error, tries }: { sendAt: number; error: string | null; tries: number },
): Promise<void> {
  await own(tx, mail)
    .set({ ...free, send_at: sendAt, error, tries, handed_at: null })
    .execute();
}

/** Ends it, and erases to whom it went and what it said. */
export async function endMail(
  tx: Tx,
  mail: MailRow,
  { state, at }: { state: "sent" | "expired" | "dropped"; at: number },
): Promise<void> {
  await own(tx, mail)
    .set({ ...free, ...erased, state, error: null, handed_at: null, ended_at: at })
    .execute();
}

/** Gives it up, but keeps it for the desk, which can have it sent again. */
export async function giveUp(
  tx: Tx,
  mail: MailRow,
  { error, at }: { error: string; at: number },
): Promise<void> {
  await own(tx, mail)
    .set({ ...free, state: "dead", error, ended_at: at })
    .execute();
}

/** Ends what waited for too long and nobody is sending. How many that were. */
export async function expireMails(tx: Tx, now: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable("mail")
    .set({ ...free, ...erased, state: "expired", ended_at: now })
    .where(isWaiting)
    .where("expires_at", "<=", now)
    .where((eb) => eb.or([eb("leased_until", "is", null), eb("leased_until", "<=", now)]))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function deleteMailsOf(tx: Tx, memberId: MemberId, toHash: string | null): Promise<void> {
  await tx.deleteFrom("mail").where("member_id", "=", memberId).execute();
  if (toHash !== null) await deleteMailsTo(tx, toHash);
}

export async function deleteMailsTo(tx: Tx, toHash: string): Promise<void> {
  await tx.deleteFrom("mail").where("to_hash", "=", toHash).execute();
}

export interface Outage {
  since: number;
  lastAt: number;
  error: string;
}

export async function readOutage(db: Db): Promise<Outage | null> {
  const row = await db.selectFrom("mail_outage").selectAll().executeTakeFirst();
  return row ? { since: row.since, lastAt: row.last_at, error: row.error } : null;
}

export async function saveOutage(tx: Tx, { error, at }: { error: string; at: number }): Promise<void> {
  await tx
    .insertInto("mail_outage")
    .values({ id: 1, since: at, last_at: at, error })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ last_at: at, error }))
    .execute();
}

export async function endOutage(tx: Tx): Promise<void> {
  await tx.deleteFrom("mail_outage").execute();
}

/** What the desk sees of a mail that was given up. */
export interface DeadMail {
  id: number;
  kind: string;
  at: number;
  ended_at: number | null;
  tries: number;
  error: string | null;
}

/** The last hundred that were given up, newest first. */
export async function deadMails(db: Db, siteId: SiteId): Promise<DeadMail[]> {
  return db
    .selectFrom("mail")
    .select(["id", "kind", "at", "ended_at", "tries", "error"])
    .where("site_id", "=", siteId)
    .where("state", "=", "dead")
    .orderBy("ended_at", "desc")
    .orderBy("id", "desc")
    .limit(100)
    .execute();
}

export interface MailCounts {
  waiting: number;
  dead: number;
  /** When the oldest that waits was ordered. */
  oldestAt: number | null;
}

export async function countMails(db: Db, siteId: SiteId | null): Promise<MailCounts> {
  const rows = await db
    .selectFrom("mail")
    .select((eb) => ["state", eb.fn.countAll<number>().as("n"), eb.fn.min("at").as("oldest")])
    .where("state", "in", ["waiting", "dead"])
    .$if(siteId !== null, (query) => query.where("site_id", "=", siteId as SiteId))
    .groupBy("state")
    .execute();
  const of = (state: string) => rows.find((row) => row.state === state);
  return {
    waiting: Number(of("waiting")?.n ?? 0),
    dead: Number(of("dead")?.n ?? 0),
    oldestAt: of("waiting")?.oldest ?? null,
  };
}

/** Which of the mails that were given up: one, or all of them; on one site, or on every one. */
export interface Chosen {
  siteId: SiteId | null;
  id: number | null;
}

/**
 * Lets mails that were given up wait once more: those of `kinds` until `expiresAt`, others only while their time isn't
 * over. How many that were.
 */
export async function revive(
  tx: Tx,
  {
    siteId,
    id,
    now,
    expiresAt,
    kinds,
  }: Chosen & { now: number; expiresAt: number; kinds: readonly string[] },
): Promise<number> {
  const chosen = tx
    .updateTable("mail")
    .set({ state: "waiting", send_at: now, tries: 0, error: null, ended_at: null, handed_at: null })
    .where("state", "=", "dead")
    .$if(siteId !== null, (query) => query.where("site_id", "=", siteId as SiteId))
    .$if(id !== null, (query) => query.where("id", "=", id as number));
  const some = await chosen.where("kind", "in", kinds).set({ expires_at: expiresAt }).executeTakeFirst();
  const others = await chosen.where("kind", "not in", kinds).where("expires_at", ">", now).executeTakeFirst();
  return Number(some.numUpdatedRows + others.numUpdatedRows);
}

export async function deleteDead(tx: Tx, { siteId, id }: Chosen): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("mail")
    .where("state", "=", "dead")
    .$if(siteId !== null, (query) => query.where("site_id", "=", siteId as SiteId))
    .$if(id !== null, (query) => query.where("id", "=", id as number))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
