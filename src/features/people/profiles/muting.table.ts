import type { MemberId, PersonId } from "../../../platform/lib/ids.ts";

export interface MuteTable {
  member_id: MemberId;
  person_id: PersonId;
  at: number;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    mute: MuteTable;
  }
}
