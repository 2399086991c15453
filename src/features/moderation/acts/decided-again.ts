import type { Tx } from "../../../platform/db/database.ts";
import { statuses } from "../../discussion/comment.ts";
import { marks } from "../../discussion/mark-comment.ts";
import { decisionsAfter, type SavedDecision } from "./decisions.store.ts";

/**
 * Whether something was decided about a comment since, that holds still and is about the same: also where the comment is
 * in the same state by it as before.
 */
export async function isDecidedAgain(tx: Tx, decision: SavedDecision): Promise<boolean> {
  const later = await decisionsAfter(tx, decision);
  const undone = new Set(later.map(({ undoes }) => undoes));
  const holding = later.filter(({ id, undoes }) => undoes === 0 && !undone.has(id));
  const matter = matterOf(decision);
  return matter !== "" && holding.some((each) => matterOf(each) === matter);
}

type Changed = Pick<SavedDecision, "action" | "before" | "after">;

/** What of a comment a decision changed. Empty: nothing that another could change again. */
function matterOf({ action, before, after }: Changed): string {
  const mark = marks.find((each) => each === action || `un${each}` === action);
  if (mark) return mark;
  // Each covering is taken back by itself.
  if (action === "move") return action;
  return before !== after && statuses.some((status) => status === after) ? "status" : "";
}
