import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { CommentId, DecisionId, SiteId } from "../../platform/lib/ids.ts";
import { insertDecision } from "./decision.store.ts";
import { stateReasons } from "./law/state-reasons.ts";

/** What can be decided, by staff, by a rule or by an author. */
export const actions = [
  "publish",
  "hold",
  "refuse",
  "spam",
  "withdraw",
  "erase",
  "pick",
  "unpick",
  "pin",
  "unpin",
  "fold",
  "unfold",
  "lock",
  "unlock",
  "redact",
  "unredact",
  "move",
  "note",
  "warn",
  "suspend",
  "ban",
  "endSanction",
  "trust",
  "untrust",
  "merge",
  "unmerge",
  "closeDiscussion",
  "openDiscussion",
  "slowMode",
  "preset",
  "dismissReports",
  "appeal",
  "upholdRefusal",
  "grantAppeal",
  "answerNotice",
  "changeRules",
  "review",
] as const;
export type Action = (typeof actions)[number];

export interface Decision {
  siteId: SiteId;
  /** Null: it isn't about a comment. */
  commentId: CommentId | null;
  /** What else it is about: "person:12", "story:5". */
  about?: string;
  /** Who or what decided: "rule:NAME", "staff:MEMBER" (from the command line: a name), or "author". */
  actor: string;
  action: Action;
  /** The reason's code: of a phase's finding, or of the desk's list of reasons. Empty: none. */
  code?: string;
  /** Which version of the rule, the model or the list decided. */
  version?: string;
  /** Why, in words of whoever decided: the desk reads it. */
  reason: string;
  /** What was seen, and what an undo needs: becomes JSON. */
  details?: unknown;
  before: string;
  after: string;
  /** The decision that it takes back. */
  undoes?: DecisionId;
  at: number;
}

/** Writes down a moderation act, in the transaction of the act. Gives its id. */
export async function recordDecision(tx: Tx, decision: Decision): Promise<DecisionId> {
  const { siteId, at, commentId, actor } = decision;
  const decisionId = await insertDecision(tx, decision);
  await stateReasons(tx, decisionId, decision);
  const isByStaff = actor.startsWith("staff");
  await appendEvent(tx, { type: "decision.made", siteId, at, decisionId, commentId, isByStaff });
  return decisionId;
}
