import { forUpdate } from "../../platform/db/for-update.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { MediaId, SectionId, SiteId, StoryId, TagId } from "../../platform/lib/ids.ts";
import { slugify } from "../../platform/text/slug.ts";
import type { Manners } from "./change-manners.ts";
import type { StoryDraft } from "./publish-story.ts";
import type { Rendition } from "./story.ts";

export interface KnownStory {
  id: StoryId;
  revision: number;
  headline: string;
  standfirst: string;
  html: string;
}

export async function findForUpdate(tx: Tx, siteId: SiteId, slug: string): Promise<KnownStory | null> {
  const row = await tx
    .selectFrom("story")
    .select(["id", "revision", "headline", "standfirst", "html"])
    .where("site_id", "=", siteId)
    .where("slug", "=", slug)
    .executeTakeFirst();
  return row ?? null;
}

export async function slugIsTaken(db: Db, siteId: SiteId, slug: string): Promise<boolean> {
  const row = await db
    .selectFrom("story")
    .select("id")
    .where("site_id", "=", siteId)
    .where("slug", "=", slug)
    .executeTakeFirst();
  return row !== undefined;
}

function columnsOf(draft: StoryDraft, sectionId: SectionId | null, revision: number) {
  return {
    kind: draft.kind,
    section_id: sectionId,
    language: draft.language,
    headline: draft.headline,
    standfirst: draft.standfirst,
    bylines: JSON.stringify(draft.bylines),
    dateline: draft.dateline,
    html: draft.html,
    excerpt: draft.excerpt,
    word_count: draft.wordCount,
    confidence: draft.confidence,
    weight: draft.weight,
    translation_key: draft.translationKey,
    revision,
    published_at: draft.publishedAt,
    updated_at: Math.max(draft.publishedAt, draft.updatedAt ?? 0, ...draft.notes.map((note) => note.at)),
  };
}

export async function insertStory(
  tx: Tx,
  draft: StoryDraft,
  sectionId: SectionId | null,
  revision: number,
): Promise<StoryId> {
  const { id } = await tx
    .insertInto("story")
    .values({ site_id: draft.siteId, slug: draft.slug, ...columnsOf(draft, sectionId, revision) })
    .returning("id")
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("discussion")
    .values({
      story_id: id,
      site_id: draft.siteId,
      mode: draft.discussion.mode,
      notice: draft.discussion.notice,
      closes_at: draft.discussion.closesAt,
    })
    .execute();
  return id;
}

export async function updateStory(
  tx: Tx,
  id: StoryId,
  draft: StoryDraft,
  sectionId: SectionId | null,
  revision: number,
): Promise<void> {
  await tx
    .updateTable("story")
    .set(columnsOf(draft, sectionId, revision))
    .where("id", "=", id)
    .execute();
  await updateDiscussion(tx, id, draft.discussion);
}

export async function updateDiscussion(
  tx: Tx,
  id: StoryId,
  { mode, notice, closesAt }: StoryDraft["discussion"],
): Promise<void> {
  await tx
    .updateTable("discussion")
    .set({ mode, notice, closes_at: closesAt })
    .where("story_id", "=", id)
    .execute();
}

/** Keeps what the story says now as one of its revisions. */
export async function insertRevision(
  tx: Tx,
  id: StoryId,
  draft: StoryDraft,
  number: number,
  at: number,
): Promise<void> {
  const { headline, standfirst, bylines, dateline, html, confidence } = draft;
  await tx
    .insertInto("revision")
    .values({
      story_id: id,
      number,
      at,
      content: JSON.stringify({ headline, standfirst, bylines, dateline, html, confidence }),
    })
    .execute();
}

export async function noteTimes(tx: Tx, id: StoryId): Promise<Set<string>> {
  const rows = await tx.selectFrom("story_note").select(["kind", "at"]).where("story_id", "=", id).execute();
  return new Set(rows.map((row) => `${row.kind} ${row.at}`));
}

export async function insertNote(
  tx: Tx,
  id: StoryId,
  note: StoryDraft["notes"][number],
  revision: number,
): Promise<void> {
  await tx
    .insertInto("story_note")
    .values({ story_id: id, kind: note.kind, at: note.at, html: note.html, revision })
    .execute();
}

export async function replaceTags(tx: Tx, id: StoryId, draft: StoryDraft): Promise<void> {
  await tx.deleteFrom("story_tag").where("story_id", "=", id).execute();
  const wanted = new Map<string, string>();
  for (const tag of draft.tags) {
    const slug = tag.slug ?? slugify(tag.name);
    if (slug && !wanted.has(slug)) wanted.set(slug, tag.name);
  }
  for (const [slug, name] of wanted) {
    const tagId = await ensureTag(tx, draft.siteId, slug, name);
    await tx
      .insertInto("story_tag")
      .values({ story_id: id, tag_id: tagId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function ensureTag(tx: Tx, siteId: SiteId, slug: string, name: string): Promise<TagId> {
  const known = await tx
    .selectFrom("tag")
    .select("id")
    .where("site_id", "=", siteId)
    .where("slug", "=", slug)
    .executeTakeFirst();
  if (known) return known.id;
  const { id } = await tx
    .insertInto("tag")
    .values({ site_id: siteId, slug, name })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function replaceFigures(tx: Tx, id: StoryId, figures: StoryDraft["figures"]): Promise<void> {
  await tx.deleteFrom("figure").where("story_id", "=", id).execute();
  for (const figure of figures) {
    await tx
      .insertInto("figure")
      .values({
        story_id: id,
        media_id: figure.mediaId,
        position: figure.position,
        placement: figure.placement,
        alt: figure.alt,
        caption: figure.caption,
        credit: figure.credit,
      })
      .execute();
  }
}

export interface NewMedia {
  siteId: SiteId;
  sha256: string | null;
  sourceUrl: string | null;
  width: number;
  height: number;
  renditions: readonly Rendition[];
  at: number;
}

/** The id of a picture of this site: the one with the same bytes, or the same address, or a new one. */
export async function ensureMedia(tx: Tx, media: NewMedia): Promise<MediaId> {
  const column = media.sha256 ? "sha256" : "source_url";
  const known = await tx
    .selectFrom("media")
    .select("id")
    .where("site_id", "=", media.siteId)
    .where(column, "=", media.sha256 ?? media.sourceUrl)
    .executeTakeFirst();
  if (known) return known.id;
  const { id } = await tx
    .insertInto("media")
    .values({
      site_id: media.siteId,
      sha256: media.sha256,
      source_url: media.sourceUrl,
      width: media.width,
      height: media.height,
      renditions: JSON.stringify(media.renditions),
      created_at: media.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** How a story is discussed; the row is this transaction's from now on. */
export async function readManners(tx: Tx, id: StoryId): Promise<Manners | null> {
  const row = await tx
    .selectFrom("discussion")
    .select(["site_id", "mode", "slow_seconds", "preset", "closes_at"])
    .where("story_id", "=", id)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  if (!row) return null;
  return {
    siteId: row.site_id,
    mode: row.mode as Manners["mode"],
    slowSeconds: row.slow_seconds,
    preset: row.preset as Manners["preset"],
    closesAt: row.closes_at,
  };
}

export async function saveManners(tx: Tx, id: StoryId, manners: Manners): Promise<void> {
  const { mode, slowSeconds, preset, closesAt } = manners;
  await tx
    .updateTable("discussion")
    .set({ mode, slow_seconds: slowSeconds, preset, closes_at: closesAt })
    .where("story_id", "=", id)
    .execute();
}
