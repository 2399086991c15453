import type { Generated } from "kysely";
import type { CommentId, MemberId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";

// Times are milliseconds since 1970.

export interface MailTable {
  id: Generated<number>;
  key: string;
  site_id: SiteId;
  kind: string;
  member_id: MemberId | null;
  language: string | null;
  /** Address, its hash and content: null when they are of no use any more. */
  to_sealed: string | null;
  to_hash: string | null;
  content_sealed: string | null;
  at: number;
  /** waiting, sent, dead, expired or dropped. */
  state: string;
  /** The lowest goes first. */
  priority: number;
  /** Not before. */
  send_at: number;
  expires_at: number;
  tries: Generated<number>;
  tried_at: Generated<number | null>;
  /** Who is sending it now, and until when nobody else may. */
  lease: Generated<string | null>;
  leased_until: Generated<number | null>;
  /** When its content began to go out, while nobody knows whether it arrived. */
  handed_at: Generated<number | null>;
  /** What went wrong last: a code, never what a server said, which may hold the address. */
  error: Generated<string | null>;
  ended_at: Generated<number | null>;
}

export interface MailOutageTable {
  id: number;
  since: number;
  last_at: number;
  error: string;
}

export interface MailCursorTable {
  name: string;
  mark: number;
}

/** Something that a member is to be told of. */
export interface NoticeTable {
  id: Generated<number>;
  member_id: MemberId;
  thing: string;
  site_id: SiteId;
  comment_id: CommentId;
  topic: string;
  thread: string;
  at: number;
  due_at: number;
  mailed_at: Generated<number | null>;
}

export interface SeenCommentTable {
  comment_id: CommentId;
  story_id: StoryId;
  author_id: PersonId;
  at: number;
}

export interface FollowTable {
  member_id: MemberId;
  site_id: SiteId;
  /** "story" or "person". */
  kind: string;
  target_id: number;
  at: number;
}

export interface MailPreferenceTable {
  member_id: MemberId;
  replies: number;
  decisions: number;
  people: string;
  stories: string;
  digest: string;
  quiet_from: number;
  quiet_until: number;
  at: number;
}

export interface MailDigestTable {
  member_id: MemberId;
  site_id: SiteId;
  last_at: number;
  next_at: number;
}

declare module "../../platform/db/database.ts" {
  interface Schema {
    mail: MailTable;
    mail_outage: MailOutageTable;
    mail_cursor: MailCursorTable;
    notice: NoticeTable;
    seen_comment: SeenCommentTable;
    follow: FollowTable;
    mail_preference: MailPreferenceTable;
    mail_digest: MailDigestTable;
  }
}
