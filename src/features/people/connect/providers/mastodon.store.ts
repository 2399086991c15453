import type { Selectable } from "kysely";
import type { Db, Tx } from "../../../../platform/db/database.ts";
import type { MastodonAppTable } from "../connect.table.ts";

export async function findApp(db: Db, host: string): Promise<Selectable<MastodonAppTable> | null> {
  const row = await db.selectFrom("mastodon_app").selectAll().where("host", "=", host).executeTakeFirst();
  return row ?? null;
}

/** The last one counts. */
export async function saveApp(tx: Tx, app: MastodonAppTable): Promise<void> {
  const { host: _, ...rest } = app;
  await tx
    .insertInto("mastodon_app")
    .values(app)
    .onConflict((conflict) => conflict.column("host").doUpdateSet(rest))
    .execute();
}

export async function deleteApp(tx: Tx, host: string, clientId: string): Promise<void> {
  await tx.deleteFrom("mastodon_app").where("host", "=", host).where("client_id", "=", clientId).execute();
}
