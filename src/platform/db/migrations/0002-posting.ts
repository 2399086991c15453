import { type Kysely, sql } from "kysely";
import type { Dialect } from "../dialect.ts";

/** What posting asks for with every comment becomes a step in an index, however many people and comments there are. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  // Every new name is compared with those of the staff. Queries have to name the kind literally, for SQLite to know.
  await db.schema
    .createIndex("person_staff")
    .on("person")
    .columns(["site_id", "name"])
    .where(sql.ref("kind"), "=", sql.lit("staff"))
    .execute();
  await giveNodesIds(db, dialect);
}

/** Every new comment counts in nodes of three orders: with an id, they are found and counted up in one statement. */
async function giveNodesIds(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const place = ["story_id", "list_id", "sort", "level", "first_key", "first_id"] as const;
  await db.schema.alterTable("thread_node").renameTo("thread_node_before").execute();
  await dialect
    .withId(db.schema.createTable("thread_node"))
    .addColumn("story_id", "bigint", (c) => c.notNull().references("story.id").onDelete("cascade"))
    .addColumn("list_id", "bigint", (c) => c.notNull())
    .addColumn("sort", "text", (c) => c.notNull())
    .addColumn("level", "integer", (c) => c.notNull())
    .addColumn("first_key", "bigint", (c) => c.notNull())
    .addColumn("first_id", "bigint", (c) => c.notNull())
    .addColumn("size", "bigint", (c) => c.notNull())
    .addUniqueConstraint("thread_node_place", [...place])
    .execute();
  const columns = sql.join([...place, "size"].map((column) => sql.ref(column)));
  await sql`insert into thread_node (${columns}) select ${columns} from thread_node_before`.execute(db);
  await db.schema.dropTable("thread_node_before").execute();
}
