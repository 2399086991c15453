import { type Kysely, sql } from "kysely";
import type { Dialect } from "../dialect.ts";

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  // A member writes as one person on each site, however many requests make it at once. Guests have no member.
  await db.schema
    .createIndex("person_of_member")
    .unique()
    .on("person")
    .columns(["member_id", "site_id"])
    .where(sql.ref("member_id"), "is not", null)
    .execute();
  await createNames(db, dialect);
  await createProfiles(db);
  await createRelations(db);
}

async function createNames(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  // What the names of well-known members look like: nobody else may take such a name.
  await db.schema
    .createTable("known_name")
    .addColumn("skeleton", "text", (c) => c.notNull())
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addPrimaryKeyConstraint("known_name_of", ["skeleton", "member_id"])
    .execute();
  await db.schema.createIndex("known_name_by_member").on("known_name").column("member_id").execute();
  await dialect
    .withId(db.schema.createTable("renaming"))
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("renaming_by_member").on("renaming").columns(["member_id", "at"]).execute();
  // Leads to the member's profile, and is never given to anybody else.
  await db.schema
    .createTable("former_handle")
    .addColumn("handle", "text", (c) => c.primaryKey())
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .execute();
  await db.schema.createIndex("former_handle_by_member").on("former_handle").column("member_id").execute();
}

async function createProfiles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("profile")
    .addColumn("member_id", "text", (c) => c.primaryKey().references("member.id").onDelete("cascade"))
    .addColumn("about", "text", (c) => c.notNull().defaultTo(""))
    // 1: search engines may list it.
    .addColumn("is_listed", "integer", (c) => c.notNull().defaultTo(0))
    // The name that its files have in common; null: none.
    .addColumn("picture", "text")
    .execute();
}

async function createRelations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("mute")
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addColumn("person_id", "bigint", (c) => c.notNull().references("person.id").onDelete("cascade"))
    .addColumn("at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("mute_once", ["member_id", "person_id"])
    .execute();
  await db.schema.createIndex("mute_of_person").on("mute").column("person_id").execute();
}
