import type { Db, Tx } from "../../platform/db/database.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { CommentId, MemberId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import { statuses } from "./comment.ts";
import type { CommentOriginTable, IdempotencyTable } from "./comment.table.ts";

/** Where a comment comes from, and what it says, as keyed hashes. */
export interface Origin {
  deviceHash: string;
  networkHash: string;
  textHash: string;
}

/** What there is of a post before it is written. */
export interface Traces {
  /** The fingerprint of the post that came with the same idempotency key. */
  fingerprint: string | null;
  /** Whether somebody said the same anywhere since `sameSince`. */
  isSaid: boolean;
  /** Comments from the device and from the network since `since`. */
  ofDevice: number;
  ofNetwork: number;
}

type TracesWanted = Origin & { key: string; sameSince: number; since: number };

const findTraces = prepared((tx: Tx, value: Values<TracesWanted>) =>
  tx.selectNoFrom((eb) => {
    const count = (column: "device_hash" | "network_hash", hash: string) =>
      eb
        .selectFrom("comment_origin")
        .select(eb.fn.countAll<number>().as("count"))
        .where(column, "=", hash)
        .where("at", ">", value("since"));
    const said = eb
      .selectFrom("comment_origin")
      .select("comment_id")
      .where("text_hash", "=", value("textHash"))
      .where("at", ">", value("sameSince"));
    return [
      eb.selectFrom("idempotency").select("fingerprint").where("key", "=", value("key")).as("fingerprint"),
      eb.exists(said).as("isSaid"),
      count("device_hash", value("deviceHash")).as("ofDevice"),
      count("network_hash", value("networkHash")).as("ofNetwork"),
    ];
  }),
);

/** All that is asked before a comment is written, at once. An empty key is nobody's. */
export async function readTraces(tx: Tx, wanted: TracesWanted): Promise<Traces> {
  const [found] = await findTraces(tx, wanted);
  return {
    fingerprint: found?.fingerprint ?? null,
    isSaid: Boolean(found?.isSaid),
    ofDevice: found?.ofDevice ?? 0,
    ofNetwork: found?.ofNetwork ?? 0,
  };
}

/** When the first of the comments from a device or network since `since` was written; 0: there is none. */
export async function firstOrigin(
  tx: Tx,
  column: "device_hash" | "network_hash",
  hash: string,
  since: number,
): Promise<number> {
  const row = await tx
    .selectFrom("comment_origin")
    .select("at")
    .where(column, "=", hash)
    .where("at", ">", since)
    .orderBy("at")
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? 0;
}

type OfMember = { siteId: SiteId; memberId: MemberId; since: number; most: number };

const timesOfMember = prepared((tx: Tx, value: Values<OfMember>) =>
  tx
    .selectFrom("comment")
    .innerJoin("person", "person.id", "comment.author_id")
    .select("comment.created_at as at")
    .where("person.member_id", "=", value("memberId"))
    .where("person.site_id", "=", value("siteId"))
    .where("comment.created_at", ">", value("since"))
    .orderBy("comment.created_at", "desc")
    .limit(value("most")),
);

/** When a member wrote the first of their last `most` comments; null: they wrote fewer than that since `since`. */
export async function firstOfMember(tx: Tx, asked: OfMember): Promise<number | null> {
  const rows = await timesOfMember(tx, asked);
  return rows.length < asked.most ? null : (rows.at(-1)?.at ?? null);
}

type UnderStory = { storyId: StoryId; deviceHash: string; memberId: string; since: number };

