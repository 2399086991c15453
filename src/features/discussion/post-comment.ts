import type { Context, World } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { CommentId, MemberId, PersonId } from "../../platform/lib/ids.ts";
import {
  type Judged,
  judgeComment,
  judgeNow,
  keepSaid,
  recordJudgement,
  statusOf,
  turnAwayNow,
} from "../moderation/judge-comment.ts";
import { type Nudge, nudgeFor } from "../moderation/rules/nudge.ts";
import { enqueue } from "../moderation/queue/queue.ts";
import { turnedAway } from "../moderation/sanctions/turned-away.ts";
import { countForStanding } from "../moderation/standing.ts";
import { nameReserved } from "../people/names/reserved-names.ts";
import { nameTaken } from "../people/names/name-taken.ts";
import { memberPerson } from "../people/member-person.ts";
import { recognise } from "../people/recognise.ts";
import type { OpenSite } from "../sites/sites.ts";
import { isOpen, type Story } from "../stories/story.ts";
import { type Checked, type Complaint, checkComment, checkText, type Typed } from "./check-comment.ts";
import { type Comment, deepestLevel, levelOf, rootList, type Status } from "./comment.ts";
import { insertComment, readComment } from "./comment-write.store.ts";
import { lockDiscussion } from "./discussion.store.ts";
import { deleteDraft } from "./draft.store.ts";
import {
  findByKey,
  findSameText,
  insertKey,
  insertOrigin,
  type Origin,
  readTraces,
  type Traces,
} from "./origin.store.ts";
import { secondsToWait, tenMinutes } from "./seconds-to-wait.ts";
import { submissionOfPost } from "./submission.ts";
import { countNew } from "./thread-counts.ts";

export interface PostInput {
  site: OpenSite;
  story: Story;
  parentId: CommentId | null;
  /** Who is signed in; null: a guest. Of a member, only the text that they typed counts. */
  member: PostingMember | null;
  typed: Typed;
  /** Keyed hashes of the writer's device and network. */
  deviceHash: string;
  networkHash: string;
  /** The request's idempotency key (IETF draft-ietf-httpapi-idempotency-key-header), if it has one. */
  key: string | null;
  solvedChallenge: boolean;
  /** They were told before that it would wait. */
  isNudged?: boolean;
}

export interface PostingMember {
  memberId: MemberId;
  name: string;
  /** Of the site's staff, for whom nothing waits. */
  isStaff: boolean;
  /** When the account was made: milliseconds since 1970. */
  since: number;
}

/** Who is signed in, as far as posting goes. */
export function postingMember({ actor: { member } }: World): PostingMember | null {
  return (
    member && {
      memberId: member.memberId,
      name: member.name,
      isStaff: member.staff !== null,
      since: member.since,
    }
  );
}

export type PostOutcome =
  | { outcome: "posted"; id: CommentId; status: Status }
  /** Nothing was written: the writer is told that it will wait, and why, and may send it all the same. */
  | { outcome: "nudged"; nudge: readonly Nudge[] }
  | { outcome: "refused"; complaints: Complaint[] };

/** Nudges to one network in a quarter of an hour. Whoever tries words until none is objected to has them wait instead. */
const mostNudges = 10;

const oneMinute = 60_000;
const oneDay = 24 * 60 * 60_000;

/** Posts a comment: checks it, judges it, writes it with its event, all or nothing. */
export async function postComment(ctx: Context, input: PostInput): Promise<PostOutcome> {
  const { checked, complaints } = check(input);
  if (complaints.length > 0) return { outcome: "refused", complaints };
  if (!input.member && checked.name && (await nameTaken(ctx.db.read, input.site.id, checked.name, null))) {
    return { outcome: "refused", complaints: [{ field: "name", message: "error.name.staff" }] };
  }
  if (!input.member && (await nameReserved(ctx.db.read, ctx.sites, checked.name, null)))
    return { outcome: "refused", complaints: [{ field: "name", message: "account.name.reserved" }] };
  const judged = await judgeComment(ctx, await submissionOfPost(ctx, input, checked));
  const away = await turnedAway(ctx, judged);
  if (away) return refuse("form", away.message, away.values);
  const nudges = `nudge ${input.networkHash}`;
  const isNudged = input.isNudged || ctx.tries.look(nudges, mostNudges).isExceeded;
  const outcome = await ctx.db.transact((tx) => write(tx, ctx, { ...input, isNudged }, { checked, judged }));
  if (outcome.outcome === "nudged") ctx.tries.take(nudges, mostNudges);
  return outcome;
}

function check({ typed, member, site }: PostInput): { checked: Checked; complaints: Complaint[] } {
  if (!member) return checkComment(typed, site.settings);
  const { body, complaints } = checkText(typed.text, site.settings);
  return { checked: { name: member.name, email: null, body }, complaints };
}

