import type { Db } from "../../../platform/db/database.ts";
import { textOfHtml } from "../../../platform/html/safe-html.ts";
import { findComment } from "../../discussion/reading.ts";
import { htmlOfStories } from "../../stories/reading.ts";
import type { Submission } from "../phases/facts.ts";

/** A line that quotes, as far as its mark. */
const mark = /^>[\s>]*/;

/**
 * A text as it is compared with others. What it quotes of the story or of the comment that it answers says nothing of its
 * own; whatever else stands behind a mark of quotation does, or a wall of text would only have to be put there.
 */
export async function ownWords(
  db: Db,
  { site, story, parentId, text }: Pick<Submission, "site" | "story" | "parentId" | "text">,
): Promise<string> {
  const lines = text.split("\n");
  if (!lines.some((line) => mark.test(line))) return text;
  const html = (await htmlOfStories(db, [story.id])).get(story.id) ?? "";
  const parent = parentId === null ? null : await findComment(db, site.id, parentId);
  const known = `${folded(textOfHtml(html))}\n${folded(parent?.text ?? "")}`;
  return lines
    .filter((line) => !mark.test(line) || !known.includes(folded(line)))
    .map(unmarked)
    .join("\n");
}

/** A text with what it quotes as its own words. */
export function unquoted(text: string): string {
  return text.split("\n").map(unmarked).join("\n");
}

const unmarked = (line: string) => line.replace(mark, "");

/** Of a comment, a line may be all of several. */
function folded(text: string): string {
  return unquoted(text).replace(/\s+/gu, " ").trim();
}
