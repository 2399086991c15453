import type { Context } from "../../../context.ts";
import { directionOf } from "../../../platform/html/locale.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { siteOfSource } from "../import/run-import.ts";
import { addSite } from "../../sites/add-site.ts";
import { type Site, siteSettings } from "../../sites/site.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { cleanTitle } from "./content/clean-name.ts";
import type { Survey } from "./survey.ts";
import { zoneOfClocks } from "./time-zone.ts";

export interface SiteWishes {
  key: string | null;
  language: string | null;
  timeZone: string | null;
  /** This machine's time zone. */
  usualZone: string;
}

/** Which site an export goes to: one that is here, or a new one. */
export type ChosenSite = { site: OpenSite; isNew: boolean };

/** The person at the terminal has to say more. */
export class SiteChoiceError extends Error {
  override name = "SiteChoiceError";
}

/**
 * The site that was named, or that took something from this source before, or the only one that is not a sample; a
 * new one, described by the export, where there is none.
 */
export async function chooseSite(
  ctx: Context,
  survey: Survey,
  source: string,
  wishes: SiteWishes,
): Promise<ChosenSite> {
  if (wishes.key !== null) {
    const named = ctx.sites.byKey(wishes.key);
    return named ? { site: named, isNew: false } : newSite(ctx, survey, wishes);
  }
  const own = ctx.sites.all().filter((site) => !site.isSample);
  const earlier = await siteOfSource(ctx, source);
  const [site, ...others] = own.filter((each) => own.length === 1 || each.id === earlier);
  if (site && others.length === 0) return { site, isNew: false };
  if (own.length === 0) return newSite(ctx, survey, wishes);
  const keys = own.map((each) => each.key).join(", ");
  throw new SiteChoiceError(`There are several sites: say which with --site. There are: ${keys}.`);
}

function newSite(ctx: Context, { channel, wxr }: Survey, wishes: SiteWishes): ChosenSite {
  const key = wishes.key ?? freeKey(ctx, channel.baseBlogUrl || channel.link);
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(key)) {
    throw new SiteChoiceError(`"${key}" is no key of a site: small letters, digits and hyphens.`);
  }
  const language = wishes.language ?? languageOf(channel.language) ?? "en";
  const timeZone =
    wishes.timeZone ?? zoneOfClocks(wxr.clocks, language, wishes.usualZone) ?? wishes.usualZone;
  const site: Site = {
    id: 0 as SiteId,
    key,
    name: cleanTitle(channel.title) || key,
    tagline: cleanTitle(channel.description).slice(0, 200),
    language,
    timeZone,
    pathPrefix: ctx.sites.all().some((each) => each.pathPrefix === "") ? `/${key}` : "",
    settings: siteSettings.parse({}),
    isSample: false,
  };
  return { site: { ...site, sections: [] }, isNew: true };
}

/** A key from a host's name: "blog.tide.example" gives "tide". */
function freeKey(ctx: Context, address: string): string {
  const labels = (URL.parse(address)?.hostname ?? "").split(".").slice(0, -1);
  const telling = labels.filter((label) => !/^(?:www|blog|blogs|wordpress|news|co|com|org)$/.test(label));
  const name = (telling.length > 0 ? telling : labels)
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "");
  const base = name.replace(/^-+/, "").slice(0, 26) || "site";
  for (let number = 1; ; number++) {
    const key = number === 1 ? base : `${base}-${number}`;
    if (!ctx.sites.byKey(key)) return key;
  }
}

function languageOf(written: string): string | null {
  try {
    return Intl.getCanonicalLocales(written.replaceAll("_", "-"))[0] ?? null;
  } catch {
    return null;
  }
}

/** Opens the site that was described. */
export async function openSite(ctx: Context, { id: _, sections: __, ...site }: OpenSite): Promise<OpenSite> {
  await ctx.db.transact((tx) => addSite(tx, site, directionOf(site.language), ctx.now()));
  await ctx.sites.reload();
  const opened = ctx.sites.byKey(site.key);
  if (!opened) throw new Error("a site that was just opened is not there");
  return opened;
}
