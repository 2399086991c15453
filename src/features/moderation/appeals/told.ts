import type { Db } from "../../../platform/db/database.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { decisionsAbout } from "../held.store.ts";
import { statementsAbout, type StatementRow } from "../law/statement.store.ts";
import { type AppealRow, appealsAbout } from "./appeal.store.ts";
import { type Why, whysOfDecision } from "../rules/why.ts";

// What became of a comment, as its author is told. Nothing that is done to it is left out.

/** Which machine took part. */
export type Machine = "rule" | "learner" | "outside";

export interface Told {
  /** Who took the decision that holds; null: nobody has yet. */
  by: Machine | "person" | "author" | null;
  /** Before a person decided, these had held it or refused it. */
  machines: readonly Machine[];
  /** When it came to be as it is: milliseconds since 1970. */
  at: number | null;
  /** What rules saw. */
  whys: readonly Why[];
  /** The reason's code on the desk's list. What whoever decided wrote beside it is for the desk. */
  code: string;
  /** What else was done to it, oldest first. */
  marks: readonly { action: MarkAction; code: string; words: string; at: number }[];
  /** The statements that hold, oldest first. */
  statements: readonly StatementRow[];
  appeals: readonly AppealRow[];
}

const markActions = ["redact", "fold", "move", "merge"] as const;
export type MarkAction = (typeof markActions)[number];
const statusActions = new Set([
  "publish",
  "hold",
  "refuse",
  "spam",
  "merge",
  "unmerge",
  "withdraw",
  "erase",
  "grantAppeal",
]);

const nothing: Told = {
  by: null,
  machines: [],
  at: null,
  whys: [],
  code: "",
  marks: [],
  statements: [],
  appeals: [],
};

type Decided = Awaited<ReturnType<typeof decisionsAbout>>[number];

/** What their authors are told about some comments. */
export async function toldAbout(db: Db, ids: readonly CommentId[]): Promise<Map<CommentId, Told>> {
  const decisions = Map.groupBy(await decisionsAbout(db, ids), (row) => row.comment_id);
  const statements = Map.groupBy(await statementsAbout(db, ids), (row) => row.comment_id);
  const appeals = Map.groupBy(await appealsAbout(db, ids), (row) => row.comment_id);
  return new Map(
    ids.map((id) => [
      id,
      {
        ...fromDecisions(decisions.get(id) ?? []),
        statements: (statements.get(id) ?? []).filter((row) => row.ended_at === null),
        appeals: appeals.get(id) ?? [],
      },
    ]),
  );
}

function fromDecisions(all: readonly Decided[]): Told {
  const marks = marksOf(all);
  const ofStatus = all.filter(({ action }) => statusActions.has(action));
  const last = ofStatus.at(-1);
  if (!last) return { ...nothing, marks };
  const machines = [...new Set(ofStatus.flatMap(({ actor }) => machineOf(actor) ?? []))];
  const machine = machineOf(last.actor);
  // Several rules may have spoken at once; those that refused count before those that only held it.
  const together = ofStatus.filter(({ actor, at }) => machineOf(actor) !== null && at === last.at);
  const isRefused = together.some(({ action }) => action === "refuse");
  const spoke = together.filter(({ action }) => !isRefused || action === "refuse");
  return {
    ...nothing,
    by:
      machine === null
        ? last.actor === "author"
          ? "author"
          : "person"
        : (machineOf(spoke[0]?.actor ?? "") ?? machine),
    machines,
    at: last.at,
    whys: machine === null ? [] : spoke.flatMap(whysOfDecision),
    code: machine === null ? last.code : "",
    marks,
  };
}

/** What holds of that which can be taken back. */
function marksOf(all: readonly Decided[]): Told["marks"] {
  const undone = new Set(all.map(({ undoes }) => undoes));
  const lastUnfold = all.findLastIndex(({ action }) => action === "unfold");
  return all.flatMap(({ id, action, code, reason, at }, index) => {
    const mark = markActions.find((each) => each === action);
    if (!mark || undone.has(id) || (mark === "fold" && index < lastUnfold)) return [];
    // Why words are covered stands below the comment for everybody; elsewhere the words are the desk's own.
    return [{ action: mark, code, words: mark === "redact" ? reason : "", at }];
  });
}

function machineOf(actor: string): Machine | null {
  if (!actor.startsWith("rule:")) return null;
  if (actor === "rule:learner") return "learner";
  return actor === "rule:external" ? "outside" : "rule";
}
