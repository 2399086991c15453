import { type Locale, languages, localeOf } from "../../../platform/html/locale.ts";
import { saidTwice } from "../../discussion/merge-comments.ts";
import type { Site } from "../../sites/site.ts";
import type { RuleReason, RuleSettings } from "../rules/rule-settings.ts";

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

/** Nobody chooses this one: it goes with merging. */
function mergedInto(locale: Locale): Reason {
  const [name, text] = [locale.message("refusal.saidTwice"), locale.message("refusal.saidTwice.told")];
  return { code: saidTwice, rule: null, ground: "terms", name, text };
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
  const usual = reasonsOf({ reasons: [] }, locale).find((reason) => reason.code === code);
  return usual ?? (code === saidTwice ? mergedInto(locale) : null);
}

/** The reasons that the product brings, as a list that a desk can go on from: in the language of its site first. */
export function usualReasons({ language, timeZone }: Pick<Site, "language" | "timeZone">): RuleReason[] {
  const all = [...new Set([language, ...languages])].map((each) => ({ each, of: localeOf(each, timeZone) }));
  return defaults.map(({ code, ground }) => ({
    code,
    rule: null,
    ground,
    names: Object.fromEntries(all.map(({ each, of }) => [each, of.message(`refusal.${code}`)])),
    texts: Object.fromEntries(all.map(({ each, of }) => [each, of.message(`refusal.${code}.told`)])),
  }));
}

/**
 * The text in this language, in the language without its region, in another region's, or in the first that there is: the
 * site's own.
 */
function inLanguage(texts: Readonly<Record<string, string>>, language: string): string {
  const [base = language] = language.split("-");
  const near = Object.keys(texts).find((each) => each.split("-")[0] === base);
  return texts[language] ?? texts[base] ?? texts[near ?? ""] ?? Object.values(texts)[0] ?? "";
}
