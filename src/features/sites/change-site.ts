import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { Site } from "./site.ts";
import { siteSettings } from "./site.ts";
import { deleteSite, updateSite } from "./site.store.ts";

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

/** Saves a site's names and settings. */
export async function changeSite(tx: Tx, site: Site, at: number): Promise<void> {
  await updateSite(tx, site);
  await appendEvent(tx, { type: "site.changed", siteId: site.id, at });
}

/** Removes a site with all that is on it. */
export async function removeSite(tx: Tx, site: Site, at: number): Promise<void> {
  await deleteSite(tx, site.id);
  await appendEvent(tx, { type: "site.changed", siteId: site.id, at });
}