/** When a device or a member last wrote under a story since `since`; null: they did not. */
export async function lastUnderStory(tx: Tx, asked: UnderStory): Promise<number | null> {
  const { storyId, deviceHash, memberId, since } = asked;
  const row = await tx
    .selectFrom("comment")
    .innerJoin("person", "person.id", "comment.author_id")
    .leftJoin("comment_origin", "comment_origin.comment_id", "comment.id")
    .select("comment.created_at as at")
    .where("comment.story_id", "=", storyId)
    // Every status, by name: so the index by time is used.
    .where("comment.status", "in", statuses)
    .where("comment.created_at", ">", since)
    .where((eb) =>
      eb.or([
        eb("person.member_id", "=", memberId as MemberId),
        eb("comment_origin.device_hash", "=", deviceHash),
      ]),
    )
    .orderBy("comment.created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

const addOrigin = prepared((tx: Tx, value: Values<CommentOriginTable>) =>
  tx.insertInto("comment_origin").values(value.all()),
);

export async function insertOrigin(tx: Tx, id: CommentId, origin: Origin, at: number): Promise<void> {
  await addOrigin(tx, {
    comment_id: id,
    device_hash: origin.deviceHash,
    network_hash: origin.networkHash,
    text_hash: origin.textHash,
    at,
  });
}

export interface SameText {
  id: CommentId;
  parentId: CommentId | null;
  authorName: string;
  ofDevice: boolean;
  at: number;
}

/** A comment with the same words from the same device or network since `since`, under the same story. */
export async function findSameText(
  tx: Tx,
  storyId: StoryId,
  origin: Origin,
  since: number,
): Promise<SameText | null> {
  const row = await tx
    .selectFrom("comment_origin")
    .innerJoin("comment", "comment.id", "comment_origin.comment_id")
    .select([
      "comment.id",
      "comment.parent_id as parentId",
      "comment.author_name as authorName",
      "comment_origin.device_hash",
      "comment_origin.at",
    ])
    .where("comment_origin.text_hash", "=", origin.textHash)
    .where("comment_origin.at", ">", since)
    .where("comment.story_id", "=", storyId)
    .where("comment.status", "!=", "withdrawn")
    .where((eb) =>
      eb.or([
        eb("comment_origin.device_hash", "=", origin.deviceHash),
        eb("comment_origin.network_hash", "=", origin.networkHash),
      ]),
    )
    // The device's own comes first: somebody else in the house may have said the same since.
    .orderBy((eb) =>
      eb.case().when("comment_origin.device_hash", "=", origin.deviceHash).then(0).else(1).end(),
    )
    .orderBy("comment_origin.at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { device_hash, ...same } = row;
  return { ...same, ofDevice: device_hash === origin.deviceHash };
}

const idOfKey = prepared((tx: Tx, value: Values<{ key: string }>) =>
  tx.selectFrom("idempotency").select("comment_id").where("key", "=", value("key")),
);

/** The comment that came with an idempotency key. */
export async function findByKey(tx: Tx, key: string): Promise<CommentId | null> {
  const [row] = await idOfKey(tx, { key });
  return row?.comment_id ?? null;
}

const addKey = prepared((tx: Tx, value: Values<IdempotencyTable>) =>
  tx.insertInto("idempotency").values(value.all()),
);

export async function insertKey(
  tx: Tx,
  key: { key: string; id: CommentId; fingerprint: string; at: number },
): Promise<void> {
  const { id, ...rest } = key;
  await addKey(tx, { ...rest, comment_id: id });
}

/** Where a comment came from; null: that is forgotten by now. */
export async function originOf(db: Db, id: CommentId): Promise<Origin | null> {
  const row = await db
    .selectFrom("comment_origin")
    .select(["device_hash as deviceHash", "network_hash as networkHash", "text_hash as textHash"])
    .where("comment_id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

/** When each of the last `most` guests' comments from a network under a story was written, since `since`. */
export async function lastFromNetwork(
  tx: Tx,
  asked: { storyId: StoryId; networkHash: string; since: number; most: number },
): Promise<number[]> {
  const rows = await tx
    .selectFrom("comment_origin")
    .innerJoin("comment", "comment.id", "comment_origin.comment_id")
    .innerJoin("person", "person.id", "comment.author_id")
    .select("comment_origin.at")
    .where("comment_origin.network_hash", "=", asked.networkHash)
    .where("comment_origin.at", ">", asked.since)
    .where("comment.story_id", "=", asked.storyId)
    .where("person.member_id", "is", null)
    .orderBy("comment_origin.at", "desc")
    .limit(asked.most)
    .execute();
  return rows.map(({ at }) => at);
}