async function write(
  tx: Tx,
  ctx: Context,
  input: PostInput,
  { checked, judged }: { checked: Checked; judged: Judged },
): Promise<PostOutcome> {
  const { story, site } = input;
  const now = ctx.now();
  const post: Post = {
    input,
    checked,
    now,
    origin: originOf(ctx, input, checked),
    request: requestOf(ctx, input),
  };
  const discussion = await lockDiscussion(tx, story.id);
  const traces = await tracesOf(tx, post);
  const earlier = await findEarlier(tx, post, traces);
  if (earlier) return earlier;
  if (!discussion || !isOpen(discussion, now)) return refuse("form", "error.closed");
  const parent = input.parentId === null ? null : await readComment(tx, input.parentId);
  if (input.parentId !== null && !isAnswerable(parent, story)) return refuse("form", "error.parent.gone");
  if (parent !== null && parent.lockedAt !== null) return refuse("form", "error.parent.locked");
  const away = await turnAwayNow(ctx, judged, {
    slowSeconds: discussion.slowSeconds,
    secondsToWait: (slow) => {
      const isNewDevice = judged.facts.author.persons.length === 0;
      return secondsToWait(tx, { input, origin: post.origin, now, traces, slow, isNewDevice });
    },
  });
  if (away) return refuse(away.field, away.message, away.values);

  const { mode, preset } = discussion;
  const judgement = await judgeNow(ctx, judged, { mode, preset });
  const nudge = input.isNudged || input.member?.isStaff ? [] : nudgeFor(judged.facts.rules, judgement);
  if (nudge.length > 0) return { outcome: "nudged", nudge };
  const status = statusOf(judgement);
  const id = await insertAll(tx, ctx, post, { parent, status, roots: discussion.rootCount });
  const about = { siteId: site.id, commentId: id, before: "", at: now };
  await recordJudgement(tx, judgement, { ...about, rules: judged.rules });
  await keepSaid(tx, judged, { id, siteId: site.id, at: now, isWaiting: status === "pending" });
  if (input.member)
    await deleteDraft(tx, {
      memberId: input.member.memberId,
      storyId: story.id,
      parentId: input.parentId ?? 0,
    });
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

/** A post with what it is known by. */
interface Post {
  input: PostInput;
  checked: Checked;
  now: number;
  origin: Origin;
  /** The request's idempotency key, and what it asked for; null: it has none. */
  request: { key: string; fingerprint: string } | null;
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

function requestOf(ctx: Context, { key, story, parentId, typed, member }: PostInput): Post["request"] {
  if (key === null) return null;
  const text = typed.text.replace(/\r\n/g, "\n");
  // A member's has one entry more, so that no name that a guest types is taken for it.
  const asked = JSON.stringify(member ? [parentId, "", text, member.memberId] : [parentId, typed.name, text]);
  return {
    key: ctx.keys.hash("request", `${story.id} ${key}`),
    fingerprint: ctx.keys.hash("request", asked),
  };
}

function tracesOf(tx: Tx, { origin, request, now }: Post): Promise<Traces> {
  return readTraces(tx, {
    ...origin,
    key: request?.key ?? "",
    sameSince: now - oneDay,
    since: now - tenMinutes,
  });
}

/** The outcome of the same post when it came before: by its key, or by its words within a minute; or a refusal. */
async function findEarlier(tx: Tx, post: Post, traces: Traces): Promise<PostOutcome | null> {
  const { input, checked, origin, request, now } = post;
  if (request && traces.fingerprint !== null) {
    const known = await findByKey(tx, request.key);
    return known !== null && traces.fingerprint === request.fingerprint
      ? replay(tx, known)
      : refuse("form", "error.key.reused");
  }
  if (!traces.isSaid) return null;
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

/** Writes the comment, its author, where it came from and the request that brought it, and counts it. */
async function insertAll(
  tx: Tx,
  ctx: Context,
  post: Post,
  { parent, status, roots }: { parent: Comment | null; status: Status; roots: number },
): Promise<CommentId> {
  const { input, checked, origin, request, now } = post;
  const { site, story } = input;
  const place = placeBelow(parent);
  const authorId = await authorOf(tx, ctx, post);
  const id = await insertComment(tx, {
    ...checked.body,
    ...place,
    siteId: site.id,
    storyId: story.id,
    authorId,
    authorName: checked.name,
    language: null,
    status,
    rule: null,
    revision: story.revision,
    createdAt: now,
    removedAt: status === "rejected" ? now : null,
  });
  await insertOrigin(tx, id, origin, now);
  await countForStanding(tx, authorId, { before: "", after: status });
  if (status === "pending")
    await enqueue(tx, {
      queue: "held",
      siteId: site.id,
      commentId: id,
      storyId: story.id,
      sectionId: story.sectionId,
      language: story.language,
      since: now,
    });
  if (request) await insertKey(tx, { ...request, id, at: now });
  if (status === "published") {
    const counted = { ...unanswered, ...place, id, storyId: story.id, status, createdAt: now };
    await countNew(tx, counted, roots);
  }
  return id;
}

/** As whom it is written: a member as the one person that they are here, a guest as whoever this device was before. */
function authorOf(tx: Tx, ctx: Context, { input, checked, now }: Post): Promise<PersonId> {
  const { site, member, deviceHash } = input;
  const { name, email } = checked;
  return member
    ? memberPerson(tx, { memberId: member.memberId, siteId: site.id, name, at: now })
    : recognise(tx, ctx.keys, { siteId: site.id, kind: "guest", name, title: "", email, deviceHash }, now);
}

/** What a new comment has of everything that is counted. */
const unanswered = { childCount: 0, listCount: 0, replyCount: 0, bestScore: 0 };

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
