import type { Db } from "../../../platform/db/database.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";

/** The rules of a site as they were last saved, and by which number they are known; null: never. */
export async function lastRuleSet(db: Db, siteId: SiteId): Promise<{ id: number; settings: string } | null> {
  const row = await db
    .selectFrom("rule_set")
    .select(["id", "settings"])
    .where("site_id", "=", siteId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
