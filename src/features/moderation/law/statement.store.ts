import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import { compilable, prepared, type Values } from "../../../platform/db/prepared.ts";
import type { CommentId, DecisionId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import type { StatementTable } from "./law.table.ts";

export type NewStatement = Omit<StatementTable, "id" | "ended_at">;

const addStatement = prepared((tx: Tx, value: Values<NewStatement>) =>
  tx.insertInto("statement").values(value.all()),
);

export async function insertStatement(tx: Tx, statement: NewStatement): Promise<void> {
  await addStatement(tx, statement);
}

/** What a statement has to know of the comment that it is about. */
export interface Circumstances {
  authorId: PersonId;
  createdAt: number;
  rule: number | null;
  reportCount: number;
  settings: string;
  /** Decisions of rules, and notices of illegal content that are open or were just answered. */
  byRules: number;
  notices: number;
}

type Asked = { commentId: CommentId; decisionId: DecisionId };

// In one go: comments are refused in floods.
const readCircumstances = prepared((tx: Tx, value: Values<Asked>) =>
  compilable(
    tx,
    sql<Circumstances>`select comment.author_id as "authorId", comment.created_at as "createdAt", comment.rule,
      comment.report_count as "reportCount", case when comment.rule is null then '' else site.settings end as settings,
      (select count(*) from decision where decision.comment_id = comment.id and decision.actor like 'rule:%'
        and decision.id < ${value("decisionId")}) as "byRules",
      (select count(*) from legal_notice where legal_notice.comment_id = comment.id) as notices
      from comment inner join site on site.id = comment.site_id where comment.id = ${value("commentId")}`,
  ),
);

export async function circumstancesOf(tx: Tx, asked: Asked): Promise<Circumstances | null> {
  const [row] = await readCircumstances(tx, asked);
  return row ? { ...row, byRules: Number(row.byRules), notices: Number(row.notices) } : null;
}

type Open = { commentId: CommentId; measure: string };

const openOf = prepared((tx: Tx, value: Values<Open>) =>
  tx
    .selectFrom("statement")
    .select(["id", "at"])
    .where("comment_id", "=", value("commentId"))
    .where("measure", "=", value("measure"))
    .where("ended_at", "is", null),
);

/** The statements on a comment that hold. */
export function openStatements(tx: Tx, open: Open): Promise<{ id: number; at: number }[]> {
  return openOf(tx, open);
}

const endThese = prepared(
  (tx: Tx, value: Values<{ commentId: CommentId; measures: readonly string[]; at: number }>) =>
    tx
      .updateTable("statement")
      .set({ ended_at: value("at") })
      .where("comment_id", "=", value("commentId"))
      .where("measure", "in", value("measures"))
      .where("ended_at", "is", null),
);

export async function endStatements(
  tx: Tx,
  end: { commentId: CommentId; measures: readonly string[]; at: number },
): Promise<void> {
  await endThese(tx, end);
}

export async function endStatementOf(tx: Tx, decisionId: DecisionId, at: number): Promise<void> {
  await tx
    .updateTable("statement")
    .set({ ended_at: at })
    .where("decision_id", "=", decisionId)
    .where("ended_at", "is", null)
    .execute();
}

/** Of sanctions of which nothing holds any more. */
export async function endStatementsOn(tx: Tx, personId: PersonId, at: number): Promise<void> {
  await tx
    .updateTable("statement")
    .set({ ended_at: at })
    .where("person_id", "=", personId)
    .where("measure", "in", ["suspend", "ban"])
    .where("ended_at", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("sanction")
            .select("sanction.id")
            .whereRef("sanction.decision_id", "=", "statement.decision_id")
            .where("sanction.ended_at", "is", null),
        ),
      ),
    )
    .execute();
}

function statements(db: Db) {
  return db
    .selectFrom("statement")
    .innerJoin("decision", "decision.id", "statement.decision_id")
    .selectAll("statement")
    .select((eb) => [
      "decision.actor",
      "decision.action",
      "decision.code",
      "decision.reason",
      "decision.details",
      // One ban may be kept under several keys; they end together.
      eb
        .selectFrom("sanction")
        .whereRef("sanction.decision_id", "=", "statement.decision_id")
        .select((sanction) => sanction.fn.max("sanction.until").as("until"))
        .as("until"),
    ]);
}

export type StatementRow = Awaited<ReturnType<ReturnType<typeof statements>["executeTakeFirstOrThrow"]>>;

export async function findStatement(db: Db, siteId: SiteId, id: number): Promise<StatementRow | null> {
  const row = await statements(db)
    .where("statement.id", "=", id)
    .where("statement.site_id", "=", siteId)
    .executeTakeFirst();
  return row ?? null;
}

export async function statementOfDecision(db: Db, id: DecisionId): Promise<StatementRow | null> {
  return (await statements(db).where("statement.decision_id", "=", id).executeTakeFirst()) ?? null;
}

/** All that was done to some comments, oldest first; not what was done to their writers for it. */
export async function statementsAbout(db: Db, ids: readonly CommentId[]): Promise<StatementRow[]> {
  if (ids.length === 0) return [];
  return statements(db)
    .where("statement.comment_id", "in", padded(ids))
    .where("statement.measure", "not in", ["suspend", "ban", "warn"])
    .orderBy("statement.id")
    .execute();
}

/** What holds against some people themselves, beside what was done to single comments; the latest first. */
export async function statementsOn(
  db: Db,
  persons: readonly PersonId[],
  limit: number,
): Promise<StatementRow[]> {
  if (persons.length === 0) return [];
  return statements(db)
    .where("statement.person_id", "in", padded(persons))
    .where("statement.measure", "in", ["suspend", "ban", "warn"])
    .orderBy("statement.id", "desc")
    .limit(limit)
    .execute();
}
