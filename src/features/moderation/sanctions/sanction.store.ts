import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import { rangeHash } from "../../../platform/http/network.ts";
import type { DecisionId, MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import { type Known, type ListedSanction, type Sanction, type Target, targets } from "./sanction.ts";

const active = prepared(
  (db: Db, value: Values<{ siteId: SiteId; targets: readonly string[]; keys: readonly string[] }>) =>
    db
      .selectFrom("sanction")
      .select(["id", "kind", "target", "key", "until", "code"])
      .where("site_id", "=", value("siteId"))
      .where("target", "in", value("targets"))
      .where("key", "in", value("keys"))
      .where("ended_at", "is", null),
);

/** What holds at `now` against somebody who is known by these, the longest first. */
export async function sanctionsOn(db: Db, siteId: SiteId, known: Known, now: number): Promise<Sanction[]> {
  const keys = keysOf(known);
  const rows = await active(db, { siteId, targets, keys: keys.map(([, key]) => key) });
  return rows
    .filter(({ target, key }) => keys.some((each) => each[0] === target && each[1] === key))
    .filter(({ until }) => until === null || until > now)
    .map(({ id, kind, target, until, code }) => ({
      id,
      kind: kind === "ban" ? ("ban" as const) : ("suspension" as const),
      target: target as Target,
      until,
      code,
    }))
    .sort((one, other) => (other.until ?? Number.MAX_VALUE) - (one.until ?? Number.MAX_VALUE));
}

function keysOf({
  persons,
  memberId,
  deviceHash,
  networkHash,
  domainHash,
  addressHash,
}: Known): [Target, string][] {
  const keys: [Target, string][] = persons.map((id) => ["person", String(id)]);
  if (memberId !== null) keys.push(["member", memberId]);
  if (deviceHash !== "") keys.push(["device", deviceHash]);
  if (networkHash !== "") keys.push(["network", networkHash], ["range", rangeHash(networkHash)]);
  if (domainHash !== null) keys.push(["domain", domainHash]);
  if (addressHash !== null) keys.push(["address", addressHash]);
  // A list must not be empty; no key is.
  return keys.length > 0 ? keys : [["person", ""]];
}

const domains = prepared((db: Db, value: Values<{ siteId: SiteId }>) =>
  db
    .selectFrom("sanction")
    .select("id")
    .where("site_id", "=", value("siteId"))
    .where("target", "in", [sql.lit("domain"), sql.lit("address")])
    .where("ended_at", "is", null)
    .limit(1),
);

/** The sealed address of a member, where any domain or address is turned away at all; else null. */
export async function addressForDomains(db: Db, siteId: SiteId, memberId: MemberId): Promise<string | null> {
  if ((await domains(db, { siteId })).length === 0) return null;
  return sealedOfMember(db, memberId);
}

export async function sealedOfMember(db: Db, memberId: MemberId): Promise<string | null> {
  const row = await db
    .selectFrom("member")
    .select("email_sealed")
    .where("id", "=", memberId)
    .executeTakeFirst();
  return row?.email_sealed ?? null;
}

export async function sealedOfPerson(db: Db, id: PersonId): Promise<string | null> {
  const row = await db.selectFrom("person").select("email_sealed").where("id", "=", id).executeTakeFirst();
  return row?.email_sealed ?? null;
}

export interface NewSanction {
  siteId: SiteId;
  kind: Sanction["kind"];
  target: Target;
  key: string;
  until: number | null;
  code: string;
  decisionId: DecisionId;
  at: number;
}

export async function insertSanction(tx: Tx, sanction: NewSanction): Promise<void> {
  const { siteId, decisionId, ...rest } = sanction;
  await tx
    .insertInto("sanction")
    .values({ ...rest, site_id: siteId, decision_id: decisionId })
    .execute();
}

/** Ends what a decision laid upon somebody. Gives how many of its sanctions still held. */
export async function endSanctions(
  tx: Tx,
  siteId: SiteId,
  by: { decisionId: DecisionId } | { id: number },
  at: number,
): Promise<number> {
  let query = tx.updateTable("sanction").set({ ended_at: at }).where("site_id", "=", siteId);
  query = "id" in by ? query.where("id", "=", by.id) : query.where("decision_id", "=", by.decisionId);
  const ended = await query.where("ended_at", "is", null).returning("id").execute();
  return ended.length;
}

/** All that was ever laid upon somebody, the latest first. */
export async function sanctionsOfPerson(
  db: Db,
  siteId: SiteId,
  { personId, memberId }: { personId: PersonId; memberId: MemberId | null },
): Promise<ListedSanction[]> {
  const rows = await db
    .selectFrom("sanction")
    .innerJoin("decision", "decision.id", "sanction.decision_id")
    .selectAll("sanction")
    .select(["decision.actor", "decision.reason"])
    .where("sanction.site_id", "=", siteId)
    .where((eb) =>
      eb.or([
        eb("decision.about", "=", `person:${personId}`),
        eb.and([eb("sanction.target", "=", "person"), eb("sanction.key", "=", String(personId))]),
        ...(memberId === null
          ? []
          : [eb.and([eb("sanction.target", "=", "member"), eb("sanction.key", "=", String(memberId))])]),
      ]),
    )
    .orderBy("sanction.id", "desc")
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind === "ban" ? "ban" : "suspension",
    target: row.target as Target,
    until: row.until,
    code: row.code,
    decisionId: row.decision_id,
    at: row.at,
    endedAt: row.ended_at,
    actor: row.actor,
    reason: row.reason,
  }));
}

/** The decision by which a sanction, or all of a decision's, came. */
export async function decisionAbout(db: Db, siteId: SiteId, of: { decisionId: DecisionId } | { id: number }) {
  let query = db
    .selectFrom("sanction")
    .innerJoin("decision", "decision.id", "sanction.decision_id")
    .select(["decision.about", "decision.comment_id", "decision.after"])
    .where("sanction.site_id", "=", siteId);
  query =
    "id" in of
      ? query.where("sanction.id", "=", of.id)
      : query.where("sanction.decision_id", "=", of.decisionId);
  return (await query.limit(1).executeTakeFirst()) ?? null;
}
