import type { Context } from "../../context.ts";
import type { MessageId, MessageValues } from "../../platform/html/locale.ts";
import { changeSite } from "./change-site.ts";
import { type SettingName, settingKinds, settingOf } from "./setting-fields.ts";
import { type Site, siteSettings } from "./site.ts";
import { siteForChange } from "./site.store.ts";

/** What keeps a setting from having the value that was typed. */
export interface SettingComplaint {
  name: SettingName;
  message: MessageId;
  values?: MessageValues;
}

export interface SettingsWish {
  site: Site;
  /** Who wishes it: a member, or "cli". */
  by: string;
  /** What was typed for each setting that is to change; the others stay as they are, whatever others do with them. */
  typed: Readonly<Partial<Record<SettingName, string>>>;
}

/** Changes settings of a site all together, or none of them. Gives what is wrong with which. */
export function changeSettings(ctx: Context, wish: SettingsWish): Promise<SettingComplaint[]> {
  const { site, by, typed } = wish;
  if (Object.keys(typed).length === 0) return Promise.resolve([]);
  return ctx.db.transact(async (tx) => {
    const now = await siteForChange(tx, site.id);
    if (!now) return [];
    const wished = Object.entries(typed).map(([name, text]) => [name, settingOf(name as SettingName, text)]);
    const read = siteSettings.safeParse({ ...now.settings, ...Object.fromEntries(wished) });
    if (!read.success) return complaintsOf(read.error.issues);
    const taken = hostComplaint(ctx, site, read.data.host);
    if (typed.host !== undefined && taken) return [taken];
    await changeSite(tx, { ...now, settings: read.data }, ctx.now(), by);
    return [];
  });
}

interface Issue {
  code?: string | undefined;
  path: PropertyKey[];
  maximum?: unknown;
  minimum?: unknown;
  origin?: unknown;
}

/** One complaint for each setting that can't be as it was typed. */
function complaintsOf(issues: readonly Issue[]): SettingComplaint[] {
  const found = new Map<SettingName, SettingComplaint>();
  for (const issue of issues) {
    const name = String(issue.path[0]) as SettingName;
    if (!found.has(name)) found.set(name, complaintOf(name, issue));
  }
  return [...found.values()];
}

function complaintOf(name: SettingName, issue: Issue): SettingComplaint {
  const field = settingKinds[name];
  if (field.kind === "number")
    return { name, message: "setting.error.number", values: { min: field.min, max: field.max } };
  if (field.kind === "choice") return { name, message: "setting.error.choice" };
  if (issue.code === "too_big" && issue.origin === "array")
    return { name, message: "setting.error.lines", values: { n: Number(issue.maximum) } };
  if (issue.code === "too_big")
    return { name, message: "setting.error.long", values: { n: Number(issue.maximum) } };
  return { name, message: "setting.error.form" };
}

/** Two sites at one host, or one at the installation's own: then one of them could not be reached any more. */
function hostComplaint(ctx: Context, site: Site, host: string | null): SettingComplaint | null {
  if (host === null) return null;
  const isTaken =
    host === new URL(ctx.config.url).host ||
    ctx.sites.all().some((other) => other.id !== site.id && other.settings.host === host);
  return isTaken ? { name: "host", message: "setting.error.host" } : null;
}
