import type { World } from "../../context.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { type OwnTold, ownTold } from "../moderation/appeals/own-told.ts";
import { type Self, writersOf } from "../people/writers.ts";
import type { Story } from "../stories/story.ts";
import { changeableUntil, isChangeable } from "./change-comment.ts";
import { type Comment, type PageSize, pageSizes, rootList, type Sort, sorts } from "./comment.ts";
import { type HourCount, hoursSince } from "./comment.store.ts";
import { impersonal, type Personal, personalOf } from "./personal.ts";
import { apart, type Branch, commentsOf, type ThreadPage, threadPage } from "./thread-page.ts";

/** How somebody wants to see a discussion: as the address says, else as they last chose, else as the site does. */
export interface ViewChoice {
  sort: Sort;
  per: PageSize;
  page: number;
}

export function chooseView(world: World, asked: { sort?: string; per?: number; page?: number }): ViewChoice {
  const { settings } = world.site;
  return {
    sort:
      sorts.find((sort) => sort === asked.sort) ??
      sorts.find((sort) => sort === world.view.sort) ??
      settings.sort,
    per:
      pageSizes.find((per) => per === asked.per) ??
      pageSizes.find((per) => per === world.view.per) ??
      settings.perPage,
    page: asked.page ?? 1,
  };
}

/** Who acts: by device, and by account where one is signed in. */
export function selfOf({ actor }: World): Self {
  return { deviceHash: actor.device ?? "", memberId: actor.member?.memberId ?? null };
}

/** Whether this reader wrote a comment: as a guest on this device, or as a member anywhere. */
export async function isOwn(world: World, { authorId }: Comment): Promise<boolean> {
  const writers = await writersOf(world.ctx.db.read, world.site.id, selfOf(world));
  return writers.includes(authorId);
}

/** A page of a thread, with what is this reader's on it. */
export interface OwnThread extends ThreadPage {
  /** What only this reader sees: own comments that wait or were refused. */
  own: readonly Branch[];
  /** Comments of this page that this reader wrote. */
  ownIds: ReadonlySet<CommentId>;
  /** Why those of them that others don't see wait or are hidden; null: there are none. */
  told: OwnTold | undefined;
  personal: Personal;
}

/** A page of a story's discussion; of a hidden one nothing, wherever the page would have shown it. */
export async function readThread(world: World, story: Story, view: ViewChoice): Promise<ThreadPage> {
  if (story.discussion.mode === "hidden") return { branches: [], page: view.page, pages: 1 };
  return threadPage(world.ctx.db.read, {
    storyId: story.id,
    listId: rootList,
    listCount: story.discussion.rootCount,
    sort: view.sort,
    page: view.page,
    per: view.per,
    pinned: story.discussion.pinned,
  });
}

/** The same page as it is to nobody in particular. */
export function asNobodys(thread: ThreadPage): OwnThread {
  return { ...thread, own: [], ownIds: new Set(), told: undefined, personal: impersonal };
}

/** And as it is to this reader, with what only they see above it. */
export async function asReaders(world: World, story: Story, thread: ThreadPage): Promise<OwnThread> {
  if (story.discussion.mode === "hidden") return asNobodys(thread);
  const owned = await withPersonal(world, story, thread);
  if (thread.page !== 1) return owned;
  const own = await apart(world.ctx.db.read, owned.personal.waiting);
  if (own.length === 0) return owned;
  const apartIds = own.map(({ comment }) => comment.id);
  const told = await ownTold(world, [...apartIds, ...(owned.told?.told.keys() ?? [])]);
  return { ...owned, own, told, ownIds: new Set([...owned.ownIds, ...apartIds]) };
}

/**
 * When it says something else although nothing happens: a reader may change their own words for a while only. With a
 * draft, at once: it goes on every few seconds, and isn't told of.
 */
export function ownUntil(world: World, { own, ownIds, personal, branches }: OwnThread): number {
  if (personal.draft !== "") return world.now;
  const comments = [...own.map(({ comment }) => comment), ...commentsOf(branches)];
  const ends = comments
    .filter((comment) => ownIds.has(comment.id) && isChangeable(comment, world.site, world.now))
    .map((comment) => changeableUntil(comment, world.site));
  return Math.min(Number.POSITIVE_INFINITY, ...ends);
}

/** Adds to a page, and to comments that stand beside it, what is this reader's. */
export async function withPersonal(
  world: World,
  story: Story,
  thread: ThreadPage,
  beside: readonly Comment[] = [],
): Promise<OwnThread> {
  const comments = [...beside, ...commentsOf(thread.branches)];
  const personal = await personalOf(world.ctx.db.read, {
    memberId: world.actor.member?.memberId ?? null,
    deviceHash: world.actor.device,
    siteId: world.site.id,
    storyId: story.id,
    ids: comments.map(({ id }) => id),
    now: world.now,
  });
  const mine = comments.filter(({ authorId }) => personal.writers.has(authorId));
  const touched = mine.filter(isTouched).map(({ id }) => id);
  const told = await ownTold(world, touched);
  return { ...thread, own: [], ownIds: new Set(mine.map(({ id }) => id)), told, personal };
}

/** Whether there is anything to be told of one's own comment: most are published, and that is all. */
function isTouched({ status, foldedAt, coveredFor }: Comment): boolean {
  return status !== "published" || foldedAt !== null || coveredFor !== null;
}

// The gauge counts every comment of half a day; in a discussion of thousands that would cost more than the page.
const gaugeLimit = 3000;
const anHour = 3_600_000;
const gaugeHours = 12;

/** How many comments were written in each of the discussion's last hours; nothing in a very long discussion. */
export async function recentHours(world: World, story: Story): Promise<HourCount[]> {
  const { commentCount, lastCommentAt } = story.discussion;
  if (commentCount > gaugeLimit) return [];
  const first = Math.floor(lastCommentAt / anHour) - gaugeHours + 1;
  return hoursSince(world.ctx.db.read, story.id, first * anHour);
}
