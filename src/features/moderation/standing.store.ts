import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { inGroups, padded } from "../../platform/db/in-groups.ts";
import { forUpdate } from "../../platform/db/for-update.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { CommentId, MemberId, PersonId, SiteId } from "../../platform/lib/ids.ts";
import type { Standing, Trust } from "./phases/facts.ts";

const readStandings = prepared((db: Db, value: Values<{ persons: readonly PersonId[] }>) =>
  db
    .selectFrom("person")
    .select((eb) => [
      eb.fn.coalesce(eb.fn.sum<number>("published_count"), sql<number>`0`).as("published"),
      eb.fn.coalesce(eb.fn.sum<number>("refused_count"), sql<number>`0`).as("refused"),
      eb.fn.coalesce(eb.fn.sum<number>("upheld_count"), sql<number>`0`).as("reportsUpheld"),
      eb.fn.min("created_at").as("firstAt"),
      eb.fn.min("trust").as("least"),
      eb.fn.max("trust").as("most"),
    ])
    .where("id", "in", value("persons")),
);

const unknown: Standing = { published: 0, refused: 0, reportsUpheld: 0, firstAt: null, trust: "auto" };

/** What became of what these people wrote, all together. */
export async function standingOf(db: Db, persons: readonly PersonId[]): Promise<Standing> {
  if (persons.length === 0) return { ...unknown };
  // A list of one length is padded with its last: each row is still counted once.
  const [row] = await readStandings(db, { persons });
  return {
    published: Number(row?.published ?? 0),
    refused: Number(row?.refused ?? 0),
    reportsUpheld: Number(row?.reportsUpheld ?? 0),
    firstAt: row?.firstAt ?? null,
    // Distrust of one of them is distrust of all.
    trust: trustOf(row && row.least < 0 ? row.least : (row?.most ?? 0)),
  };
}

const statusOf = prepared((db: Db, value: Values<{ id: CommentId }>) =>
  db.selectFrom("comment").select("status").where("id", "=", value("id")),
);

/** The same without one comment of theirs, about which it is asked: it doesn't speak for itself when it is changed. */
export async function standingBesides(
  db: Db,
  persons: readonly PersonId[],
  id: CommentId,
): Promise<Standing> {
  const [row] = await statusOf(db, { id });
  const standing = await standingOf(db, persons);
  const less = (n: number, ...statuses: string[]) =>
    Math.max(0, n - (statuses.includes(row?.status ?? "") ? 1 : 0));
  return {
    ...standing,
    published: less(standing.published, "published"),
    refused: less(standing.refused, "rejected", "spam"),
  };
}

const writtenBefore = prepared((db: Db, value: Values<{ person: PersonId; before: number; limit: number }>) =>
  db
    .selectFrom("comment")
    .select(["status", "created_at as at"])
    .where("author_id", "=", value("person"))
    .where("created_at", "<", value("before"))
    .orderBy("created_at", "desc")
    .limit(value("limit")),
);

/** More of them say nothing new. */
const mostLookedAt = 200;

/** What has become by now of what somebody had written before a time: of their last comments until then. */
export async function standingBefore(db: Db, person: PersonId, before: number): Promise<Standing> {
  const rows = await writtenBefore(db, { person, before, limit: mostLookedAt });
  const { trust, reportsUpheld } = await standingOf(db, [person]);
  const count = (...statuses: string[]) => rows.filter(({ status }) => statuses.includes(status)).length;
  return {
    published: count("published"),
    refused: count("rejected", "spam"),
    reportsUpheld,
    firstAt: rows.at(-1)?.at ?? null,
    trust,
  };
}

/** How the desk's word on somebody is kept. */
const trustNumbers: Readonly<Record<Trust, number>> = { distrusted: -1, auto: 0, trusted: 1 };

function trustOf(number: number): Trust {
  if (number === 0) return "auto";
  return number < 0 ? "distrusted" : "trusted";
}

/** Takes somebody for this transaction. Null: nobody like that writes on this site. */
export async function trustForChange(tx: Tx, siteId: SiteId, id: PersonId): Promise<Trust | null> {
  const row = await tx
    .selectFrom("person")
    .select("trust")
    .where("id", "=", id)
    .where("site_id", "=", siteId)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  return row ? trustOf(row.trust) : null;
}

export async function memberOfPerson(db: Db, id: PersonId): Promise<MemberId | null> {
  const row = await db.selectFrom("person").select("member_id").where("id", "=", id).executeTakeFirst();
  return row?.member_id ?? null;
}

export async function setTrust(tx: Tx, id: PersonId, trust: Trust): Promise<void> {
  await tx.updateTable("person").set({ trust: trustNumbers[trust] }).where("id", "=", id).execute();
}

type Change = { id: PersonId; published: number; refused: number; upheld: number };

/** Whoever stands under what has lost its writer's name has counted none of it, and counts nothing back. */
const atLeastNone = (column: string, change: unknown) =>
  sql<number>`case when ${sql.ref(column)} + ${change} < 0 then 0 else ${sql.ref(column)} + ${change} end`;

const changeCounts = prepared((tx: Tx, value: Values<Change>) =>
  tx
    .updateTable("person")
    .set({
      published_count: atLeastNone("published_count", value("published")),
      refused_count: atLeastNone("refused_count", value("refused")),
      upheld_count: atLeastNone("upheld_count", value("upheld")),
    })
    .where("id", "=", value("id")),
);

export async function addToStanding(tx: Tx, change: Change): Promise<void> {
  await changeCounts(tx, change);
}

/** The same of many, a statement for some dozens of them. In one order: so two imports don't wait for one another. */
export async function addToStandings(tx: Tx, changes: readonly Omit<Change, "upheld">[]): Promise<void> {
  const sorted = changes.toSorted((one, other) => one.id - other.id);
  for (const some of inGroups(sorted)) {
    const rows = some.map(
      ({ id, published, refused }) => sql`select cast(${id} as bigint) as id,
        cast(${published} as bigint) as published, cast(${refused} as bigint) as refused`,
    );
    await sql`update person set published_count = published_count + more.published,
      refused_count = refused_count + more.refused
      from (${sql.join(rows, sql` union all `)}) as more where person.id = more.id`.execute(tx);
  }
}

/** Finds anew what is counted of some people, from all that they wrote: when comments change hands. */
export async function recountStandings(tx: Tx, persons: readonly PersonId[]): Promise<void> {
  for (const id of [...new Set(persons)].toSorted((one, other) => one - other))
    await sql`update person set
      published_count = (select count(*) from comment where author_id = person.id and status = 'published'),
      refused_count = (select count(*) from comment where author_id = person.id and status in ('rejected', 'spam')),
      upheld_count = (select count(distinct report.comment_id) from report where author_id = person.id and upheld = 1)
      where id = ${id}`.execute(tx);
}

/** Reports stay with the comments that they are about. */
export async function moveReports(
  tx: Tx,
  { from, to }: { from: readonly PersonId[]; to: PersonId },
): Promise<void> {
  if (from.length === 0) return;
  await tx
    .updateTable("report")
    .set({ author_id: to })
    .where("author_id", "in", padded(from))
    .where("comment_id", "in", (eb) =>
      eb.selectFrom("comment").select("comment.id").where("comment.author_id", "=", to),
    )
    .execute();
}
