import type { Context, World } from "../../../context.ts";
import type { Locale } from "../../../platform/html/locale.ts";
import { reachOf } from "./authority.ts";
import type { Option } from "./desk-form.view.tsx";
import type { By, Scope } from "./staff.ts";

/** How forms and commands name every site at once; no site has a key with an asterisk. */
const everySite = "*";

/** Where somebody may give roles, as a form offers it: by the keys of the sites. */
export async function scopeOptions({ ctx, locale }: World, by: By): Promise<Option[]> {
  const reach = await reachOf(ctx.db.read, by, "staff.manage");
  const sites = ctx.sites.all().filter((site) => reach.includes(site.id));
  return [
    ...sites.map((site) => ({ value: site.key, label: site.name })),
    ...(reach.isEverywhere ? [{ value: everySite, label: locale.message("staff.everySite") }] : []),
  ];
}

/** The scope that a form or a command names; null: there is no such site. */
export function readScope({ sites }: Context, key: string): Scope | null {
  return key === everySite ? 0 : (sites.byKey(key)?.id ?? null);
}

/** How a form names a scope. */
export function scopeKey({ sites }: Context, scope: Scope): string {
  return scope === 0 ? everySite : (sites.byId(scope)?.key ?? "");
}

/** A scope in words: the name of its site. */
export function scopeName({ sites }: Context, locale: Locale, scope: number): string {
  if (scope === 0) return locale.message("staff.everySite");
  return sites.all().find((site) => site.id === scope)?.name ?? "–";
}
