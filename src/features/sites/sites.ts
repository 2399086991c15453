import { isDeepStrictEqual } from "node:util";
import type { Database, Db } from "../../platform/db/database.ts";
import type { SiteId } from "../../platform/lib/ids.ts";
import type { Site } from "./site.ts";
import { allSites, type Section, sectionsOf } from "./site.store.ts";

/** A site as pages need it: with its sections, in order. */
export interface OpenSite extends Site {
  sections: readonly Section[];
}

/** The sites of this installation, kept in memory: every request asks for one. */
export interface Sites {
  all(): readonly OpenSite[];
  byId(id: SiteId): OpenSite | null;
  byKey(key: string): OpenSite | null;
  /** The site that an address belongs to, and the path within it. */
  resolve(host: string, url: string): { site: OpenSite | null; url: string };
  /** Reads them again, after a change. */
  reload(): Promise<void>;
}

export async function openSites(database: Database): Promise<Sites> {
  let sites = await readSites(database.read);
  let [begun, kept] = [0, 0];
  return {
    all: () => sites,
    byId: (id) => sites.find((site) => site.id === id) ?? null,
    byKey: (key) => sites.find((site) => site.key === key) ?? null,
    resolve: (host, url) => resolveSite(sites, host, url),
    reload: async () => {
      const turn = ++begun;
      const read = await readSites(database.read);
      // Of two at once, the one that began later may have been faster: it knows more.
      if (turn < kept) return;
      kept = turn;
      const before = sites;
      // What hasn't changed stays the same object: what was made from it stays good.
      sites = read.map((site) => before.find((known) => isDeepStrictEqual(known, site)) ?? site);
    },
  };
}

async function readSites(db: Db): Promise<OpenSite[]> {
  const sites = await allSites(db);
  return Promise.all(sites.map(async (site) => ({ ...site, sections: await sectionsOf(db, site.id) })));
}

function resolveSite(
  sites: readonly OpenSite[],
  host: string,
  url: string,
): { site: OpenSite | null; url: string } {
  const byHost = sites.find((site) => site.settings.host === host.toLowerCase());
  if (byHost) return { site: byHost, url };
  const path = url.split("?", 1)[0] ?? "/";
  for (const site of sites) {
    if (site.pathPrefix === "" || site.settings.host) continue;
    if (path === site.pathPrefix || path.startsWith(`${site.pathPrefix}/`)) {
      const rest = url.slice(site.pathPrefix.length);
      return { site, url: rest.startsWith("/") ? rest : `/${rest}` };
    }
  }
  return { site: sites.find((site) => site.pathPrefix === "" && !site.settings.host) ?? null, url };
}
