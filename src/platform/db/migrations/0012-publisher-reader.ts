import { type Kysely, sql } from "kysely";

/** What a site's publisher says of its readers holds on that site alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("publisher_reader")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addColumn("is_subscriber", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("publisher_reader_of_member", ["member_id", "site_id"])
    .execute();
  await sql`
    insert into publisher_reader (site_id, member_id, is_subscriber)
    select distinct site.id, member.id, 1
    from member
    join sign_in_method on sign_in_method.member_id = member.id
    join site on sign_in_method.provider_id = 'publisher-' || site.id
    where member.is_subscriber = 1
  `.execute(db);
  await db.schema.alterTable("member").dropColumn("is_subscriber").execute();
}
