import type { SettingChange } from "../../../platform/events/events.ts";
import { isMessageId, type Locale } from "../../../platform/html/locale.ts";
import { fieldNamed, ruleFields, typedRule } from "./rule-fields.ts";
import type { RuleSettings } from "./rule-settings.ts";
import { phaseLabel } from "./why.ts";

/** All that is different between two states of the rules, as the form shows it. */
export function changesBetween(before: RuleSettings, after: RuleSettings): SettingChange[] {
  const inForm = ruleFields.flatMap((field) => {
    const [was, is] = [typedRule(before, field), typedRule(after, field)];
    return was === is ? [] : [{ name: field.name, before: JSON.stringify(was), after: JSON.stringify(is) }];
  });
  return [...inForm, ...changesElsewhere(before, after), ...changesOfReasons(before, after)];
}

/** The same of what a plain form can't hold, and the rule's own page sets. */
function changesElsewhere(before: RuleSettings, after: RuleSettings): SettingChange[] {
  const leaves = ({ phases }: RuleSettings) =>
    new Map(
      Object.entries(phases).flatMap(([phase, part]) =>
        Object.entries(part).map(([key, value]) => [`${phase}.${key}`, JSON.stringify(value)] as const),
      ),
    );
  const isInForm = new Set(ruleFields.map(({ phase, key }) => `${phase}.${key}`));
  const was = leaves(before);
  return [...leaves(after)].flatMap(([name, is]) => {
    const old = was.get(name) ?? null;
    return isInForm.has(name) || old === is ? [] : [{ name, before: old, after: is }];
  });
}

/** Each reason that was made, changed or removed, and their order. */
function changesOfReasons(before: RuleSettings, after: RuleSettings): SettingChange[] {
  const byCode = ({ reasons }: RuleSettings) =>
    new Map(reasons.map((reason) => [reason.code, JSON.stringify(reason)]));
  const [was, is] = [byCode(before), byCode(after)];
  const codes = new Set([...was.keys(), ...is.keys()]);
  const each = [...codes]
    .map((code) => ({ name: `reasons.${code}`, before: was.get(code) ?? null, after: is.get(code) ?? null }))
    .filter((change) => change.before !== change.after);
  const stayed = (one: Map<string, string>, other: Map<string, string>) =>
    JSON.stringify([...one.keys()].filter((code) => other.has(code)).join(", "));
  const [old, now] = [stayed(was, is), stayed(is, was)];
  return old === now ? each : [...each, { name: "reasons", before: old, after: now }];
}

/** What a field of a rule is called, with the rule. What this version doesn't know goes by its own name. */
export function ruleLabel(locale: Locale, name: string): string {
  const [phase = "", ...rest] = name.split(".");
  if (phase === "reasons" && rest.length > 0)
    return `${locale.message("rule.reasons")}${locale.message("rule.colon")} ${rest.join(".")}`;
  if (rest.length === 0 || fieldNamed(name)?.phase === null) return fieldLabel(locale, name);
  return `${phaseLabel(locale, phase)}${locale.message("rule.colon")} ${fieldLabel(locale, name)}`;
}

/** The same without the rule: below its heading. */
export function fieldLabel(locale: Locale, name: string): string {
  const [, key = "", day] = name.split(".");
  const id = key === "on" ? "rule.on" : day === undefined ? `rule.${name}` : `weekday.${day}`;
  return isMessageId(id) ? locale.message(id) : name;
}

/** What is said of a field; empty: nothing. */
export function fieldAbout(locale: Locale, name: string): string {
  const id = `rule.${name}.about`;
  return isMessageId(id) ? locale.message(id) : "";
}
