import { type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../../../platform/db/database.ts";
import { forUpdate } from "../../../../platform/db/for-update.ts";
import { padded } from "../../../../platform/db/in-groups.ts";
import type { DecisionId, MemberId, SiteId } from "../../../../platform/lib/ids.ts";
import type { Span } from "../period.ts";
import type { ReviewItemTable, ReviewTable } from "./quality.table.ts";

/** Decisions with what an item of the sample has to know of them. */
export async function decisionsToDraw(db: Db, ids: readonly DecisionId[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom("decision")
    .innerJoin("comment", "comment.id", "decision.comment_id")
    .innerJoin("story", "story.id", "comment.story_id")
    .select((eb) => [
      "decision.id",
      "decision.site_id",
      "decision.comment_id",
      "decision.actor",
      "decision.action",
      "decision.at",
      eb.fn.coalesce("comment.language", "story.language").as("language"),
      eb
        .selectFrom("decision as held")
        .whereRef("held.comment_id", "=", "decision.comment_id")
        .whereRef("held.id", "<", "decision.id")
        .where("held.action", "=", "hold")
        .where(sql<SqlBool>`substr(held.actor, 1, 5) = 'rule:'`)
        .select((held) => held.fn.min("held.actor").as("actor"))
        .as("heldBy"),
    ])
    .where("decision.id", "in", padded(ids))
    .where("decision.action", "in", ["publish", "refuse", "spam"])
    .execute();
}

export async function insertItem(tx: Tx, item: Omit<ReviewItemTable, "id" | "state" | "verdict">) {
  await tx
    .insertInto("review_item")
    .values(item)
    .onConflict((conflict) => conflict.column("decision_id").doNothing())
    .execute();
}

/** What somebody can look at: they have not decided it, nor looked at it, and it still says what it said then. */
function lookableBy(db: Db, siteId: SiteId, memberId: MemberId) {
  return db
    .selectFrom("review_item")
    .innerJoin("decision", "decision.id", "review_item.decision_id")
    .innerJoin("comment", "comment.id", "review_item.comment_id")
    .where("review_item.site_id", "=", siteId)
    .where("review_item.state", "in", ["open", "disputed"])
    .where("decision.actor", "<>", `staff:${memberId}`)
    .where("comment.status", "<>", "withdrawn")
    .where((eb) =>
      eb.or([eb("comment.edited_at", "is", null), eb("comment.edited_at", "<=", eb.ref("decision.at"))]),
    )
    .where("comment.text", "<>", "")
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("review")
            .select("review.id")
            .whereRef("review.item_id", "=", "review_item.id")
            .where("review.reviewer", "=", memberId),
        ),
      ),
    );
}

/** The next one after `after` for somebody to look at; null: none is left. */
export async function nextItem(db: Db, siteId: SiteId, memberId: MemberId, after: number) {
  const row = await lookableBy(db, siteId, memberId)
    .select(["review_item.id", "review_item.comment_id", "review_item.state"])
    .where("review_item.id", ">", after)
    .orderBy("review_item.id")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function countLookable(db: Db, siteId: SiteId, memberId: MemberId): Promise<number> {
  const row = await lookableBy(db, siteId, memberId)
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirst();
  return row?.n ?? 0;
}

/** An item, taken for this transaction, with who decided first. Null: the site has none of this number. */
export async function takeItem(tx: Tx, siteId: SiteId, id: number) {
  const item = await tx
    .selectFrom("review_item")
    .selectAll()
    .where("id", "=", id)
    .where("site_id", "=", siteId)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  if (!item) return null;
  const decision = await tx
    .selectFrom("decision")
    .select(["actor", "code"])
    .where("id", "=", item.decision_id)
    .executeTakeFirst();
  return { ...item, actor: decision?.actor ?? "", code: decision?.code ?? "" };
}

export function reviewsOf(db: Db, itemId: number) {
  return db.selectFrom("review").selectAll().where("item_id", "=", itemId).orderBy("id").execute();
}

/** Writes a verdict down. Who gave one already keeps it as it was. */
export async function insertReview(tx: Tx, review: Omit<ReviewTable, "id">): Promise<void> {
  await tx
    .insertInto("review")
    .values(review)
    .onConflict((conflict) => conflict.columns(["item_id", "reviewer"]).doNothing())
    .execute();
}

export async function changeItem(tx: Tx, id: number, change: { state: string; verdict: string }) {
  await tx.updateTable("review_item").set(change).where("id", "=", id).execute();
}

/** Looked at by two who don't agree, with what they said; the oldest first. */
export function disputedItems(db: Db, siteId: SiteId, limit: number) {
  return db
    .selectFrom("review_item")
    .innerJoin("decision", "decision.id", "review_item.decision_id")
    .select([
      "review_item.id",
      "review_item.comment_id",
      "review_item.first",
      "decision.code",
      "decision.actor",
    ])
    .where("review_item.site_id", "=", siteId)
    .where("review_item.state", "=", "disputed")
    .orderBy("review_item.id")
    .limit(limit)
    .execute();
}

/** Each decision of a span that was looked at a second time. */
export function lookedAt(db: Db, siteId: SiteId, { from, before }: Span) {
  return db
    .selectFrom("review_item")
    .innerJoin("review", "review.item_id", "review_item.id")
    .innerJoin("decision", "decision.id", "review_item.decision_id")
    .select([
      "review_item.first",
      "review_item.rule",
      "review_item.language",
      "review_item.state",
      "review_item.verdict",
      "review.verdict as second",
      "decision.code",
      "decision.actor",
      "decision.action",
    ])
    .where("review_item.site_id", "=", siteId)
    .where("review_item.at", ">=", from)
    .where("review_item.at", "<", before)
    .where("review.role", "=", "second")
    .execute();
}

/** What staff made of comments that rules had held, by rule. */
export function outcomesByRule(db: Db, siteId: SiteId, { from, before }: Span) {
  return db
    .selectFrom("decision")
    .innerJoin("decision as held", "held.comment_id", "decision.comment_id")
    .select((eb) => [
      "held.actor as rule",
      "decision.after",
      eb.fn.count<number>("decision.comment_id").distinct().as("n"),
    ])
    .where("decision.site_id", "=", siteId)
    .where("decision.at", ">=", from)
    .where("decision.at", "<", before)
    .where(sql<SqlBool>`substr(decision.actor, 1, 5) = 'staff'`)
    .where("decision.before", "=", "pending")
    .where("decision.after", "in", ["published", "rejected", "spam"])
    .whereRef("held.id", "<", "decision.id")
    .where("held.action", "=", "hold")
    .where(sql<SqlBool>`substr(held.actor, 1, 5) = 'rule:'`)
    .groupBy(["held.actor", "decision.after"])
    .execute();
}

/** Reviews of one of the staff after one of them. */
export function reviewsBy(db: Db, memberId: MemberId, after: number, limit: number) {
  return db
    .selectFrom("review")
    .innerJoin("review_item", "review_item.id", "review.item_id")
    .select(["review.id", "review_item.comment_id", "review.verdict", "review.role", "review.at"])
    .where("review.reviewer", "=", memberId)
    .where("review.id", ">", after)
    .orderBy("review.id")
    .limit(limit)
    .execute();
}

export async function renameReviewer(tx: Tx, id: number, reviewer: string): Promise<void> {
  await tx.updateTable("review").set({ reviewer }).where("id", "=", id).execute();
}
