import type { SettingChange } from "../../../platform/events/events.ts";
import { isMessageId, type Locale } from "../../../platform/html/locale.ts";
import { ruleFields, typedRule } from "./rule-fields.ts";
import type { RuleSettings } from "./rule-settings.ts";
import { phaseLabel } from "./why.ts";

/** All that is different between two states of the rules, as the form shows it. */
export function changesBetween(before: RuleSettings, after: RuleSettings): SettingChange[] {
  return ruleFields.flatMap((field) => {
    const [was, is] = [typedRule(before, field), typedRule(after, field)];
    return was === is ? [] : [{ name: field.name, before: JSON.stringify(was), after: JSON.stringify(is) }];
  });
}

/** What a field of a rule is called, with the rule. What this version doesn't know goes by its own name. */
export function ruleLabel(locale: Locale, name: string): string {
  const [phase = "", ...rest] = name.split(".");
  if (rest.length === 0) return fieldLabel(locale, name);
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
