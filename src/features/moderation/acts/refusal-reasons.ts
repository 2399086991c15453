import type { Locale } from "../../../platform/html/locale.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";

/** A reason of the desk's list, in one language. */
export interface Reason {
  code: string;
  rule: number | null;
  ground: "terms" | "illegal";
  /** What the desk calls it. */
  name: string;
  /** What the comment's writer is told. */
  text: string;
}

// What a desk has that made no list of its own, most frequent first.
const defaults = [
  { code: "insult", ground: "terms" },
  { code: "hate", ground: "illegal" },
  { code: "private", ground: "terms" },
  { code: "sales", ground: "terms" },
  { code: "offTopic", ground: "terms" },
  { code: "untrue", ground: "terms" },
  { code: "illegal", ground: "illegal" },
] as const;

/** The reasons for which comments on a site are refused, in the language of `locale`. */
export function reasonsOf({ reasons }: Pick<RuleSettings, "reasons">, locale: Locale): Reason[] {
  if (reasons.length === 0)
    return defaults.map(({ code, ground }) => ({
      code,
      rule: null,
      ground,
      name: locale.message(`refusal.${code}`),
      text: locale.message(`refusal.${code}.told`),
    }));
  return reasons.map(({ names, texts, ...reason }) => ({
    ...reason,
    name: inLanguage(names, locale.language) || reason.code,
    text: inLanguage(texts, locale.language),
  }));
}

/** What the writer of a refused comment is told, in the language of `locale`; null: no such reason is known any more. */
export function reasonTold(
  settings: Pick<RuleSettings, "reasons">,
  code: string,
  locale: Locale,
): Reason | null {
  const found = reasonsOf(settings, locale).find((reason) => reason.code === code);
  if (found) return found;
  // A decision keeps its code when the desk has made another list since.
  return reasonsOf({ reasons: [] }, locale).find((reason) => reason.code === code) ?? null;
}

/** The text in this language, in the language without its region, or in the first that there is. */
function inLanguage(texts: Readonly<Record<string, string>>, language: string): string {
  const base = language.split("-")[0] ?? language;
  return texts[language] ?? texts[base] ?? Object.values(texts)[0] ?? "";
}
