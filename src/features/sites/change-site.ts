import type { Tx } from "../../platform/db/database.ts";
import type { SettingChange } from "../../platform/events/events.ts";
import { appendEvent } from "../../platform/events/log.ts";
import { forgetSite } from "../moderation/forget-site.ts";
import { isSecret } from "./setting-fields.ts";
import type { Site } from "./site.ts";
import { siteSettings } from "./site.ts";
import { deleteSite, siteForChange, updateSite } from "./site.store.ts";

/** A setting that doesn't exist or can't have this value, in words. */
export class SettingError extends Error {
  override name = "SettingError";
}

/** The settings with one of them changed; `value` is JSON or plain text. */
export function withSetting(site: Site, name: string, value: string): Site {
  if (!(name in siteSettings.shape)) {
    const names = Object.keys(siteSettings.shape).join(", ");
    throw new SettingError(`There is no setting "${name}". There are: ${names}.`);
  }
  const read = siteSettings.safeParse({ ...site.settings, [name]: parseValue(value) });
  if (!read.success)
    throw new SettingError(`${name}: ${read.error.issues.map((issue) => issue.message).join("; ")}`);
  return { ...site, settings: read.data };
}

function parseValue(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Saves a site's names and settings. `by`, a member or "cli", stands in the log with all that is different now. */
export async function changeSite(tx: Tx, site: Site, at: number, by?: string): Promise<void> {
  const before = by === undefined ? null : await siteForChange(tx, site.id);
  await updateSite(tx, site);
  const changes = before ? changesBetween(before, site) : [];
  await appendEvent(tx, {
    type: "site.changed",
    siteId: site.id,
    at,
    ...(by !== undefined && changes.length > 0 ? { by, changes } : {}),
  });
}

/** Of these the log says that they were changed, and not what to: addresses of people, and whatever opens something. */
const isUntold = (name: string, value: string) =>
  /email/i.test(name) || isSecret(name) || /"\w*(?:secret|password|token|privatekey)\w*":/i.test(value);

/** All that is different between two states of a site. */
export function changesBetween(before: Site, after: Site): SettingChange[] {
  const [was, is] = [before, after].map(({ name, tagline, timeZone, pathPrefix, settings }) =>
    Object.entries({ name, tagline, timeZone, pathPrefix, ...settings }).map(
      ([key, value]) => [key, JSON.stringify(value)] as const,
    ),
  );
  const values = new Map(was);
  return (is ?? [])
    .filter(([name, value]) => values.get(name) !== value)
    .map(([name, value]) =>
      isUntold(name, `${values.get(name)} ${value}`)
        ? { name, before: null, after: null }
        : { name, before: values.get(name) ?? null, after: value },
    );
}

/** Removes a site with all that is on it. */
export async function removeSite(tx: Tx, site: Site, at: number): Promise<void> {
  await forgetSite(tx, site.id);
  await deleteSite(tx, site.id);
  await appendEvent(tx, { type: "site.changed", siteId: site.id, at });
}
