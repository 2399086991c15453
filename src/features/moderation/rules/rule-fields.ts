import { z } from "zod";
import { inAsciiDigits } from "../../../platform/text/digits.ts";
import type { PhaseName } from "../phases/phase.ts";
import { type RuleSettings, ruleSettings, type Shift } from "./rule-settings.ts";
import { readDay, writeDay } from "./week.ts";

/** How a setting of a rule is filled in, as its schema says. */
export type RuleFieldKind =
  | { kind: "check" }
  | { kind: "number"; min: number; max: number }
  | { kind: "choice"; choices: readonly string[] }
  /** Websites, one a line. */
  | { kind: "domains" }
  /** Other texts, one a line. */
  | { kind: "lines" }
  /** The hours of one day of the week, from Monday, 1. */
  | { kind: "day"; day: number }
  | { kind: "line" };

/** A field of the form, by the name under which it is sent: "links.most"; of no rule: "nudge" or "quality.share". */
export interface RuleField {
  name: string;
  /** Null: it is about all rules. */
  phase: PhaseName | null;
  /** The part of the settings that it stands in, where that is no rule's; null: at the top. */
  part: "quality" | null;
  /** Below the phase or the part, or at the top. */
  key: string;
  kind: RuleFieldKind;
}

interface Shape {
  type?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  items?: Shape;
  properties?: Record<string, Shape>;
}

/** Every field, in the order of the schema. */
export const ruleFields: readonly RuleField[] = fieldsOf();

/** Those of one rule. What settles whether it is on is the first. */
export function fieldsOfPhase(phase: PhaseName | null): readonly RuleField[] {
  return ruleFields.filter((field) => field.phase === phase);
}

export function fieldNamed(name: string): RuleField | null {
  return ruleFields.find((field) => field.name === name) ?? null;
}

function fieldsOf(): RuleField[] {
  const { properties = {} } = z.toJSONSchema(ruleSettings) as Shape;
  const { phases, ...rest } = properties;
  const ofPhases = Object.entries(phases?.properties ?? {}).flatMap(([phase, { properties: keys = {} }]) =>
    // The schema's own names.
    Object.entries(keys).flatMap(([key, shape]) => fieldsFor(phase as PhaseName, key, shape)),
  );
  const ofQuality = Object.entries(rest["quality"]?.properties ?? {});
  return [
    ...ofPhases,
    ...Object.entries(rest).flatMap(([key, shape]) => fieldsFor(null, key, shape)),
    ...ofQuality.flatMap(([key, shape]) => fieldsFor("quality", key, shape)),
  ];
}

function fieldsFor(owner: PhaseName | "quality" | null, key: string, shape: Shape): RuleField[] {
  const name = owner === null ? key : `${owner}.${key}`;
  const where = owner === "quality" ? { phase: null, part: owner } : { phase: owner, part: null };
  if (shape.items?.properties?.["day"])
    return [1, 2, 3, 4, 5, 6, 7].map((day) => ({
      name: `${name}.${day}`,
      ...where,
      key,
      kind: { kind: "day", day },
    }));
  const kind = kindOf(key, shape);
  return kind ? [{ name, ...where, key, kind }] : [];
}

/** Null: a plain form can't hold it; whoever owns the rule has a page for that. */
function kindOf(key: string, shape: Shape): RuleFieldKind | null {
  if (shape.enum) return { kind: "choice", choices: shape.enum.map(String) };
  if (shape.type === "boolean") return { kind: "check" };
  if (shape.type === "array" && shape.items?.type === "string")
    return { kind: key === "known" ? "domains" : "lines" };
  if (shape.type === "integer" || shape.type === "number")
    return { kind: "number", min: shape.minimum ?? 0, max: shape.maximum ?? Number.MAX_SAFE_INTEGER };
  return shape.type === "string" ? { kind: "line" } : null;
}

/** A setting as a form shows it. */
export function typedRule(settings: RuleSettings, field: RuleField): string {
  const { key, kind } = field;
  const value = partOf(settings, field)[key];
  if (kind.kind === "day") return writeDay(value as readonly Shift[], kind.day);
  if (typeof value === "boolean") return value ? "on" : "";
  return Array.isArray(value) ? value.join("\n") : String(value ?? "");
}

/** The part of the settings that a field stands in. */
export function partOf(settings: RuleSettings, { phase, part }: RuleField): Record<string, unknown> {
  if (phase !== null) return settings.phases[phase];
  return part === null ? settings : settings[part];
}

/** What a form sends for a setting, as its schema wants it. Null: it can't be read. */
export function ruleOf({ kind }: RuleField, typed: string): unknown {
  const text = typed.replace(/\r\n?/g, "\n");
  switch (kind.kind) {
    case "check":
      return text !== "";
    case "number":
      return readNumber(text);
    case "lines":
      return linesOf(text);
    case "domains":
      return linesOf(text).map(domainOf);
    case "day":
      return readDay(text, kind.day);
    default:
      return text.trim();
  }
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** People paste whole addresses. */
function domainOf(line: string): string {
  const address = line.includes("://") ? line : `https://${line}`;
  return URL.parse(address)?.hostname.replace(/^www\./, "") || line;
}

function readNumber(text: string): unknown {
  const digits = inAsciiDigits(text.trim());
  return /^-?\d+$/.test(digits) ? Number(digits) : text;
}
