import { type Kysely, sql } from "kysely";

/** What the desk says of somebody, and the log of changed rules. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // 1: what they write is trusted; -1: it is read first; 0: what became of their comments counts.
  await db.schema
    .alterTable("person")
    .addColumn("trust", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  // When a discussion with a preset would close without it.
  await db.schema.alterTable("discussion").addColumn("closes_without", "bigint").execute();
  // The staff's log lists changes of rules too.
  await sql`drop index event_of_staff`.execute(db);
  await sql`create index event_of_staff on event (id)
    where type in ('staff.changed', 'site.changed', 'rules.changed')`.execute(db);
}
