import type { Actor, Audience, Context, World } from "./context.ts";
import type { OpenSite } from "./features/sites/sites.ts";
import { siteLocale } from "./features/sites/site.ts";
import type { Recognised } from "./platform/http/known-readers.ts";
import type { Shared } from "./platform/http/server.ts";
import { shows } from "./shows.ts";

export function audienceOf({ device, member }: Actor): Audience {
  if (member !== null) return "member";
  return device === null ? "anyone" : "guest";
}

/** A site now, as it is to somebody of whom nothing is known. */
export function anybodysWorld(ctx: Context, site: OpenSite): World {
  return {
    ctx,
    site,
    locale: siteLocale(site),
    actor: { device: null, network: "", member: null },
    audience: "anyone",
    browser: "",
    headers: {},
    view: { sort: null, per: null },
    now: ctx.now(),
    href: (path) => `${site.settings.host ? "" : site.pathPrefix}${path}`,
    remember: () => {},
  };
}

/** What a reader shares with others like them, and who they are of them. */
export function sharedBy({ ctx, actor, audience, site, ...world }: World): Shared<World> {
  // Who has chosen what the site has chosen sees the same as who has chosen nothing.
  const view = {
    sort: world.view.sort ?? site.settings.sort,
    per: world.view.per ?? site.settings.perPage,
  };
  return {
    key: `${site.id} ${audience} ${view.sort} ${view.per}`,
    audience,
    reader: audience === "anyone" ? null : recognised(site, actor),
    world: () => {
      const now = ctx.sites.byId(site.id);
      return now && { ...anybodysWorld(ctx, now), audience, view };
    },
  };
}

function recognised(site: OpenSite, { device, member }: Actor): Recognised {
  return {
    site: String(site.id),
    key: `${member?.memberId ?? ""} ${device ?? ""}`,
    known: member,
    shows: [shows.sites, ...(member ? [shows.members, shows.member(member.memberId)] : [])],
    until: member?.until ?? Number.POSITIVE_INFINITY,
  };
}
