import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { judge } from "../moderation/phases/phases.ts";
import { recordDecision } from "../moderation/record-decision.ts";
import { readsLikeStaff, recognise } from "../people/recognise.ts";
import type { Site } from "../sites/site.ts";
import { isOpen, type Story } from "../stories/story.ts";
import { type Checked, type Complaint, checkComment, type Typed } from "./check-comment.ts";
import { type Comment, deepestLevel, levelOf, rootList, type Status } from "./comment.ts";
import {
  countOrigins,
  findByKey,
  findSameText,
  insertComment,
  insertKey,
  insertOrigin,
  lockDiscussion,
  type Origin,
  readComment,
} from "./comment-write.store.ts";
import { countNew } from "./thread-counts.ts";

export interface PostInput {
  site: Site;
  story: Story;
  parentId: CommentId | null;
  typed: Typed;
  /** Keyed hashes of the writer's device and network. */
  deviceHash: string;
  networkHash: string;
  /** The request's idempotency key (IETF draft-ietf-httpapi-idempotency-key-header), if it has one. */
  key: string | null;
  solvedChallenge: boolean;
}

export type PostOutcome =
  | { outcome: "posted"; id: CommentId; status: Status }
  | { outcome: "refused"; complaints: Complaint[] };

const tenMinutes = 10 * 60_000;
const oneMinute = 60_000;
const oneDay = 24 * 60 * 60_000;

/** Posts a guest's comment: checks it, judges it, writes it with its event, all or nothing. */
export async function postComment(ctx: Context, input: PostInput): Promise<PostOutcome> {
  const { checked, complaints } = checkComment(input.typed, input.site.settings);
  if (complaints.length > 0) return { outcome: "refused", complaints };
  if (checked.name && (await readsLikeStaff(ctx.db.read, input.site.id, checked.name))) {
    return { outcome: "refused", complaints: [{ field: "name", message: "error.name.staff" }] };
  }
  return ctx.db.transact((tx) => write(tx, ctx, input, checked));
}

async function write(tx: Tx, ctx: Context, input: PostInput, checked: Checked): Promise<PostOutcome> {
  const { story, site } = input;
  const now = ctx.now();
  const origin = originOf(ctx, input, checked);
  const discussion = await lockDiscussion(tx, story.id);
  const earlier = await findEarlier(tx, ctx, input, checked, origin, now);
  if (earlier) return earlier;
  if (!discussion || !isOpen(discussion, now)) return refuse("form", "error.closed");
  const parent = input.parentId === null ? null : await readComment(tx, input.parentId);
  if (input.parentId !== null && !isAnswerable(parent, story)) return refuse("form", "error.parent.gone");
  const wait = await secondsToWait(tx, site, origin, now);
  if (wait > 0) return refuse("form", "error.tooFast", { n: wait });

  const holds = judge({
    mode: discussion.mode,
    settings: site.settings,
    authorKind: "guest",
    solvedChallenge: input.solvedChallenge,
  });
  const status = holds.length > 0 ? "pending" : "published";
  const id = await insertWithAuthor(tx, ctx, { input, checked, parent, status, now });
  await insertOrigin(tx, id, origin, now);
  if (input.key !== null) await insertKey(tx, keyOf(ctx, input), id, fingerprintOf(ctx, input), now);
  const written = await readComment(tx, id);
  if (written && status === "published") await countNew(tx, written);
  for (const { phase, reason } of holds) {
    await recordDecision(tx, {
      siteId: site.id,
      commentId: id,
      actor: `rule:${phase}`,
      action: "hold",
      reason,
      before: "",
      after: "pending",
      at: now,
    });
  }
  await appendEvent(tx, {
    type: "comment.posted",
    siteId: site.id,
    at: now,
    storyId: story.id,
    commentId: id,
    status,
  });
  return { outcome: "posted", id, status };
}

function refuse(
  field: Complaint["field"],
  message: Complaint["message"],
  values?: Complaint["values"],
): PostOutcome {
  return { outcome: "refused", complaints: [{ field, message, ...(values ? { values } : {}) }] };
}

