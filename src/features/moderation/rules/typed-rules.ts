import type { MessageId, MessageValues } from "../../../platform/html/locale.ts";
import { settingMark } from "../../sites/setting-fields.ts";
import { fieldNamed, partOf, type RuleField, ruleFields, ruleOf, typedRule } from "./rule-fields.ts";
import { type RuleSettings, ruleSettings, type Shift } from "./rule-settings.ts";

/** What somebody has changed in the form, by the names of its fields. */
export type TypedRules = Readonly<Record<string, string>>;

/** What keeps a field from having the value that was typed. */
export interface RuleComplaint {
  field: string;
  message: MessageId;
  values?: MessageValues;
}

/** What was changed in a form since it was shown: its fields came with marks of what was in them. */
export function typedIn(body: Readonly<Record<string, unknown>>): TypedRules {
  const typed: Record<string, string> = {};
  for (const { name, kind } of ruleFields) {
    const was = body[`was.${name}`];
    const value = body[name];
    // A box that isn't ticked sends nothing.
    const text = typeof value === "string" ? value : kind.kind === "check" ? "" : null;
    if (typeof was === "string" && text !== null && settingMark(text) !== was) typed[name] = text;
  }
  return typed;
}

/** The settings with what was typed, or what is wrong with it; all together or none of it. */
export function withTyped(
  settings: RuleSettings,
  typed: TypedRules,
): { settings: RuleSettings; complaints: RuleComplaint[] } {
  const raw = structuredClone(settings);
  const complaints: RuleComplaint[] = [];
  const days = new Map<RuleField, Shift[]>();
  for (const [name, text] of Object.entries(typed)) {
    const field = fieldNamed(name);
    if (!field) continue;
    const value = ruleOf(field, text);
    if (field.kind.kind !== "day") Object.assign(partOf(raw, field), { [field.key]: value });
    else if (value === null) complaints.push({ field: name, message: "rule.error.hours" });
    else days.set(field, value as Shift[]);
  }
  if (days.size > 0) raw.phases.openingHours.shifts = weekWith(raw, days);
  const read = ruleSettings.safeParse(raw);
  if (!read.success) complaints.push(...complaintsOf(read.error.issues));
  const isUnplanned = raw.phases.openingHours.on && raw.phases.openingHours.shifts.length === 0;
  if (isUnplanned && complaints.length === 0)
    complaints.push({ field: "openingHours.shifts.1", message: "rule.error.noHours" });
  return { settings: read.success && complaints.length === 0 ? read.data : settings, complaints };
}

/** The plan with other hours on some days. A day's field holds what begins on it, so the others are read as they are shown. */
function weekWith(settings: RuleSettings, days: ReadonlyMap<RuleField, Shift[]>): Shift[] {
  const fields = ruleFields.filter(({ phase, kind }) => phase === "openingHours" && kind.kind === "day");
  const all = fields.flatMap(
    (field) => days.get(field) ?? (ruleOf(field, typedRule(settings, field)) as Shift[]),
  );
  return all.toSorted((one, other) => one.day - other.day || one.from.localeCompare(other.from));
}

interface Issue {
  code?: string | undefined;
  path: PropertyKey[];
  maximum?: unknown;
  origin?: unknown;
}

function complaintsOf(issues: readonly Issue[]): RuleComplaint[] {
  const found = new Map<string, RuleComplaint>();
  for (const issue of issues) {
    const [first, second, key] = issue.path.map(String);
    const name = first === "phases" ? `${second}.${key}` : String(first);
    const field = fieldNamed(name) ?? fieldNamed(`${name}.1`) ?? fieldNamed(`${first}.${second}`);
    if (field && !found.has(field.name)) found.set(field.name, complaintOf(field, issue));
  }
  return [...found.values()];
}

function complaintOf({ name, kind }: RuleField, issue: Issue): RuleComplaint {
  if (kind.kind === "number")
    return { field: name, message: "setting.error.number", values: { min: kind.min, max: kind.max } };
  if (kind.kind === "choice") return { field: name, message: "setting.error.choice" };
  if (issue.code === "too_big" && issue.origin === "array")
    return { field: name, message: "setting.error.lines", values: { n: Number(issue.maximum) } };
  if (kind.kind === "domains")
    return {
      field: name,
      message: "rule.error.domain",
      values: { n: Number(issue.path.at(3) ?? 0) + 1 },
    };
  return { field: name, message: kind.kind === "day" ? "rule.error.hours" : "setting.error.form" };
}
