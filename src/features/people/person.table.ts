import type { Generated } from "kysely";
import type { MemberId, PersonId, SiteId } from "../../platform/lib/ids.ts";

export interface PersonTable {
  id: Generated<PersonId>;
  site_id: SiteId;
  /** guest, member or staff. */
  kind: string;
  name: string;
  title: string;
  /** The address, encrypted; and a keyed hash to find it by. */
  email_sealed: string | null;
  email_hash: string | null;
  device_hash: string | null;
  /** Whose account writes as this person; null: a guest's, or one that was brought along. */
  member_id: Generated<MemberId | null>;
  created_at: number;
  /** What became of what they wrote, on this site. */
  published_count: Generated<number>;
  refused_count: Generated<number>;
  upheld_count: Generated<number>;
  /** 1: what they write is trusted; -1: it is read first; 0: what became of it counts. */
  trust: Generated<number>;
}

declare module "../../platform/db/database.ts" {
  interface Schema {
    person: PersonTable;
  }
}
