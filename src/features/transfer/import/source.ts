import type { CommentBody } from "../../discussion/comment-body.ts";
import type { StoryDraft } from "../../stories/publish-story.ts";
import type { Tally } from "./tally.ts";

/** What every importer makes of its source; the rest is the same for all. */

export interface SourcePicture {
  url: string;
  placement: "lead" | "body";
  position: number;
  alt: string;
  caption: string;
  credit: string;
}

export interface SourceStory {
  /** Names the story in its source, the same at every import. */
  key: string;
  /** Of all that is imported: another one means that the story changed there. */
  digest: string;
  /** `slug` is the wanted one. */
  draft: Omit<StoryDraft, "siteId" | "figures" | "notes">;
  pictures: readonly SourcePicture[];
  /** Paths below which the story was found before, decoded: they lead to it from now on. */
  oldPaths: readonly string[];
  example: string;
}

export interface SourceComment {
  /** Names the comment among those of its story, the same at every import. */
  key: string;
  /** Of a comment that stands before this one, here or in an earlier piece; null: the top of a thread. */
  parentKey: string | null;
  kind: "guest" | "staff";
  name: string;
  email: string | null;
  body: CommentBody;
  status: "published" | "pending" | "spam";
  at: number;
}

/** A story with some of its comments. */
export interface Piece {
  story: SourceStory;
  comments: readonly SourceComment[];
  /** A story with very many comments comes in several pieces. */
  isFirst: boolean;
  isLast: boolean;
  /** An import that was stopped may have written a part of this story's comments. */
  isResumed: boolean;
}

/** One step through a source. When it is written, `itemsDone` of its items are, and `tally` holds of them. */
export interface Step {
  piece: Piece | null;
  itemsDone: number;
  tally: Tally;
}
