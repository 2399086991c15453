import type { Selectable } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";
import type { CommentId, SiteId, WordListId } from "../../../platform/lib/ids.ts";
import type { ListKind, WordList } from "./word-list.ts";
import type { WordListTable } from "./word-list.table.ts";

export async function listsOf(db: Db, siteId: SiteId): Promise<WordList[]> {
  const rows = await db
    .selectFrom("word_list")
    .selectAll()
    .where("site_id", "=", siteId)
    .orderBy("id")
    .execute();
  return rows.map(listOfRow);
}

/** Which lists there are and in which states: changes when one of them does. */
export async function stampOfLists(db: Db, siteId: SiteId): Promise<string> {
  const rows = await db
    .selectFrom("word_list")
    .select(["id", "version"])
    .where("site_id", "=", siteId)
    .orderBy("id")
    .execute();
  return rows.map(({ id, version }) => `${id}.${version}`).join(" ");
}

export async function findList(db: Db, siteId: SiteId, id: WordListId): Promise<WordList | null> {
  const row = await db
    .selectFrom("word_list")
    .selectAll()
    .where("site_id", "=", siteId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? listOfRow(row) : null;
}

/** The same, taken for this transaction. */
export async function listForChange(tx: Tx, siteId: SiteId, id: WordListId): Promise<WordList | null> {
  const row = await tx
    .selectFrom("word_list")
    .selectAll()
    .where("site_id", "=", siteId)
    .where("id", "=", id)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  return row ? listOfRow(row) : null;
}

function listOfRow(row: Selectable<WordListTable>): WordList {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as ListKind,
    language: row.language,
    isOn: row.is_on === 1,
    entries: row.entries,
    entryCount: row.entry_count,
    version: row.version,
    changedAt: row.changed_at,
  };
}

function rowOf({
  name,
  kind,
  language,
  isOn,
  entries,
  entryCount,
  version,
  changedAt,
}: Omit<WordList, "id">) {
  return {
    name,
    kind,
    language,
    is_on: isOn ? 1 : 0,
    entries,
    entry_count: entryCount,
    version,
    changed_at: changedAt,
  };
}

export async function insertList(tx: Tx, siteId: SiteId, list: Omit<WordList, "id">): Promise<WordListId> {
  const { id } = await tx
    .insertInto("word_list")
    .values({ site_id: siteId, ...rowOf(list) })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateList(tx: Tx, { id, ...list }: WordList): Promise<void> {
  await tx.updateTable("word_list").set(rowOf(list)).where("id", "=", id).execute();
}

export async function deleteList(tx: Tx, id: WordListId): Promise<void> {
  await tx.deleteFrom("word_list").where("id", "=", id).execute();
}

export interface PastComment {
  id: CommentId;
  text: string;
  status: string;
  at: number;
}

/** Comments of one status before a time, the newest first. */
export async function commentsBefore(
  db: Db,
  asked: { siteId: SiteId; status: string; before: number; limit: number },
): Promise<PastComment[]> {
  return db
    .selectFrom("comment")
    .select(["id", "text", "status", "created_at as at"])
    .where("site_id", "=", asked.siteId)
    .where("status", "=", asked.status)
    .where("created_at", "<", asked.before)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(asked.limit)
    .execute();
}
