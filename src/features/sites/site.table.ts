import type { Generated } from "kysely";
import type { SectionId, SiteId } from "../../platform/lib/ids.ts";

export interface SiteTable {
  id: Generated<SiteId>;
  key: string;
  name: string;
  tagline: string;
  language: string;
  direction: string;
  time_zone: string;
  path_prefix: string;
  /** JSON of SiteSettings. */
  settings: string;
  is_sample: Generated<number>;
  created_at: number;
}

export interface SectionTable {
  id: Generated<SectionId>;
  site_id: SiteId;
  slug: string;
  name: string;
  position: number;
}

export interface RedirectTable {
  site_id: SiteId;
  path: string;
  target: string;
}

declare module "../../platform/db/database.ts" {
  interface Schema {
    site: SiteTable;
    section: SectionTable;
    redirect: RedirectTable;
  }
}
