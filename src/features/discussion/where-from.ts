import type { Db } from "../../platform/db/database.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { originOf, type Origin } from "./origin.store.ts";

/** The keyed hashes of where a comment came from; null: they are forgotten by now. */
export function whereFrom(db: Db, id: CommentId): Promise<Origin | null> {
  return originOf(db, id);
}
