import type { Context } from "../../context.ts";
import type { Event } from "../../platform/events/events.ts";
import { eventMark, readNews } from "../../platform/events/log.ts";
import type { CommentId, EventId, MemberId } from "../../platform/lib/ids.ts";
import { tellOfStatement } from "../moderation/law/tell-of-statement.ts";
import { followersOf } from "./follow.store.ts";
import { dueAfter } from "./gathering.ts";
import {
  beginCursor,
  type Heard,
  insertNotices,
  insertSeen,
  isSeen,
  moveCursor,
  type NewNotice,
  readCursor,
  readHeard,
  toldOf,
} from "./notice.store.ts";
import { wants } from "./mail-choice.ts";
import { choicesOf } from "./preference.ts";

const cursor = "notices";
const aDay = 24 * 3_600_000;
/** After a longer standstill nobody is told of what happened before it. */
const tooOld = 3 * aDay;
const followersAtOnce = 500;

/** What was heard already and is in the news once more: see `readNews`. */
export type HeardEvents = Set<EventId>;

/**
 * Reads the event log on from where this installation has come, and notes who is to be told of what. What was noted before
 * is not noted again, so that it does no harm to read a part of the log twice: after a crash, or in two processes.
 */
export async function hearNews(ctx: Context, heard: HeardEvents = new Set()): Promise<HeardEvents> {
  const mark = (await readCursor(ctx.db.read, cursor)) ?? (await begin(ctx));
  const news = await readNews(ctx.db, mark);
  const since = ctx.now() - tooOld;
  for (const event of news.events) {
    // While mail is off nothing is gathered that would come all at once when it is on.
    if (heard.has(event.id) || event.at < since || ctx.config.smtpUrl === null) continue;
    await hear(ctx, event);
  }
  // Where nothing was read there is nothing to step over: the mark alone would move with every transaction.
  if (news.events.length > 0 && news.mark !== mark)
    await ctx.db.transact((tx) => moveCursor(tx, cursor, news.mark));
  return new Set(news.events.map((event) => event.id));
}

/** The first time: of what happened before there was mail nobody is told. */
async function begin(ctx: Context): Promise<number> {
  const mark = await eventMark(ctx.db);
  await ctx.db.transact((tx) => beginCursor(tx, cursor, mark));
  return (await readCursor(ctx.db.read, cursor)) ?? mark;
}

async function hear(ctx: Context, event: Event): Promise<void> {
  if (event.type === "comment.posted" && event.status === "published")
    await hearComment(ctx, event.commentId);
  if (event.type === "decision.made" && event.isByStaff) await tellOfStatement(ctx, event.decisionId);
  if (event.type !== "comment.status") return;
  await hearDecision(ctx, event);
  if (event.after === "published") await hearComment(ctx, event.commentId);
}

/** A comment can be seen from now on. */
async function hearComment(ctx: Context, id: CommentId): Promise<void> {
  const comment = await readHeard(ctx.db.read, id);
  // Read once more, it would be told to who began to follow after it.
  if (comment?.status !== "published" || (await isSeen(ctx.db.read, id))) return;
  const thing = `comment:${id}`;
  const { parentMember, parentId, authorId, storyId } = comment;
  if (parentMember !== null && parentMember !== comment.authorMember) {
    const about = { thing, topic: "replies", thread: `replies:${parentId}` } as const;
    await note(ctx, comment, about, [parentMember]);
  }
  const person = { thing, topic: "people", thread: `people:${authorId}` } as const;
  await noteFollowers(ctx, comment, person, { kind: "person", targetId: authorId });
  const story = { thing, topic: "stories", thread: `stories:${storyId}` } as const;
  await noteFollowers(ctx, comment, story, { kind: "story", targetId: storyId });
  // Last, so that a crash before it loses nobody's notice.
  await ctx.db.transact((tx) => insertSeen(tx, comment, ctx.now()));
}

type StatusEvent = Extract<Event, { type: "comment.status" }>;

/** The staff, or a rule, has decided on a member's comment. */
async function hearDecision(ctx: Context, event: StatusEvent): Promise<void> {
  const { before, after, commentId, id } = event;
  const isDecided = before !== after && ["published", "rejected", "spam"].includes(after);
  if (!isDecided) return;
  const comment = await readHeard(ctx.db.read, commentId);
  if (!comment || comment.authorMember === null) return;
  const about = { thing: `decision:${id}`, topic: "decisions", thread: "decisions" } as const;
  await note(ctx, comment, about, [comment.authorMember]);
}

type About = Pick<NewNotice, "thing" | "topic" | "thread">;

async function noteFollowers(
  ctx: Context,
  comment: Heard,
  about: About,
  what: { kind: "story" | "person"; targetId: number },
): Promise<void> {
  for (let after = ""; ; ) {
    const members = await followersOf(ctx.db.read, { ...what, after, limit: followersAtOnce });
    const others = members.filter((member) => member !== comment.authorMember);
    await note(ctx, comment, about, others);
    after = members.at(-1) ?? "";
    if (members.length < followersAtOnce) return;
  }
}

/** Notes for those of some members who want to hear of such a thing. */
async function note(ctx: Context, comment: Heard, about: About, members: readonly MemberId[]): Promise<void> {
  if (members.length === 0) return;
  await ctx.db.transact(async (tx) => {
    const now = ctx.now();
    const told = await toldOf(tx, about.thread, members, now - aDay);
    const choiceOf = await choicesOf(tx, members);
    const notices: NewNotice[] = [];
    for (const memberId of members) {
      if (!wants(choiceOf(memberId), about.topic)) continue;
      const dueAt = dueAfter(told.get(memberId) ?? null, now);
      const { siteId, id: commentId } = comment;
      notices.push({ ...about, memberId, siteId, commentId, at: now, dueAt });
    }
    await insertNotices(tx, notices);
  });
}
