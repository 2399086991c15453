import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { forUpdate } from "../../platform/db/for-update.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { MemberId, PersonId, SiteId } from "../../platform/lib/ids.ts";
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

const changeCounts = prepared((tx: Tx, value: Values<Change>) =>
  tx
    .updateTable("person")
    .set({
      published_count: sql`published_count + ${value("published")}`,
      refused_count: sql`refused_count + ${value("refused")}`,
      upheld_count: sql`upheld_count + ${value("upheld")}`,
    })
    .where("id", "=", value("id")),
);

export async function addToStanding(tx: Tx, change: Change): Promise<void> {
  await changeCounts(tx, change);
}
