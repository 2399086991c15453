import type { Db, Tx } from "../../platform/db/database.ts";
import type { MediaId, SiteId } from "../../platform/lib/ids.ts";
import type { Rendition } from "./story.ts";

export interface RemotePicture {
  id: MediaId;
  sourceUrl: string;
}

/** Pictures of a site that are only known by their address, in steps. */
export async function remotePictures(
  db: Db,
  siteId: SiteId,
  { after, limit }: { after: MediaId | 0; limit: number },
): Promise<RemotePicture[]> {
  const rows = await db
    .selectFrom("media")
    .select(["id", "source_url"])
    .where("site_id", "=", siteId)
    .where("renditions", "=", "[]")
    .where("source_url", "is not", null)
    .where("id", ">", after as MediaId)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.flatMap((row) => (row.source_url === null ? [] : [{ id: row.id, sourceUrl: row.source_url }]));
}

export interface PictureHere {
  sha256: string;
  width: number;
  height: number;
  renditions: readonly Rendition[];
}

export async function updatePicture(tx: Tx, id: MediaId, picture: PictureHere): Promise<void> {
  const { sha256, width, height } = picture;
  await tx
    .updateTable("media")
    .set({ sha256, width, height, renditions: JSON.stringify(picture.renditions) })
    .where("id", "=", id)
    .execute();
}
