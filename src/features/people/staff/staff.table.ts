import type { MemberId } from "../../../platform/lib/ids.ts";

export interface InvitationTable {
  id: string;
  token_hash: string;
  /** 0: every site. */
  site_id: number;
  role: string;
  title: string;
  /** What whoever invites calls them. */
  name: string;
  /** The address, encrypted; and the hash by which a member with it is known. */
  email_sealed: string;
  email_hash: string;
  /** A member, or "cli". */
  invited_by: string;
  at: number;
  expires_at: number;
}

export interface OneTimeLinkTable {
  token_hash: string;
  kind: string;
  /** Whose password it sets; null: nobody's yet. */
  member_id: MemberId | null;
  expires_at: number | null;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    invitation: InvitationTable;
    one_time_link: OneTimeLinkTable;
  }
}
