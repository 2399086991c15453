import type { Db } from "../../platform/db/database.ts";
import { type SafeHtml, storedHtml } from "../../platform/html/safe-html.ts";
import type { SiteId, StoryId } from "../../platform/lib/ids.ts";
import type { Story, Tag } from "./story.ts";

/** The same story in the other sites: hreflang. */
export async function translationsOf(
  db: Db,
  story: Story,
): Promise<{ siteId: SiteId; slug: string; language: string }[]> {
  if (!story.translationKey) return [];
  const rows = await db
    .selectFrom("story")
    .select(["site_id", "slug", "language"])
    .where("translation_key", "=", story.translationKey)
    .where("id", "!=", story.id)
    .execute();
  return rows.map((row) => ({ siteId: row.site_id, slug: row.slug, language: row.language }));
}

export async function findTag(db: Db, siteId: SiteId, slug: string): Promise<Tag | null> {
  const row = await db
    .selectFrom("tag")
    .select(["slug", "name"])
    .where("site_id", "=", siteId)
    .where("slug", "=", slug)
    .executeTakeFirst();
  return row ?? null;
}

/** Every story's address and times, newest first, in steps: for the sitemaps. */
export async function storyAddresses(
  db: Db,
  siteId: SiteId,
  { after, limit }: { after: StoryId | 0; limit: number },
): Promise<{ id: StoryId; slug: string; updatedAt: number }[]> {
  const rows = await db
    .selectFrom("story")
    .select(["id", "slug", "updated_at"])
    .where("site_id", "=", siteId)
    .where("id", ">", after as StoryId)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, slug: row.slug, updatedAt: row.updated_at }));
}

/** The bodies of some stories, without the places of their pictures: for feeds. */
export async function htmlOfStories(db: Db, ids: readonly StoryId[]): Promise<Map<StoryId, SafeHtml>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("story").select(["id", "html"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, storedHtml(row.html.replace(/<figure [^>]*><\/figure>/g, ""))]));
}
