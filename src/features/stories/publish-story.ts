import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { SafeHtml } from "../../platform/html/safe-html.ts";
import type { MediaId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import { addSection } from "../sites/add-section.ts";
import type { Byline, Confidence, DiscussionMode } from "./story.ts";
import {
  ensureMedia,
  findForUpdate,
  insertNote,
  insertRevision,
  insertStory,
  type NewMedia,
  noteTimes,
  replaceFigures,
  replaceTags,
  updateStory,
} from "./story-write.store.ts";

/** A story as its author hands it in. */
export interface StoryDraft {
  siteId: SiteId;
  slug: string;
  kind: "story" | "page";
  language: string;
  headline: string;
  standfirst: string;
  bylines: readonly Byline[];
  dateline: string;
  section: { slug: string; name: string } | null;
  tags: readonly { name: string; slug?: string }[];
  html: SafeHtml;
  excerpt: string;
  wordCount: number;
  confidence: Confidence;
  weight: "news" | "feature";
  translationKey: string | null;
  publishedAt: number;
  updatedAt: number | null;
  notes: readonly { kind: "update" | "correction"; at: number; html: SafeHtml }[];
  figures: readonly {
    mediaId: MediaId;
    placement: "lead" | "body";
    position: number;
    alt: string;
    caption: string;
    credit: string;
  }[];
  discussion: { mode: DiscussionMode; notice: string; closesAt: number | null };
}

export interface Published {
  id: StoryId;
  outcome: "published" | "revised" | "unchanged";
}

/**
 * Publishes a story, or a further revision of the one with its slug. Every new note makes a revision, so that a
 * comment can tell which notes it was written before; so does a text that changed without a note.
 */
export async function publishStory(tx: Tx, draft: StoryDraft, now: number): Promise<Published> {
  const sectionId = draft.section ? await addSection(tx, draft.siteId, draft.section) : null;
  const notes = draft.notes.toSorted((one, other) => one.at - other.at);
  const known = await findForUpdate(tx, draft.siteId, draft.slug);
  if (!known) {
    const id = await insertStory(tx, draft, sectionId, notes.length + 1);
    for (const [index, note] of notes.entries()) await insertNote(tx, id, note, index + 2);
    await insertRevision(tx, id, draft, notes.length + 1, notes.at(-1)?.at ?? draft.publishedAt);
    await replaceTags(tx, id, draft);
    await replaceFigures(tx, id, draft.figures);
    await appendEvent(tx, { type: "story.published", siteId: draft.siteId, at: now, storyId: id });
    return { id, outcome: "published" };
  }
  const there = await noteTimes(tx, known.id);
  const newNotes = notes.filter((note) => !there.has(`${note.kind} ${note.at}`));
  const textChanged =
    known.html !== draft.html || known.headline !== draft.headline || known.standfirst !== draft.standfirst;
  const revision = known.revision + Math.max(newNotes.length, textChanged ? 1 : 0);
  await updateStory(tx, known.id, draft, sectionId, revision);
  for (const [index, note] of newNotes.entries()) {
    await insertNote(tx, known.id, note, revision - newNotes.length + index + 1);
  }
  if (revision > known.revision) await insertRevision(tx, known.id, draft, revision, now);
  await replaceTags(tx, known.id, draft);
  await replaceFigures(tx, known.id, draft.figures);
  await appendEvent(tx, { type: "story.changed", siteId: draft.siteId, at: now, storyId: known.id });
  return { id: known.id, outcome: revision > known.revision ? "revised" : "unchanged" };
}

/** Makes a picture known to a site. */
export async function addMedia(tx: Tx, media: NewMedia): Promise<MediaId> {
  return ensureMedia(tx, media);
}
