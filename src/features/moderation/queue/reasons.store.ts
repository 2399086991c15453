import { sql } from "kysely";
import type { Db } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import type { CommentId, MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import { objectionsOfScans } from "../scan/scan-findings.ts";

/** Something that a rule had against a comment, as it was written down. */
export interface Objected {
  commentId: CommentId;
  actor: string;
  action: string;
  code: string;
  /** JSON. */
  details: string;
  at: number;
}

const atMost = 400;

/** What rules had against these comments, in the order in which they said it; last what a scan found. */
export async function objectionsTo(db: Db, ids: readonly CommentId[]): Promise<Objected[]> {
  if (ids.length === 0) return [];
  const written = await db
    .selectFrom("decision")
    .select(["comment_id as commentId", "actor", "action", "code", "details", "at"])
    .where("comment_id", "in", padded(ids))
    .where("action", "in", ["hold", "refuse"])
    .where("actor", "like", "rule:%")
    .orderBy("id")
    .limit(atMost)
    .execute();
  return [...written, ...(await objectionsOfScans(db, ids))];
}

const lastLookedAt = 50;

/** What became of the last that were held for a reason and are decided: how many, and how many of them were refused. */
export async function fateOf(
  db: Db,
  siteId: SiteId,
  { phase, code }: { phase: string; code: string },
): Promise<{ decided: number; refused: number }> {
  const last = db
    .selectFrom("decision")
    .select("comment_id")
    .where("site_id", "=", siteId)
    .where("actor", "=", `rule:${phase}`)
    .where("code", "=", code)
    // Named literally, so that the index of what was held matches.
    .where("action", "=", sql.lit("hold"))
    .orderBy("id", "desc")
    .limit(lastLookedAt);
  const row = await db
    .selectFrom(last.as("last"))
    .innerJoin("comment", "comment.id", "last.comment_id")
    .select((eb) => [
      eb.fn.countAll<number>().as("decided"),
      sql<number>`coalesce(sum(case when comment.status in ('rejected', 'spam') then 1 else 0 end), 0)`.as(
        "refused",
      ),
    ])
    .where("comment.status", "in", ["published", "rejected", "spam"])
    .executeTakeFirst();
  return { decided: Number(row?.decided ?? 0), refused: Number(row?.refused ?? 0) };
}

export interface ReportLine {
  id: number;
  reason: string;
  note: string;
  at: number;
  handledAt: number | null;
  upheld: number | null;
}

/** The last reports of a comment. Who reported stays unsaid. */
export async function lastReports(db: Db, id: CommentId, limit: number): Promise<ReportLine[]> {
  return db
    .selectFrom("report")
    .select(["id", "reason", "note", "at", "handled_at as handledAt", "upheld"])
    .where("comment_id", "=", id)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** Somebody as the desk has known them. */
export interface Known {
  published: number;
  refused: number;
  reportsUpheld: number;
  firstAt: number;
  isVerified: boolean;
}

export async function knownOf(db: Db, id: PersonId): Promise<Known | null> {
  const row = await db
    .selectFrom("person")
    .leftJoin("member", "member.id", "person.member_id")
    .select([
      "person.published_count as published",
      "person.refused_count as refused",
      "person.upheld_count as reportsUpheld",
      "person.created_at as firstAt",
      "member.email_verified as isVerified",
    ])
    .where("person.id", "=", id)
    .executeTakeFirst();
  return row ? { ...row, isVerified: row.isVerified === 1 } : null;
}

export interface SanctionLine {
  id: number;
  kind: string;
  until: number | null;
  code: string;
  at: number;
  endedAt: number | null;
}

/** What was done to somebody or their account, the latest first. */
export async function sanctionsOn(
  db: Db,
  siteId: SiteId,
  { personId, memberId }: { personId: PersonId; memberId: MemberId | null },
): Promise<SanctionLine[]> {
  return db
    .selectFrom("sanction")
    .select(["id", "kind", "until", "code", "at", "ended_at as endedAt"])
    .where("site_id", "=", siteId)
    .where((eb) =>
      eb.or([
        eb.and([eb("target", "=", "person"), eb("key", "=", String(personId))]),
        eb.and([eb("target", "=", "member"), eb("key", "=", memberId ?? "")]),
      ]),
    )
    .orderBy("id", "desc")
    .limit(10)
    .execute();
}

export interface NoteLine {
  id: number;
  by: string;
  text: string;
  at: number;
}

/** What staff wrote down about somebody, the latest first. */
export async function notesOn(db: Db, id: PersonId): Promise<NoteLine[]> {
  const rows = await db
    .selectFrom("staff_note")
    .leftJoin("member", "member.id", "staff_note.by")
    .select(["staff_note.id", "staff_note.by", "member.name", "staff_note.text", "staff_note.at"])
    .where("person_id", "=", id)
    .orderBy("staff_note.id", "desc")
    .limit(10)
    .execute();
  return rows.map(({ name, ...note }) => ({ ...note, by: name ?? "" }));
}
