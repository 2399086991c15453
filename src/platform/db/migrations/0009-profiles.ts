import { type Kysely, sql } from "kysely";
import type { Dialect } from "../dialect.ts";

export async function up(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  // A member writes as one person on each site, however many requests make it at once. Guests have no member.
  await db.schema
    .createIndex("person_of_member")
    .on("person")
    .columns(["member_id", "site_id"])
    .unique()
    .where(sql.ref("member_id"), "is not", null)
    .execute();
}
