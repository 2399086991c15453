import { type Kysely, sql } from "kysely";

/** What the desk's lists are read by, and how far each of the desk has looked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // One list, seen by section, story or language alone.
  for (const name of ["section_id", "story_id", "language"])
    await db.schema
      .createIndex(`queue_item_by_${name}`)
      .on("queue_item")
      .columns(["site_id", "queue", "is_head", name, "since", "id"])
      .execute();
  await sql`create index queue_item_heads on queue_item (site_id, since, id)
    where cluster_id is not null and is_head = 1`.execute(db);
  await sql`create index queue_item_claimed on queue_item (site_id, claimed_by)
    where claimed_by is not null`.execute(db);
  // How often a reason was right: the last of those that were held for it.
  await sql`create index decision_held_for on decision (site_id, actor, code, id)
    where action = 'hold'`.execute(db);
  // Up to which comment somebody has looked through what is new.
  await db.schema
    .createTable("desk_mark")
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("comment_id", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("desk_mark_of", ["member_id", "site_id"])
    .execute();
}