function originOf(ctx: Context, input: PostInput, checked: Checked): Origin {
  return {
    deviceHash: input.deviceHash,
    networkHash: input.networkHash,
    textHash: ctx.keys.hash("text", checked.body.text.toLowerCase()),
  };
}

function keyOf(ctx: Context, input: PostInput): string {
  return ctx.keys.hash("request", `${input.story.id} ${input.key}`);
}

function fingerprintOf(ctx: Context, input: PostInput): string {
  const { name, text } = input.typed;
  return ctx.keys.hash("request", JSON.stringify([input.parentId, name, text.replace(/\r\n/g, "\n")]));
}

/** The outcome of the same post when it came before: by its key, or by its words within a minute; or a refusal. */
async function findEarlier(
  tx: Tx,
  ctx: Context,
  input: PostInput,
  checked: Checked,
  origin: Origin,
  now: number,
): Promise<PostOutcome | null> {
  if (input.key !== null) {
    const known = await findByKey(tx, keyOf(ctx, input));
    if (known)
      return known.fingerprint === fingerprintOf(ctx, input)
        ? replay(tx, known.id)
        : refuse("form", "error.key.reused");
  }
  const same = await findSameText(tx, input.story.id, origin, now - oneDay);
  if (!same) return null;
  const isRetry =
    now - same.at < oneMinute && same.parentId === input.parentId && same.authorName === checked.name;
  if (isRetry) return replay(tx, same.id);
  return same.ofDevice ? refuse("text", "error.text.same") : null;
}

async function replay(tx: Tx, id: CommentId): Promise<PostOutcome> {
  const comment = await readComment(tx, id);
  return { outcome: "posted", id, status: comment?.status ?? "pending" };
}

function isAnswerable(parent: Comment | null, story: Story): boolean {
  return parent !== null && parent.storyId === story.id && parent.status === "published";
}

/** Seconds until the device or the network may write again; 0: now. */
async function secondsToWait(tx: Tx, site: Site, origin: Origin, now: number): Promise<number> {
  const since = now - tenMinutes;
  const device = await countOrigins(tx, "device_hash", origin.deviceHash, since);
  const network = await countOrigins(tx, "network_hash", origin.networkHash, since);
  const waits = [
    device.count >= site.settings.postsPerDevice ? device.first + tenMinutes - now : 0,
    network.count >= site.settings.postsPerNetwork ? network.first + tenMinutes - now : 0,
  ];
  return Math.ceil(Math.max(...waits) / 1000);
}

interface Written {
  input: PostInput;
  checked: Checked;
  parent: Comment | null;
  status: Status;
  now: number;
}

async function insertWithAuthor(tx: Tx, ctx: Context, written: Written): Promise<CommentId> {
  const { input, checked, parent, status, now } = written;
  const authorId = await recognise(
    tx,
    ctx.keys,
    {
      siteId: input.site.id,
      kind: "guest",
      name: checked.name,
      title: "",
      email: checked.email,
      deviceHash: input.deviceHash,
    },
    now,
  );
  return insertComment(tx, {
    ...checked.body,
    ...placeBelow(parent),
    siteId: input.site.id,
    storyId: input.story.id,
    authorId,
    authorName: checked.name,
    language: null,
    status,
    rule: null,
    revision: input.story.revision,
    createdAt: now,
    removedAt: null,
  });
}

export interface Place {
  parentId: CommentId | null;
  rootId: CommentId | null;
  listId: number;
  depth: number;
}

/** Where an answer to `parent` stands: see `rootList` and `deepestLevel`. */
export function placeBelow(parent: Pick<Comment, "id" | "rootId" | "listId" | "depth"> | null): Place {
  if (!parent) return { parentId: null, rootId: null, listId: rootList, depth: 0 };
  return {
    parentId: parent.id,
    rootId: parent.rootId ?? parent.id,
    listId: levelOf(parent.depth) < deepestLevel ? parent.id : parent.listId,
    depth: parent.depth + 1,
  };
}
