import type { Generated } from "kysely";
import type { MemberId, SiteId } from "../../platform/lib/ids.ts";

export interface MailTable {
  id: Generated<number>;
  key: string;
  site_id: SiteId;
  kind: string;
  member_id: MemberId | null;
  language: string | null;
  to_sealed: string;
  content_sealed: string;
  at: number;
}

declare module "../../platform/db/database.ts" {
  interface Schema {
    mail: MailTable;
  }
}
