import type { Selectable } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";
import type { ClassifierId, SiteId } from "../../../platform/lib/ids.ts";
import type { Classifier, ClassifierKind } from "./classifier.ts";
import type { ClassifierTable } from "./classifier.table.ts";

export async function classifiersOf(db: Db, siteId: SiteId): Promise<Classifier[]> {
  const rows = await db
    .selectFrom("classifier")
    .selectAll()
    .where("site_id", "=", siteId)
    .orderBy("id")
    .execute();
  return rows.map(classifierOfRow);
}

export async function findClassifier(db: Db, siteId: SiteId, id: ClassifierId): Promise<Classifier | null> {
  const found = await classifiersOf(db, siteId);
  return found.find((classifier) => classifier.id === id) ?? null;
}

/** Takes a site's services for this transaction. */
export async function classifiersForChange(tx: Tx, siteId: SiteId): Promise<Classifier[]> {
  const rows = await tx
    .selectFrom("classifier")
    .selectAll()
    .where("site_id", "=", siteId)
    .orderBy("id")
    .modifyEnd(forUpdate(tx))
    .execute();
  return rows.map(classifierOfRow);
}

function classifierOfRow(row: Selectable<ClassifierTable>): Classifier {
  return {
    id: row.id,
    siteId: row.site_id,
    name: row.name,
    kind: row.kind as ClassifierKind,
    url: row.url,
    secretSealed: row.secret_sealed,
    model: row.model,
    isOn: row.is_on === 1,
    holdFrom: row.hold_from,
    holdsOnFailure: row.holds_on_failure === 1,
    version: row.version,
    changedAt: row.changed_at,
  };
}

function rowOf(classifier: Omit<Classifier, "id">) {
  return {
    site_id: classifier.siteId,
    name: classifier.name,
    kind: classifier.kind,
    url: classifier.url,
    secret_sealed: classifier.secretSealed,
    model: classifier.model,
    is_on: classifier.isOn ? 1 : 0,
    hold_from: classifier.holdFrom,
    holds_on_failure: classifier.holdsOnFailure ? 1 : 0,
    version: classifier.version,
    changed_at: classifier.changedAt,
  };
}

export async function insertClassifier(tx: Tx, classifier: Omit<Classifier, "id">): Promise<ClassifierId> {
  const { id } = await tx
    .insertInto("classifier")
    .values(rowOf(classifier))
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateClassifier(tx: Tx, { id, ...classifier }: Classifier): Promise<void> {
  await tx.updateTable("classifier").set(rowOf(classifier)).where("id", "=", id).execute();
}

export async function deleteClassifier(tx: Tx, id: ClassifierId): Promise<void> {
  await tx.deleteFrom("classifier").where("id", "=", id).execute();
}
