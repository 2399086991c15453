import type { SafeHtml } from "../../platform/html/safe-html.ts";
import type { CommentId, MediaId, SectionId, SiteId, StoryId } from "../../platform/lib/ids.ts";

export const confidences = ["confirmed", "developing", "unconfirmed"] as const;
export type Confidence = (typeof confidences)[number];

export const discussionModes = ["open", "premoderated", "closed", "hidden"] as const;
export type DiscussionMode = (typeof discussionModes)[number];

/** Kinds of stories under which more than usual is at stake. */
export const presets = ["court", "death", "election"] as const;
export type Preset = (typeof presets)[number];

/** A preset by its name; empty: none. Null: there is no such preset. */
export function readPreset(name: string): Preset | "" | null {
  return name === "" ? "" : (presets.find((each) => each === name) ?? null);
}

export interface Byline {
  name: string;
  title: string;
}

/** A picture as it is shown: made in several widths, or still at its source (then it is linked, never loaded). */
export interface Figure {
  mediaId: MediaId;
  /** "lead": above the text; "body": where the text marks it with `<figure data-image="POSITION">`. */
  placement: "lead" | "body";
  position: number;
  alt: string;
  caption: string;
  credit: string;
  width: number;
  height: number;
  renditions: readonly Rendition[];
  sourceUrl: string | null;
}

export interface Rendition {
  file: string;
  width: number;
  height: number;
  type: "image/avif" | "image/webp" | "image/jpeg";
}

/** A dated note that a story carries. */
export interface StoryNote {
  kind: "update" | "correction";
  at: number;
  html: SafeHtml;
  /** The revision that it made: comments of lower ones were written before it. */
  revision: number;
}

export interface Discussion {
  mode: DiscussionMode;
  notice: string;
  closesAt: number | null;
  /** Seconds between two comments of one writer; 0: as the site's limits say. */
  slowSeconds: number;
  /** Rules that a story of this kind brings; empty: none. */
  preset: Preset | "";
  /** Comments that stand above the others, the one that was pinned last first. */
  pinned: readonly CommentId[];
  commentCount: number;
  rootCount: number;
  lastCommentAt: number;
  /** How the plan of the desk stands; absent: the site has none, or nobody has asked. */
  duty?: Duty;
}

/** Whether anybody of the desk is there. */
export interface Duty {
  isOn: boolean;
  /** What becomes of comments while nobody is. */
  outside: "hold" | "close";
  /** When that changes next: milliseconds since 1970; null: never. */
  turnsAt: number | null;
}

/** What a list needs of a story. */
export interface StoryCard {
  id: StoryId;
  siteId: SiteId;
  slug: string;
  headline: string;
  standfirst: string;
  excerpt: string;
  bylines: readonly Byline[];
  sectionId: SectionId | null;
  language: string;
  confidence: Confidence;
  weight: "news" | "feature";
  publishedAt: number;
  updatedAt: number;
  commentCount: number;
  discussionMode: DiscussionMode;
  /** When its discussion closes by itself. */
  closesAt: number | null;
  picture: Figure | null;
}

/** A whole story. */
export interface Story extends StoryCard {
  kind: "story" | "page";
  dateline: string;
  html: SafeHtml;
  wordCount: number;
  revision: number;
  translationKey: string | null;
  tags: readonly Tag[];
  figures: readonly Figure[];
  notes: readonly StoryNote[];
  discussion: Discussion;
}

export interface Tag {
  slug: string;
  name: string;
}

/** Where a story is read. */
export function storyPath(slug: string): string {
  return `/stories/${encodeURIComponent(slug)}`;
}

export function sectionPath(slug: string): string {
  return `/sections/${encodeURIComponent(slug)}`;
}

export function tagPath(slug: string): string {
  return `/tags/${encodeURIComponent(slug)}`;
}

/** The page that holds a comment, wherever it moved to. */
export function commentPath(id: CommentId): string {
  return `/comments/${id}`;
}

/** Minutes to read `words`, at 238 words a minute (Brysbaert, 2019, Journal of Memory and Language 109); at least 1. */
export function readingMinutes(words: number): number {
  return Math.max(1, Math.round(words / 238));
}

/** Whether a discussion is closed for the hours in which nobody of the desk is there. */
export function isShut({ duty }: Pick<Discussion, "duty">): boolean {
  return duty !== undefined && !duty.isOn && duty.outside === "close";
}

/** Whether a discussion takes comments now. */
export function isOpen(discussion: Pick<Discussion, "mode" | "closesAt" | "duty">, now: number): boolean {
  if (discussion.mode === "closed" || discussion.mode === "hidden" || isShut(discussion)) return false;
  return discussion.closesAt === null || now < discussion.closesAt;
}
