import type { MemberId } from "../../../platform/lib/ids.ts";

/** What the name or handle of a well-known member looks like. */
export interface KnownNameTable {
  skeleton: string;
  member_id: MemberId;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    known_name: KnownNameTable;
  }
}
