import { createHash } from "node:crypto";
import { z } from "zod";
import { type SiteSettings, siteSettings } from "./site.ts";

export type SettingName = keyof SiteSettings;

/** How a setting is filled in, as its schema says. */
export type SettingKind =
  | { kind: "check" }
  | { kind: "number"; min: number; max: number }
  | { kind: "choice"; choices: readonly string[] }
  /** One a line. */
  | { kind: "lines" }
  /** Anything else, as JSON. */
  | { kind: "json" }
  /** What opens something: it is never shown, and stays as it is where nothing is typed. */
  | { kind: "secret" }
  | { kind: "line" | "text"; optional: boolean };

interface Shape {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Shape[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  items?: Shape;
}

/** A text of more characters than this is written in a larger field. */
const longLine = 300;

/** Every setting by name, in the order of the schema. */
export const settingKinds: Readonly<Record<SettingName, SettingKind>> = kindsOf();

export const settingNames = Object.keys(siteSettings.shape) as SettingName[];

function kindsOf(): Record<SettingName, SettingKind> {
  const { properties = {} } = z.toJSONSchema(siteSettings) as { properties?: Record<string, Shape> };
  const kinds = Object.entries(properties).map(([name, shape]) => [
    name,
    isSecret(name) ? { kind: "secret" } : kindOf(shape),
  ]);
  return Object.fromEntries(kinds) as Record<SettingName, SettingKind>;
}

/** Whether a setting opens something, by its name. */
export function isSecret(name: string): boolean {
  return /secret|password|token|privatekey/i.test(name);
}

function kindOf(shape: Shape): SettingKind {
  const others = shape.anyOf?.filter(({ type }) => type !== "null") ?? [];
  const consts = others.flatMap((each) => (each.const === undefined ? [] : [String(each.const)]));
  if (consts.length > 0) return { kind: "choice", choices: consts };
  if (shape.enum) return { kind: "choice", choices: shape.enum.map(String) };
  if (shape.type === "boolean") return { kind: "check" };
  if (shape.type === "array" && shape.items?.type === "string") return { kind: "lines" };
  if (shape.type === "integer" || shape.type === "number")
    return { kind: "number", min: shape.minimum ?? 0, max: shape.maximum ?? Number.MAX_SAFE_INTEGER };
  const inner = others[0] ?? shape;
  if (inner.type !== "string") return { kind: "json" };
  return { kind: (inner.maxLength ?? 0) > longLine ? "text" : "line", optional: others.length > 0 };
}

/** A setting as a form shows it. */
export function typedSetting(settings: SiteSettings, name: SettingName): string {
  const value: unknown = settings[name];
  const { kind } = settingKinds[name];
  if (kind === "secret" || value === null) return "";
  if (kind === "json") return JSON.stringify(value, null, 2);
  if (typeof value === "boolean") return value ? "on" : "";
  return Array.isArray(value) ? value.join("\n") : String(value);
}

/** What a form sends for a setting, as its schema wants it. */
export function settingOf(name: SettingName, typed: string): unknown {
  const field = settingKinds[name];
  const text = typed.replace(/\r\n?/g, "\n");
  switch (field.kind) {
    case "check":
      return text !== "";
    case "number":
      return /^-?\d+$/.test(text.trim()) ? Number(text) : text;
    case "choice":
      return /^\d+$/.test(text) ? Number(text) : text;
    case "lines":
      return text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "");
    case "secret":
      return text.trim();
    case "json":
      return readJson(text);
    default:
      return field.optional && text.trim() === "" ? null : text.trim();
  }
}

/** A mark by which a form that comes back tells what somebody has changed in it since it was shown. */
export function settingMark(typed: string): string {
  return createHash("sha256").update(typed.replace(/\r\n?/g, "\n")).digest("base64url").slice(0, 12);
}

/** What no schema takes stays a text, and is refused as one. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
