import type { Generated } from "kysely";
import type { CommentId, DecisionId, MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";

// Times are milliseconds since 1970; an id of 0 is none.

/** Why something of somebody's was restricted, as it was told to them. */
export interface StatementTable {
  id: Generated<number>;
  site_id: SiteId;
  decision_id: DecisionId;
  comment_id: CommentId;
  person_id: PersonId;
  measure: string;
  ground: string;
  /** The house rule or the law, in the words that it had then. */
  clause: string;
  category: string;
  source: string;
  detected: number;
  automated: string;
  content_at: number | null;
  at: number;
  ended_at: Generated<number | null>;
}

/** Somebody wants a decision looked at again. */
export interface AppealTable {
  id: Generated<number>;
  site_id: SiteId;
  /** What it is against; 0: the answer to a notice. */
  statement_id: number;
  notice_id: number;
  comment_id: CommentId;
  person_id: PersonId;
  first_by: string;
  text: string;
  language: string;
  to_sealed: string | null;
  at: number;
  answered_at: Generated<number | null>;
  outcome: Generated<string>;
  answer: Generated<string>;
  answered_by: Generated<string>;
}

/** Somebody tells us that something here is against the law. */
export interface LegalNoticeTable {
  id: Generated<number>;
  site_id: SiteId;
  comment_id: CommentId;
  url: string;
  category: string;
  explanation: string;
  name_sealed: string | null;
  email_sealed: string | null;
  email_hash: string | null;
  member_id: MemberId | null;
  device_hash: string;
  language: string;
  weight: number;
  at: number;
  answered_at: Generated<number | null>;
  outcome: Generated<string>;
  answer: Generated<string>;
  answered_by: Generated<string>;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    statement: StatementTable;
    appeal: AppealTable;
    legal_notice: LegalNoticeTable;
  }
}
