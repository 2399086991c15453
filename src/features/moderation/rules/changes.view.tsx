import type { JSX } from "preact";
import { z } from "zod";
import type { World } from "../../../context.ts";
import type { SettingChange } from "../../../platform/events/events.ts";
import { isMessageId, type Locale } from "../../../platform/html/locale.ts";
import { isolate } from "../../../platform/text/clean.ts";
import { fieldNamed } from "./rule-fields.ts";
import { ruleLabel } from "./rule-changes.ts";

/** What is different between two states of the rules. */
export function RuleChanges({
  world: { locale },
  changes,
}: {
  world: World;
  changes: readonly SettingChange[];
}): JSX.Element {
  return (
    <ul class="rulechanges">
      {changes.map(({ name, before, after }) => (
        <li key={name}>
          <b>{ruleLabel(locale, name)}</b>
          {locale.message("rule.colon")} <span class="agate">{locale.message("log.before")}</span>{" "}
          <bdi>{shownRule(locale, name, before)}</bdi>
          <span class="sep" /> <span class="agate">{locale.message("log.after")}</span>{" "}
          <bdi>{shownRule(locale, name, after)}</bdi>
        </li>
      ))}
    </ul>
  );
}

const reasonIn = z.object({
  rule: z.number().nullable(),
  ground: z.enum(["terms", "illegal"]),
  names: z.record(z.string(), z.string()),
  texts: z.record(z.string(), z.string()),
});

/** A reason with all that it says, in each of its languages. */
function shownReason(locale: Locale, read: unknown): string {
  const reason = reasonIn.safeParse(read);
  if (!reason.success) return locale.message("log.nothing");
  const { rule, ground, names, texts } = reason.data;
  const said = Object.entries(names).map(([language, name]) => isolate(`${name}: ${texts[language] ?? ""}`));
  const more = rule === null ? [] : [locale.message("reasons.rule.n", { n: rule })];
  return [...said, ...more, locale.message(`reasons.ground.${ground}`)].join(" / ");
}

/** A setting of a rule as people read it; `json` as the log has it. */
export function shownRule(locale: Locale, name: string, json: string | null): string {
  const read: unknown = json === null ? "" : JSON.parse(json);
  if (name.startsWith("reasons.")) return shownReason(locale, read);
  const value = typeof read === "string" ? read : JSON.stringify(read);
  const kind = fieldNamed(name)?.kind.kind;
  if (kind === "check") return locale.message(value === "" ? "rule.value.off" : "rule.value.on");
  if (kind === "number") return locale.number(Number(value));
  const choice = `rule.choice.${value}`;
  if (kind === "choice" && isMessageId(choice)) return locale.message(choice);
  return value.replaceAll("\n", ", ") || locale.message("log.nothing");
}
