import type { Action } from "../record-decision.ts";

/** What the staff decides of a comment's fate, so that it teaches what the desk lets through. */
export const teaching: readonly Action[] = [
  "publish",
  "refuse",
  "spam",
  "dismissReports",
  "upholdRefusal",
  "grantAppeal",
  "answerNotice",
];

/** What a decision teaches, by what the comment is after it: 1 refused, 0 published, null nothing. */
export function labelOf({ action, after }: { action: string; after: string }): 0 | 1 | null {
  if (!teaching.some((each) => each === action)) return null;
  if (after === "published") return 0;
  return after === "rejected" || after === "spam" ? 1 : null;
}
