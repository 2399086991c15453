import { isMessageId, type Locale } from "../../../platform/html/locale.ts";
import { type Why, whyText } from "../rules/why.ts";

/** Phases whose words would be a lesson for who wants to get past them. */
const secretive: ReadonlySet<string> = new Set(["words", "learner", "external", "repeats"]);

/**
 * What a rule saw, for the eyes of whoever wrote the comment: as the desk reads it, said to them. `tellsWords`: also what
 * a word list or another text was compared with.
 */
export function whyTold(locale: Locale, why: Why, tellsWords: boolean): string {
  const id = `own.why.${why.phase}`;
  const isHidden = secretive.has(why.phase) && !tellsWords;
  if (why.code === "failed") return locale.message("own.why.failed");
  if (isMessageId(id) && (isHidden || !secretive.has(why.phase))) return locale.message(id);
  return isHidden ? locale.message("own.why.other") : whyText(locale, why);
}
