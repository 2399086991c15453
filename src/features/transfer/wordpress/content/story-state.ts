import type { Flow } from "./flow.ts";
import { newFlow } from "./flow.ts";
import type { Attachment, StoryImage } from "./images.ts";

export type ContentMend =
  | "script"
  | "form"
  | "player-to-link"
  | "unknown-shortcode"
  | "picture-without-address"
  | "too-deep";

export interface StoryContext {
  /** The address of the item, for links and pictures relative to it. */
  baseUrl?: string;
  /** A picture of the media library by its id. */
  attachment?(id: number): Attachment | undefined;
  /** Ids of the pictures attached to this item, in order, for `[gallery]` without ids. */
  attachedIds?: readonly number[];
}

export interface Figure {
  firstImage: number;
  caption: string;
}

interface Frame {
  name: string;
  leave: () => void;
}

/** Where the rewriting of one story stands. */
export interface StoryWriter {
  flow: Flow;
  context: StoryContext;
  images: StoryImage[];
  mended: Partial<Record<ContentMend, number>>;
  frames: Frame[];
  figures: Figure[];
  links: (string | null)[];
  /** Open tags whose content is dropped. */
  dropping: number;
  /** Set while a caption is read, which is not running text. */
  caption: string | null;
  player: { address: string; picture: boolean } | null;
}

export function newStoryWriter(context: StoryContext): StoryWriter {
  return {
    flow: newFlow(true),
    context,
    images: [],
    mended: {},
    frames: [],
    figures: [],
    links: [],
    dropping: 0,
    caption: null,
    player: null,
  };
}

export function countMend(w: StoryWriter, mend: ContentMend, count = 1): void {
  if (count > 0) w.mended[mend] = (w.mended[mend] ?? 0) + count;
}

/** What there is to do on leaving most tags. */
export function nothing(): void {}
