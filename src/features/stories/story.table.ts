import type { Generated } from "kysely";
import type { MediaId, SectionId, SiteId, StoryId, TagId } from "../../platform/lib/ids.ts";

export interface StoryTable {
  id: Generated<StoryId>;
  site_id: SiteId;
  slug: string;
  kind: string;
  section_id: SectionId | null;
  language: string;
  headline: string;
  standfirst: string;
  /** JSON of Byline[]. */
  bylines: string;
  dateline: string;
  html: string;
  excerpt: string;
  word_count: number;
  confidence: string;
  weight: string;
  translation_key: string | null;
  revision: number;
  published_at: number;
  updated_at: number;
}

export interface RevisionTable {
  story_id: StoryId;
  number: number;
  at: number;
  /** JSON of what the story said then. */
  content: string;
}

export interface StoryNoteTable {
  story_id: StoryId;
  kind: string;
  at: number;
  html: string;
  revision: number;
}

export interface TagTable {
  id: Generated<TagId>;
  site_id: SiteId;
  slug: string;
  name: string;
}

export interface StoryTagTable {
  story_id: StoryId;
  tag_id: TagId;
}

export interface FigureTable {
  story_id: StoryId;
  media_id: MediaId;
  position: number;
  placement: string;
  alt: string;
  caption: string;
  credit: string;
}

export interface MediaTable {
  id: Generated<MediaId>;
  site_id: SiteId;
  sha256: string | null;
  source_url: string | null;
  width: number;
  height: number;
  /** JSON of Rendition[]; empty while the picture is only known by its address. */
  renditions: string;
  created_at: number;
}

export interface DiscussionTable {
  story_id: StoryId;
  site_id: SiteId;
  mode: string;
  notice: string;
  closes_at: number | null;
  comment_count: Generated<number>;
  root_count: Generated<number>;
  last_comment_at: Generated<number>;
  /** Goes up with every change below the story. */
  version: Generated<number>;
  /** Seconds between two comments of one writer; 0: as the site's limits say. */
  slow_seconds: Generated<number>;
  /** Rules that a story of this kind brings: court, death, election; empty: none. */
  preset: Generated<string>;
  /** When it would close without the preset. */
  closes_without: Generated<number | null>;
  /** Ids of comments that stand above the others, with spaces between them. */
  pinned: Generated<string>;
}

declare module "../../platform/db/database.ts" {
  interface Schema {
    story: StoryTable;
    revision: RevisionTable;
    story_note: StoryNoteTable;
    tag: TagTable;
    story_tag: StoryTagTable;
    figure: FigureTable;
    media: MediaTable;
    discussion: DiscussionTable;
  }
}
