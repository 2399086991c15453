import type { Db } from "../../platform/db/database.ts";
import type { SiteId } from "../../platform/lib/ids.ts";
import { slugIsTaken } from "./story-write.store.ts";

/** `wanted`, or with "-2", "-3" … the first that no story of this site has. */
export async function freeSlug(db: Db, siteId: SiteId, wanted: string): Promise<string> {
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    if (!(await slugIsTaken(db, siteId, slug))) return slug;
  }
}
