import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { PersonId } from "../../platform/lib/ids.ts";
import type { Standing } from "./phases/facts.ts";

const readStandings = prepared((db: Db, value: Values<{ persons: readonly PersonId[] }>) =>
  db
    .selectFrom("person")
    .select((eb) => [
      eb.fn.coalesce(eb.fn.sum<number>("published_count"), sql<number>`0`).as("published"),
      eb.fn.coalesce(eb.fn.sum<number>("refused_count"), sql<number>`0`).as("refused"),
      eb.fn.coalesce(eb.fn.sum<number>("upheld_count"), sql<number>`0`).as("reportsUpheld"),
      eb.fn.min("created_at").as("firstAt"),
      eb.fn.max("trusted_at").as("trustedAt"),
    ])
    .where("id", "in", value("persons")),
);

/** What became of what these people wrote, all together. */
export async function standingOf(db: Db, persons: readonly PersonId[]): Promise<Standing> {
  if (persons.length === 0)
    return { published: 0, refused: 0, reportsUpheld: 0, isTrusted: false, firstAt: null };
  // A list of one length is padded with its last: each row is still counted once.
  const [row] = await readStandings(db, { persons });
  return {
    published: Number(row?.published ?? 0),
    refused: Number(row?.refused ?? 0),
    reportsUpheld: Number(row?.reportsUpheld ?? 0),
    isTrusted: (row?.trustedAt ?? null) !== null,
    firstAt: row?.firstAt ?? null,
  };
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
