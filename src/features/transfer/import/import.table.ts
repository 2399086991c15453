import type { Generated } from "kysely";
import type { CommentId, SiteId, StoryId } from "../../../platform/lib/ids.ts";

/** One file that is or was imported, and how far that went. */
export interface ImportRunTable {
  id: Generated<number>;
  site_id: SiteId;
  /** Where it comes from: "wordpress tide.example/news". */
  source: string;
  /** What tells this file from another. */
  fingerprint: string;
  items_done: number;
  /** Goes up with every batch: of two imports of one file, only one can write the next. */
  version: number;
  /** JSON of a Tally: what was taken and what was not, so far. */
  report: string;
  started_at: number;
  finished_at: number | null;
}

/** What became of a thing of the source: an item is a story. */
export interface ImportLinkTable {
  site_id: SiteId;
  source: string;
  kind: string;
  external_id: string;
  local_id: number;
  /** Of what was imported last: while it stays the same, nothing is written. */
  digest: string;
}

/** What became of a comment of the source. */
export interface ImportCommentTable {
  story_id: StoryId;
  external_id: string;
  comment_id: CommentId;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    import_run: ImportRunTable;
    import_link: ImportLinkTable;
    import_comment: ImportCommentTable;
  }
}
