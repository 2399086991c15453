import type { Tx } from "../../../platform/db/database.ts";
import type { Comment } from "../../discussion/comment.ts";
import { type Waited, waitingOf } from "./waiting.store.ts";

/** What a decision about a comment's status keeps, so that it can be taken back. */
export interface Restorable {
  rule: number | null;
  removedAt: number | null;
  /** The queues in which it stood. */
  waited: readonly Waited[];
}

export async function restorable(tx: Tx, { id, rule, removedAt }: Comment): Promise<Restorable> {
  return { rule, removedAt, waited: await waitingOf(tx, id) };
}
