import type { Generated } from "kysely";
import type { MemberId } from "../../../platform/lib/ids.ts";

/** What members say of themselves; a member who has said nothing has no row. */
export interface ProfileTable {
  member_id: MemberId;
  about: Generated<string>;
  /** 1: search engines may list the profile. */
  is_listed: Generated<number>;
  /** The name that its files have in common. */
  picture: Generated<string | null>;
}

/** When a member took another name. */
export interface RenamingTable {
  id: Generated<number>;
  member_id: MemberId;
  at: number;
}

/** A handle that a member had before: it leads to them, and nobody else gets it. */
export interface FormerHandleTable {
  handle: string;
  member_id: MemberId;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    profile: ProfileTable;
    renaming: RenamingTable;
    former_handle: FormerHandleTable;
  }
}
