import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { deleteTrusted } from "../second-factor/trusted-device.store.ts";

/** A member as staff find them. */
export interface Somebody {
  id: MemberId;
  name: string;
  handle: string;
  isVerified: boolean;
  hasSecondFactor: boolean;
  /** Whether there is an address at all. */
  hasAddress: boolean;
  language: string | null;
  /** When it was switched off: milliseconds since 1970. */
  disabledAt: number | null;
  since: number;
}

function members(db: Db) {
  return db
    .selectFrom("member")
    .select([
      "id",
      "name",
      "handle",
      "email_verified",
      "email_hash",
      "two_factor_enabled",
      "language",
      "disabled_at",
      "created_at",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof members>["execute"]>>[number];

function somebody(row: Row | undefined): Somebody | null {
  if (!row) return null;
  return {
    id: row.id,
    name: row.name,
    handle: row.handle,
    isVerified: row.email_verified === 1,
    hasSecondFactor: row.two_factor_enabled === 1,
    hasAddress: row.email_hash !== null,
    language: row.language,
    disabledAt: row.disabled_at,
    since: Date.parse(row.created_at),
  };
}

export async function findSomebody(db: Db, id: MemberId): Promise<Somebody | null> {
  return somebody(await members(db).where("id", "=", id).executeTakeFirst());
}

export async function findByHandle(db: Db, handle: string): Promise<Somebody | null> {
  return somebody(await members(db).where("handle", "=", handle).executeTakeFirst());
}

/** Whose address it is: `email` as `standIn` gives it. */
export async function findByStandIn(db: Db, email: string): Promise<Somebody | null> {
  return somebody(await members(db).where("email", "=", email).executeTakeFirst());
}

export interface PeoplePage {
  people: Somebody[];
  /** Where the next page begins; null: this is the last. */
  next: string | null;
}

/**
 * Members whose name or handle has `words` in it, the newest first; without words, all. `before`: where the page before
 * ended.
 */
export async function searchPeople(
  db: Db,
  { words, slug, before, limit }: { words: string; slug: string; before: string | null; limit: number },
): Promise<PeoplePage> {
  let query = members(db);
  const [at = "", id = ""] = before?.split(" ") ?? [];
  if (before !== null)
    query = query.where((eb) =>
      eb.or([eb("created_at", "<", at), eb.and([eb("created_at", "=", at), eb("id", "<", id as MemberId)])]),
    );
  if (words !== "")
    query = query.where((eb) =>
      eb.or([
        eb(sql`lower(name)`, "like", sql`lower(${within(words)}) escape '\\'`),
        ...(slug === "" ? [] : [eb("handle", "like", sql<string>`${within(slug)} escape '\\'`)]),
      ]),
    );
  const rows = await query
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const last = rows[limit - 1];
  return {
    people: rows.slice(0, limit).flatMap((row) => somebody(row) ?? []),
    next: rows.length > limit && last ? `${last.created_at} ${last.id}` : null,
  };
}

/** A pattern for what has `words` anywhere in it, whatever signs they are made of. */
function within(words: string): string {
  return `%${words.replace(/[\\%_]/g, "\\$&")}%`;
}

/** How many comments of an account stand where, by site and status. */
export async function countComments(db: Db, memberId: MemberId) {
  const rows = await db
    .selectFrom("person")
    .innerJoin("comment", "comment.author_id", "person.id")
    .select((eb) => ["person.site_id", "comment.status", eb.fn.countAll<number>().as("n")])
    .where("person.member_id", "=", memberId)
    .groupBy(["person.site_id", "comment.status"])
    .execute();
  return rows.map((row) => ({ siteId: row.site_id, status: row.status, n: Number(row.n) }));
}

export async function saveDisabled(tx: Tx, id: MemberId, at: number | null): Promise<void> {
  await tx.updateTable("member").set({ disabled_at: at }).where("id", "=", id).execute();
}

/** Signs a member out everywhere. No device is trusted without a second factor then. */
export async function endEverySession(tx: Tx, memberId: MemberId): Promise<void> {
  await tx.deleteFrom("session").where("member_id", "=", memberId).execute();
  await deleteTrusted(tx, memberId);
}

/** How many sessions an account has that hold at `now`, an ISO time. */
export async function countSessions(db: Db, memberId: MemberId, now: string): Promise<number> {
  const row = await db
    .selectFrom("session")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("member_id", "=", memberId)
    .where("expires_at", ">", now)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
