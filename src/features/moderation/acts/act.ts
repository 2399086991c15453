import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { CommentId, DecisionId, MemberId } from "../../../platform/lib/ids.ts";
import type { Taken } from "../../discussion/decide-on-comment.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import type { Permission } from "../../people/staff/permissions.ts";
import type { Target } from "../sanctions/sanction.ts";
import type { OpenSite } from "../../sites/sites.ts";

/** Something that one of the staff wants done to comments, as the form said it. */
export interface Order {
  site: OpenSite;
  by: MemberId;
  /** One of the desk's reasons; empty: none. */
  code: string;
  /** What it is called in the site's language. */
  reasonName: string;
  /** The house rule that goes with the reason. */
  rule: number | null;
  /** Why, or what is to be told or written down, in the moderator's own words. */
  words: string;
  /** Words of the comment that are to be covered, as they stand there. */
  hidden: readonly string[];
  /** Cover what the rules marked, too. */
  hidesMarked: boolean;
  /** Trust the writer from now on: see `trustWriter`. */
  trusts: boolean;
  /** Another story's or comment's address or id, for what goes there. */
  target: string;
  /** Until when something holds: milliseconds since 1970; null: for good. Absent: nothing was chosen. */
  until: number | null | undefined;
  /** What a sanction holds against. */
  whom: readonly Target[];
}

/** Why nothing was done to a comment, though nobody made a mistake. */
export type Stop = "same" | "withdrawn" | "notFound" | "notThere" | "cannot" | "own" | "theirs" | "final";

/** One thing that staff can do to a comment. */
export interface CommentAct {
  may: Permission;
  /** What is missing in the form. */
  check?(order: Order): Complaint[];
  /** Does it, within the transaction that took the comment, and writes it down. */
  apply(tx: Tx, ctx: Context, taken: Taken, order: Order): Promise<DecisionId | Stop>;
}

export function staffActor(by: MemberId): string {
  return `staff:${by}`;
}

/** A comment that somebody decided on in the meantime: nothing of it was changed. */
export interface Conflict {
  commentId: CommentId;
  /** Null: it isn't the desk that changed it; its writer did. */
  decision: { id: DecisionId; actor: string; action: string; at: number } | null;
}
