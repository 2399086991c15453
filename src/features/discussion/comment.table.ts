import type { Generated } from "kysely";
import type { CommentId, MemberId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";

export interface CommentTable {
  id: Generated<CommentId>;
  site_id: SiteId;
  story_id: StoryId;
  parent_id: CommentId | null;
  root_id: CommentId | null;
  list_id: number;
  depth: number;
  author_id: PersonId;
  author_name: string;
  text: string;
  html: string;
  rest_html: string;
  rest_words: number;
  language: string | null;
  status: string;
  rule: number | null;
  revision: number;
  created_at: number;
  edited_at: number | null;
  removed_at: number | null;
  /** When staff marked it; null: they have not. */
  picked_at: Generated<number | null>;
  pinned_at: Generated<number | null>;
  folded_at: Generated<number | null>;
  locked_at: Generated<number | null>;
  /** JSON: what of the text is covered; empty: nothing. */
  redactions: Generated<string>;
  /** The comment with which it was merged. */
  merged_into: Generated<CommentId | null>;
  /** The story from which staff moved it here. */
  moved_from: Generated<StoryId | null>;
  /** Former texts that others have seen. */
  history_count: Generated<number>;
  /** 1 when it stands in its list: published, or a tombstone above answers that are shown. */
  shown: Generated<number>;
  recommend_count: Generated<number>;
  report_count: Generated<number>;
  child_count: Generated<number>;
  list_count: Generated<number>;
  reply_count: Generated<number>;
  best_score: Generated<number>;
}

/** Where a comment came from: keyed hashes, kept for 30 days. */
export interface CommentOriginTable {
  comment_id: CommentId;
  device_hash: string;
  network_hash: string;
  text_hash: string;
  at: number;
}

/** A node of the counted tree over one list in one order: see thread-index.ts. */
export interface ThreadNodeTable {
  story_id: StoryId;
  list_id: number;
  sort: string;
  level: number;
  first_key: number;
  first_id: number;
  size: number;
}

/** What a comment said before it was changed. */
export interface CommentRevisionTable {
  comment_id: CommentId;
  /** From 1: what was written first. */
  number: number;
  text: string;
  /** The whole of it. */
  html: string;
  /** When it was written. */
  at: number;
  /** 1 when others than the writer and the staff have seen it. */
  was_public: number;
}

/** What a member has begun to write. */
export interface DraftTable {
  member_id: MemberId;
  story_id: StoryId;
  /** The comment that it answers; 0: none. */
  parent_id: number;
  text: string;
  at: number;
}

interface ThreadNodeRow extends ThreadNodeTable {
  id: Generated<number>;
}

export interface RecommendTable {
  comment_id: CommentId;
  voter: string;
  at: number;
}

export interface IdempotencyTable {
  key: string;
  comment_id: CommentId;
  fingerprint: string;
  at: number;
}

declare module "../../platform/db/database.ts" {
  interface Schema {
    comment: CommentTable;
    comment_origin: CommentOriginTable;
    thread_node: ThreadNodeRow;
    recommend: RecommendTable;
    idempotency: IdempotencyTable;
    comment_revision: CommentRevisionTable;
    draft: DraftTable;
  }
}
