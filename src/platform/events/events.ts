import type { CommentId, EventId, SiteId, StoryId } from "../lib/ids.ts";

/** All that happens, as it stands in the log. What a subscriber needs beyond the ids it looks up. */
export type NewEvent = { siteId: SiteId; at: number } & (
  | { type: "site.changed" }
  | { type: "story.published"; storyId: StoryId }
  | { type: "story.changed"; storyId: StoryId }
  | { type: "discussion.changed"; storyId: StoryId }
  | { type: "comment.posted"; storyId: StoryId; commentId: CommentId; status: string }
  | { type: "comment.edited"; storyId: StoryId; commentId: CommentId }
  | { type: "comment.status"; storyId: StoryId; commentId: CommentId; before: string; after: string }
  | { type: "comment.recommended"; storyId: StoryId; commentId: CommentId; count: number }
  | { type: "comment.reported"; storyId: StoryId; commentId: CommentId }
  | { type: "import.batch"; source: string }
);

export type Event = NewEvent & { id: EventId };
