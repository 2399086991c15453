import type { MemberId, SiteId } from "../../platform/lib/ids.ts";

export interface FollowTable {
  member_id: MemberId;
  site_id: SiteId;
  /** "story" or "person". */
  kind: string;
  target_id: number;
  at: number;
}

declare module "../../platform/db/database.ts" {
  interface Schema {
    follow: FollowTable;
  }
}
