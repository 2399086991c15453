import type { Selectable } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { forUpdate } from "../../platform/db/for-update.ts";
import type { SectionId, SiteId } from "../../platform/lib/ids.ts";
import { type Site, siteSettings } from "./site.ts";
import type { SiteTable } from "./site.table.ts";

export interface Section {
  id: SectionId;
  slug: string;
  name: string;
}

export async function allSites(db: Db): Promise<Site[]> {
  const rows = await db.selectFrom("site").selectAll().orderBy("id").execute();
  return rows.map(siteOfRow);
}

/** A site as it is now; it stays so until this transaction has ended. */
export async function siteForChange(tx: Tx, id: SiteId): Promise<Site | null> {
  const query = tx.selectFrom("site").selectAll().where("id", "=", id).modifyEnd(forUpdate(tx));
  const row = await query.executeTakeFirst();
  return row ? siteOfRow(row) : null;
}

function siteOfRow(row: Selectable<SiteTable>): Site {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    tagline: row.tagline,
    language: row.language,
    timeZone: row.time_zone,
    pathPrefix: row.path_prefix,
    settings: siteSettings.parse(JSON.parse(row.settings)),
    isSample: row.is_sample === 1,
  };
}

export async function insertSite(
  tx: Tx,
  site: Omit<Site, "id">,
  direction: string,
  at: number,
): Promise<SiteId> {
  const { id } = await tx
    .insertInto("site")
    .values({
      key: site.key,
      name: site.name,
      tagline: site.tagline,
      language: site.language,
      direction,
      time_zone: site.timeZone,
      path_prefix: site.pathPrefix,
      settings: JSON.stringify(site.settings),
      is_sample: site.isSample ? 1 : 0,
      created_at: at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateSite(tx: Tx, site: Site): Promise<void> {
  await tx
    .updateTable("site")
    .set({
      name: site.name,
      tagline: site.tagline,
      path_prefix: site.pathPrefix,
      time_zone: site.timeZone,
      settings: JSON.stringify(site.settings),
    })
    .where("id", "=", site.id)
    .execute();
}

export async function deleteSite(tx: Tx, id: SiteId): Promise<void> {
  await tx.deleteFrom("site").where("id", "=", id).execute();
}

export async function sectionsOf(db: Db, siteId: SiteId): Promise<Section[]> {
  return db
    .selectFrom("section")
    .select(["id", "slug", "name"])
    .where("site_id", "=", siteId)
    .orderBy("position")
    .orderBy("id")
    .execute();
}

/** The id of a section, which is added at the end where it is new. */
export async function ensureSection(tx: Tx, siteId: SiteId, slug: string, name: string): Promise<SectionId> {
  const known = await tx
    .selectFrom("section")
    .select("id")
    .where("site_id", "=", siteId)
    .where("slug", "=", slug)
    .executeTakeFirst();
  if (known) return known.id;
  const { count } = await tx
    .selectFrom("section")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("site_id", "=", siteId)
    .executeTakeFirstOrThrow();
  const { id } = await tx
    .insertInto("section")
    .values({ site_id: siteId, slug, name, position: Number(count) })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function findRedirect(db: Db, siteId: SiteId, path: string): Promise<string | null> {
  const row = await db
    .selectFrom("redirect")
    .select("target")
    .where("site_id", "=", siteId)
    .where("path", "=", path)
    .executeTakeFirst();
  return row?.target ?? null;
}

/** Leads an old address to a new one; the last word counts. */
export async function saveRedirect(tx: Tx, siteId: SiteId, path: string, target: string): Promise<void> {
  await tx
    .insertInto("redirect")
    .values({ site_id: siteId, path, target })
    .onConflict((conflict) => conflict.columns(["site_id", "path"]).doUpdateSet({ target }))
    .execute();
}
