import type { Tx } from "../../../platform/db/database.ts";
import type { StoryId } from "../../../platform/lib/ids.ts";
import { saveRedirect } from "../../sites/redirects.ts";
import { freeSlug } from "../../stories/free-slug.ts";
import { addMedia, publishStory, type StoryDraft } from "../../stories/publish-story.ts";
import { findStoryById } from "../../stories/reading.ts";
import { type Story, storyPath } from "../../stories/story.ts";
import type { ImportWorld } from "./import-world.ts";
import { type Link, saveLink } from "./import.store.ts";
import type { SourceStory } from "./source.ts";
import { count, type Tally } from "./tally.ts";

export interface WrittenStory {
  id: StoryId;
  revision: number;
  /** Nothing can stand below it yet. */
  isNew: boolean;
}

/** Publishes a story, or what changed in it since it was last imported. */
export async function writeStory(
  tx: Tx,
  world: ImportWorld,
  story: SourceStory,
  { link, tally }: { link: Link | undefined; tally: Tally },
): Promise<WrittenStory> {
  const known = link ? await findStoryById(tx, link.storyId) : null;
  const kind = story.draft.kind;
  if (known && link?.digest === story.digest) {
    count(tally, `${kind}.known`);
    return { id: known.id, revision: known.revision, isNew: false };
  }
  const slug = known?.slug ?? (await freeSlug(tx, world.site.id, story.draft.slug));
  if (!known && slug !== story.draft.slug) count(tally, "mended.slug-taken", story.example);
  const figures = await writePictures(tx, world, story);
  const draft = {
    ...story.draft,
    siteId: world.site.id,
    slug,
    figures,
    notes: [],
    ...(known ? keptOf(known) : {}),
  };
  const { id } = await publishStory(tx, draft, world.now);
  await saveLink(tx, {
    siteId: world.site.id,
    source: world.source,
    key: story.key,
    storyId: id,
    digest: story.digest,
  });
  for (const path of story.oldPaths) {
    if (path !== `/stories/${slug}`) await saveRedirect(tx, world.site.id, path, storyPath(slug));
  }
  count(tally, known ? `${kind}.changed` : `${kind}.added`);
  if (!known) count(tally, "address.kept", "", story.oldPaths.length);
  return { id, revision: known ? known.revision + 1 : 1, isNew: !known };
}

/** What the desk decided here stays as it is. */
function keptOf(story: Story): Partial<StoryDraft> {
  const { confidence, weight, dateline, translationKey, notes } = story;
  const { mode, notice, closesAt } = story.discussion;
  return { confidence, weight, dateline, translationKey, notes, discussion: { mode, notice, closesAt } };
}

async function writePictures(tx: Tx, world: ImportWorld, story: SourceStory): Promise<StoryDraft["figures"]> {
  const figures: StoryDraft["figures"][number][] = [];
  for (const { url, ...figure } of story.pictures) {
    const media = {
      siteId: world.site.id,
      sha256: null,
      sourceUrl: url,
      width: 0,
      height: 0,
      renditions: [],
    };
    figures.push({ ...figure, mediaId: await addMedia(tx, { ...media, at: world.now }) });
  }
  return figures;
}
