import type { Db } from "../../platform/db/database.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { MemberId, PersonId, SiteId } from "../../platform/lib/ids.ts";

type Asked = { siteId: SiteId; device: string; memberId: MemberId };

const ofBoth = prepared((db: Db, value: Values<Asked>) =>
  db
    .selectFrom("person")
    .select("id")
    .where("device_hash", "=", value("device"))
    .where("site_id", "=", value("siteId"))
    .unionAll(
      db
        .selectFrom("person")
        .select("id")
        .where("member_id", "=", value("memberId"))
        .where("site_id", "=", value("siteId")),
    ),
);

/** Who writes from a device, and for a member. */
export async function personsOfBoth(db: Db, asked: Asked): Promise<PersonId[]> {
  const rows = await ofBoth(db, asked);
  return rows.map((row) => row.id);
}
