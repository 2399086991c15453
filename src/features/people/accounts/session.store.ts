import { type Insertable, sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import type { SessionTable } from "./account.table.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";

export type SessionRow = NonNullable<Awaited<ReturnType<typeof readSession>>>;

const byToken = prepared((db: Db, value: Values<{ siteId: SiteId; token: string }>) =>
  db
    .selectFrom("session")
    .innerJoin("member", "member.id", "session.member_id")
    .leftJoin("person", (join) =>
      join.onRef("person.member_id", "=", "member.id").on("person.site_id", "=", value("siteId")),
    )
    .leftJoin("publisher_reader", (join) =>
      join
        .onRef("publisher_reader.member_id", "=", "member.id")
        .on("publisher_reader.site_id", "=", value("siteId")),
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
      "publisher_reader.is_subscriber",
      "member.language",
      "member.two_factor_enabled",
      "member.disabled_at",
      "member.created_at as since",
      "person.id as person_id",
      "staff_role.role",
      "staff_role.title",
    ])
    .where("session.token", "=", value("token"))
    // Of a role on this site and one on every site, the one that may do more: none on a site takes one away.
    .orderBy(
      sql`case staff_role.role when 'admin' then 4 when 'editor' then 3 when 'moderator' then 2 when 'reporter' then 1 else 0 end`,
      "desc",
    )
    .orderBy("staff_role.site_id", (order) => order.desc().nullsLast())
    .limit(1),
);

/** A session with the member as one site knows them. */
export async function readSession(db: Db, siteId: SiteId, token: string) {
  const [row] = await byToken(db, { siteId, token });
  return row ?? null;
}

export interface NewSession {
  id: string;
  token: string;
  memberId: MemberId;
  browser: string;
  networkHash: string;
  /** Milliseconds since 1970, as the others. */
  expiresAt: number;
  at: number;
  /** When all was given that its member has to give; 0: not yet. */
  factorAt: number;
}

const addSession = prepared((tx: Tx, value: Values<Insertable<SessionTable>>) =>
  tx.insertInto("session").values(value.all()),
);

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  const at = new Date(session.at).toISOString();
  await addSession(tx, {
    id: session.id,
    token: session.token,
    member_id: session.memberId,
    expires_at: new Date(session.expiresAt).toISOString(),
    ip_address: null,
    user_agent: null,
    browser: session.browser,
    network_hash: session.networkHash,
    proved_at: session.at,
    factor_at: session.factorAt,
    seen_at: 0,
    created_at: at,
    updated_at: at,
  });
}

/** Ends one session, or none where it is another member's. */
export async function deleteSession(tx: Tx, memberId: MemberId, id: string): Promise<void> {
  await tx.deleteFrom("session").where("id", "=", id).where("member_id", "=", memberId).execute();
}

/** Whether a member is signed in with a browser in more than the session that has just begun. */
export async function hasSessionsLike(db: Db, memberId: MemberId, browser: string): Promise<boolean> {
  const rows = await db
    .selectFrom("session")
    .select("id")
    .where("member_id", "=", memberId)
    .where("browser", "=", browser)
    .limit(2)
    .execute();
  return rows.length > 1;
}

const rolesOf = prepared((db: Db, value: Values<{ memberId: MemberId }>) =>
  db.selectFrom("staff_role").select("role").where("member_id", "=", value("memberId")).limit(1),
);

export async function isStaff(db: Db, memberId: MemberId): Promise<boolean> {
  return (await rolesOf(db, { memberId })).length > 0;
}
