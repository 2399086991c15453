import { sql } from "kysely";
import type { Db } from "../../../platform/db/database.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";

export type SessionRow = NonNullable<Awaited<ReturnType<typeof readSession>>>;

const byToken = prepared((db: Db, value: Values<{ siteId: SiteId; token: string }>) =>
  db
    .selectFrom("session")
    .innerJoin("member", "member.id", "session.member_id")
    .leftJoin("person", (join) =>
      join.onRef("person.member_id", "=", "member.id").on("person.site_id", "=", value("siteId")),
    )
    .leftJoin("staff_role", (join) =>
      join
        .onRef("staff_role.member_id", "=", "member.id")
        .on((on) =>
          on.or([on("staff_role.site_id", "=", value("siteId")), on("staff_role.site_id", "=", 0)]),
        ),
    )
    .select([
      "session.id",
      "session.expires_at",
      "session.proved_at",
      "session.factor_at",
      "session.seen_at",
      "session.created_at",
      "member.id as member_id",
      "member.name",
      "member.handle",
      "member.email_verified",
      "member.is_subscriber",
      "member.language",
      "member.two_factor_enabled",
      "member.disabled_at",
      "member.created_at as since",
      "person.id as person_id",
      "staff_role.role",
      "staff_role.title",
    ])
    .where("session.token", "=", value("token"))
    // A role on this site goes before one on every site.
    .orderBy("staff_role.site_id", sql`desc nulls last`)
    .limit(1),
);

/** A session with the member as one site knows them. */
export async function readSession(db: Db, siteId: SiteId, token: string) {
  const [row] = await byToken(db, { siteId, token });
  return row ?? null;
}
