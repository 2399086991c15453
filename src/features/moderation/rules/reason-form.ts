import { isStorable } from "../../../platform/text/clean.ts";
import type { RuleReason } from "./rule-settings.ts";
import type { RuleComplaint } from "./typed-rules.ts";

/** A reason as a form has it: by its fields' names, "name.ckb" and "text.ckb" for each language. */
export type TypedReason = Readonly<Record<string, string>>;

export const longestName = 80;
export const longestText = 600;

/** What a form shows of a reason; null: of a new one. */
export function typedReason(reason: RuleReason | null, languages: readonly string[]): TypedReason {
  const { code = "", rule = null, ground = "terms", names = {}, texts = {} } = reason ?? {};
  const said = languages.flatMap((language) => [
    [`name.${language}`, names[language] ?? ""],
    [`text.${language}`, texts[language] ?? ""],
  ]);
  return { code, rule: String(rule ?? ""), ground, ...Object.fromEntries(said) };
}

/** The same of what was sent. */
export function reasonIn(body: Readonly<Record<string, unknown>>, languages: readonly string[]): TypedReason {
  const names = Object.keys(typedReason(null, languages));
  const texts = names.map((name) => [name, typeof body[name] === "string" ? body[name] : ""]);
  return Object.fromEntries(texts);
}

interface Bounds {
  /** The languages of the form; the first has to be filled in. */
  languages: readonly string[];
  /** How many house rules the site has. */
  rules: number;
}

/** A reason that was typed, or what is wrong with it. */
export function readReason(
  typed: TypedReason,
  { languages, rules }: Bounds,
): { reason: RuleReason; complaints: RuleComplaint[] } {
  const code = (typed["code"] ?? "").trim();
  const rule = typed["rule"] ? Number(typed["rule"]) : null;
  const [names, texts] = [said(typed, "name", languages), said(typed, "text", languages)];
  const complaints: RuleComplaint[] = [];
  if (!/^[a-z][A-Za-z0-9]{0,29}$/.test(code))
    complaints.push({ field: "code", message: "reasons.error.code" });
  if (rule !== null && !(Number.isInteger(rule) && rule >= 1 && rule <= rules))
    complaints.push({ field: "rule", message: "setting.error.choice" });
  for (const [n, language] of languages.entries()) {
    const [name = "", text = ""] = [names[language], texts[language]];
    const isNeeded = n === 0 || name !== "" || text !== "";
    complaints.push(
      ...wrongWith(`name.${language}`, name, { most: longestName, isNeeded }),
      ...wrongWith(`text.${language}`, text, { most: longestText, isNeeded }),
    );
  }
  const ground = typed["ground"] === "illegal" ? "illegal" : "terms";
  return { reason: { code, rule, ground, names, texts }, complaints };
}

function wrongWith(
  field: string,
  text: string,
  { most, isNeeded }: { most: number; isNeeded: boolean },
): RuleComplaint[] {
  if (text === "") return isNeeded ? [{ field, message: "reasons.error.empty" }] : [];
  if (!isStorable(text)) return [{ field, message: "setting.error.form" }];
  return text.length > most ? [{ field, message: "reasons.error.long", values: { n: most } }] : [];
}

function said(typed: TypedReason, kind: "name" | "text", languages: readonly string[]) {
  const all = languages.map((language) => [
    language,
    (typed[`${kind}.${language}`] ?? "").replace(/\s+/g, " ").trim(),
  ]);
  return Object.fromEntries(all.filter(([, text]) => text !== "")) as Record<string, string>;
}
