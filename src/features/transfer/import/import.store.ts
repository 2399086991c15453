import type { Db, Tx } from "../../../platform/db/database.ts";
import { inGroups, padded } from "../../../platform/db/in-groups.ts";
import type { CommentId, SiteId, StoryId } from "../../../platform/lib/ids.ts";

export interface ImportRun {
  id: number;
  itemsDone: number;
  version: number;
  report: string;
  finishedAt: number | null;
}

/** What one import is known by. */
export interface RunKey {
  siteId: SiteId;
  source: string;
  fingerprint: string;
}

export async function findRun(db: Db, key: RunKey): Promise<ImportRun | null> {
  const row = await db
    .selectFrom("import_run")
    .select(["id", "items_done", "version", "report", "finished_at"])
    .where("site_id", "=", key.siteId)
    .where("source", "=", key.source)
    .where("fingerprint", "=", key.fingerprint)
    .executeTakeFirst();
  if (!row) return null;
  const { id, version, report } = row;
  return { id, version, report, itemsDone: row.items_done, finishedAt: row.finished_at };
}

export async function insertRun(tx: Tx, { siteId, source, fingerprint }: RunKey, at: number): Promise<void> {
  const values = { site_id: siteId, source, fingerprint, items_done: 0, version: 0, report: "{}" };
  await tx
    .insertInto("import_run")
    .values({ ...values, started_at: at, finished_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes an import for one transaction. False when somebody else has gone on with it since `version`. */
export async function claimRun(tx: Tx, id: number, version: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("import_run")
    .set({ version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export interface RunStep {
  itemsDone: number;
  report: string;
  startedAt?: number;
  finishedAt: number | null;
}

export async function updateRun(tx: Tx, id: number, step: RunStep): Promise<void> {
  const { itemsDone, report, startedAt, finishedAt } = step;
  await tx
    .updateTable("import_run")
    .set({
      items_done: itemsDone,
      report,
      finished_at: finishedAt,
      ...(startedAt ? { started_at: startedAt } : {}),
    })
    .where("id", "=", id)
    .execute();
}

/** The site that something was imported to from this source before. */
export async function findSiteOfSource(db: Db, source: string): Promise<SiteId | null> {
  const row = await db
    .selectFrom("import_run")
    .select("site_id")
    .where("source", "=", source)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.site_id ?? null;
}

export interface Link {
  storyId: StoryId;
  digest: string;
}

/** The stories that some items of a source became, by the items' keys. */
export async function findLinks(
  db: Db,
  siteId: SiteId,
  source: string,
  keys: readonly string[],
): Promise<Map<string, Link>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom("import_link")
    .select(["external_id", "local_id", "digest"])
    .where("site_id", "=", siteId)
    .where("source", "=", source)
    .where("kind", "=", "item")
    .where("external_id", "in", padded(keys))
    .execute();
  return new Map(
    rows.map((row) => [row.external_id, { storyId: row.local_id as StoryId, digest: row.digest }]),
  );
}

export async function saveLink(
  tx: Tx,
  link: { siteId: SiteId; source: string; key: string; storyId: StoryId; digest: string },
): Promise<void> {
  const changed = { local_id: link.storyId, digest: link.digest };
  await tx
    .insertInto("import_link")
    .values({ site_id: link.siteId, source: link.source, kind: "item", external_id: link.key, ...changed })
    .onConflict((conflict) =>
      conflict.columns(["site_id", "source", "kind", "external_id"]).doUpdateSet(changed),
    )
    .execute();
}

/** The comments that some of a story's became, by their keys. */
export async function findComments(
  db: Db,
  storyId: StoryId,
  keys: readonly string[],
): Promise<Map<string, CommentId>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom("import_comment")
    .select(["external_id", "comment_id"])
    .where("story_id", "=", storyId)
    .where("external_id", "in", padded(keys))
    .execute();
  return new Map(rows.map((row) => [row.external_id, row.comment_id]));
}

export interface CommentLink {
  storyId: StoryId;
  key: string;
  commentId: CommentId;
}

/** Fails, and with it the batch, when one of them is there already. */
export async function insertComments(tx: Tx, links: readonly CommentLink[]): Promise<void> {
  for (const group of inGroups(links)) {
    const rows = group.map((link) => ({
      story_id: link.storyId,
      external_id: link.key,
      comment_id: link.commentId,
    }));
    await tx.insertInto("import_comment").values(rows).execute();
  }
}
