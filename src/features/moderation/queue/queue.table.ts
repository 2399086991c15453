import type { Generated } from "kysely";
import type { CommentId, MemberId, PersonId, SectionId, SiteId, StoryId } from "../../../platform/lib/ids.ts";

/** Something that waits for somebody of the desk. */
export interface QueueItemTable {
  id: Generated<number>;
  site_id: SiteId;
  /** held, reported, appeal or notice. */
  queue: string;
  comment_id: CommentId;
  /** Of the appeal or the notice; 0: none. */
  reference: number;
  story_id: StoryId;
  section_id: SectionId | null;
  language: string;
  since: number;
  /** Reports of those who are mostly right weigh more. */
  weight: number;
  /** Texts that are nearly the same wait as one; null: it stands alone. */
  cluster_id: number | null;
  /** 1: it is listed; 0: it waits with the head of its cluster. */
  is_head: number;
  claimed_by: MemberId | null;
  claimed_until: number | null;
}

/** What staff wrote down about somebody, for one another. */
export interface StaffNoteTable {
  id: Generated<number>;
  site_id: SiteId;
  person_id: PersonId;
  /** The comment at which it was written; 0: none. */
  comment_id: CommentId;
  by: string;
  text: string;
  at: number;
}

/** Up to which comment somebody of the desk has looked through what is new. */
export interface DeskMarkTable {
  member_id: MemberId;
  site_id: SiteId;
  /** When that comment was written. */
  at: number;
  comment_id: CommentId;
}

/** A state of a site's rules, as JSON. The last one holds. */
export interface RuleSetTable {
  id: Generated<number>;
  site_id: SiteId;
  settings: string;
  by: string;
  at: number;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    queue_item: QueueItemTable;
    staff_note: StaffNoteTable;
    rule_set: RuleSetTable;
    desk_mark: DeskMarkTable;
  }
}
