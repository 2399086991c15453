import type { Db, Tx } from "../../../platform/db/database.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import type { DecisionId, SiteId } from "../../../platform/lib/ids.ts";

export interface Head {
  number: number;
  hash: string;
}

/** Takes a site's chain for this transaction: one process links at a time. */
export async function lockChain(tx: Tx, siteId: SiteId): Promise<Head> {
  await tx
    .insertInto("decision_chain")
    .values({ site_id: siteId, number: 0, hash: "" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx
    .selectFrom("decision_chain")
    .select(["number", "hash"])
    .where("site_id", "=", siteId)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirstOrThrow();
}

export async function saveHead(tx: Tx, siteId: SiteId, { number, hash }: Head): Promise<void> {
  await tx.updateTable("decision_chain").set({ number, hash }).where("site_id", "=", siteId).execute();
}

export async function readHead(db: Db, siteId: SiteId): Promise<Head | null> {
  const row = await db
    .selectFrom("decision_chain")
    .select(["number", "hash"])
    .where("site_id", "=", siteId)
    .executeTakeFirst();
  return row ?? null;
}

const columns = [
  "id",
  "site_id as siteId",
  "comment_id as commentId",
  "about",
  "actor",
  "action",
  "code",
  "version",
  "reason",
  "details",
  "before",
  "after",
  "undoes",
  "at",
  "number",
  "salt",
  "digest",
  "hash",
] as const;

const unlinked = prepared((db: Db, value: Values<{ siteId: SiteId; limit: number }>) =>
  db
    .selectFrom("decision")
    .select(columns)
    .where("number", "is", null)
    .where("site_id", "=", value("siteId"))
    .orderBy("id")
    .limit(value("limit")),
);

/** Decisions that have no place in the chain yet, in the order of their ids. */
export function unlinkedDecisions(db: Db, siteId: SiteId, limit: number) {
  return unlinked(db, { siteId, limit });
}

type Place = { id: DecisionId; number: number; salt: string; digest: string; hash: string };

const setPlace = prepared((tx: Tx, value: Values<Place>) => {
  const [number, salt, digest, hash] = [value("number"), value("salt"), value("digest"), value("hash")];
  return tx
    .updateTable("decision")
    .set({ number, salt, digest, hash })
    .where("number", "is", null)
    .where("id", "=", value("id"));
});

/** Gives a decision its place in the chain. One that has a place keeps it. */
export async function savePlace(tx: Tx, place: Place): Promise<void> {
  await setPlace(tx, place);
}

/** Linked decisions after a number, in the order of the chain. */
export function linkedAfter(db: Db, siteId: SiteId, number: number, limit: number) {
  return db
    .selectFrom("decision")
    .select(columns)
    .where("site_id", "=", siteId)
    .where("number", ">", number)
    .orderBy("number")
    .limit(limit)
    .execute();
}
