import { featuresOfKnown, shapeOf } from "./core/known.ts";
import type { JudgedComment } from "./taught.store.ts";

const between = ",";

/** What was known of a comment besides its text when it was posted, as it is kept. */
export function knownOf(comment: JudgedComment): string {
  if (comment.known !== null) return comment.known;
  // The comment itself is counted by now; what became of it must not tell what becomes of it.
  const own = (...statuses: string[]) => (statuses.includes(comment.status) ? 1 : 0);
  const { kind } = comment;
  const features = featuresOfKnown({
    author: kind === "member" || kind === "staff" ? kind : "guest",
    isReply: comment.parentId !== null,
    accountAge: comment.since === null ? null : comment.createdAt - Date.parse(comment.since),
    published: comment.published - own("published"),
    refused: comment.refused - own("rejected", "spam"),
    reportsUpheld: comment.upheld,
  });
  return joinKnown(features);
}

export function joinKnown(features: readonly string[]): string {
  return features.join(between);
}

/** The features that are known without understanding a word: of the writer, as they were kept, and of the text's shape. */
export function allKnown(text: string, known: string): string[] {
  return [...known.split(between), ...shapeOf(text)];
}
