import { type Kysely, sql } from "kysely";

/** What staff may do to comments beyond publishing and refusing them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const toComment = (name: string) => db.schema.alterTable("comment").addColumn(name, "bigint");
  // The comment with which it was merged, and the story from which it was moved.
  await toComment("merged_into").execute();
  await toComment("moved_from").execute();
  // Ids of comments that stand above the others, with spaces between them: so that nothing is looked for where none is.
  await db.schema
    .alterTable("discussion")
    .addColumn("pinned", "text", (c) => c.notNull().defaultTo(""))
    .execute();

  await sql`create index decision_undone on decision (undoes) where undoes <> 0`.execute(db);
}
