import type { World } from "../../../context.ts";
import type { CommentId, StoryId } from "../../../platform/lib/ids.ts";
import { arrivals, type Excerpt, excerptsById, type TimeKey } from "../../discussion/reading.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { cardsById } from "../../stories/reading.ts";
import type { StoryCard } from "../../stories/story.ts";
import { mostCounted, newSince } from "./desk-numbers.ts";
import type { Filter } from "./filter.ts";
import { countMembers } from "./queue.store.ts";
import { type Objected, objectionsTo } from "./reasons.store.ts";
import { countItems, firstFree, type Item, itemsBefore, itemsFrom, type Scope } from "./waiting.store.ts";

/** A comment in one of the desk's lists, with its place there. */
export interface Entry {
  key: TimeKey;
  commentId: CommentId;
  /** What waits; null: the list isn't a queue. */
  item: Item | null;
}

/** An entry with what its row says. */
export interface Row extends Entry {
  excerpt: Excerpt;
  story: StoryCard | null;
  objections: readonly Objected[];
  /** How many more wait with it. */
  more: number;
}

/** A stretch of a list. */
export interface List {
  rows: readonly Row[];
  /** Where the stretch before begins, and the one after; null: there is none. */
  earlier: TimeKey | null;
  later: TimeKey | null;
  /** How many the list has, and how many of them stand before the case; null: that isn't counted. */
  total: number | null;
  position: number | null;
}

/** Before all that could wait. */
export const beginning: TimeKey = { at: Number.MIN_SAFE_INTEGER, id: 0 };
const end: TimeKey = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

const rowsShown = 25;
/** Of the rows shown: those that stand before the case. */
const rowsBefore = 4;
/** Where a list that isn't a queue is narrowed, so many are looked at for a stretch of it. */
const lookedAt = 1000;
const mostMembers = 1000;

export function scopeOf(world: World, { queue, ...rest }: Filter): Scope | null {
  return queue === "new" || queue === "all" ? null : { ...rest, queue, siteId: world.site.id };
}

/** Where a list begins for whoever asks. */
export async function startOf(world: World, { queue }: Filter): Promise<TimeKey> {
  if (queue === "new") return newSince(world);
  return queue === "all" ? end : beginning;
}

/** The entries after a place in a list, in its order, or before it, the nearest first. */
async function walk(
  world: World,
  filter: Filter,
  from: TimeKey,
  { backwards, limit }: { backwards: boolean; limit: number },
): Promise<Entry[]> {
  const db = world.ctx.db.read;
  const scope = scopeOf(world, filter);
  if (scope) {
    const items = backwards
      ? await itemsBefore(db, scope, from, limit)
      : await itemsFrom(db, scope, { at: from.at, id: from.id + 1 }, limit);
    return items.map((item) => ({ key: { at: item.since, id: item.id }, commentId: item.commentId, item }));
  }
  const { siteId, storyId, sectionId, language } = { siteId: world.site.id, ...filter };
  const isNarrow = sectionId !== null || language !== null;
  // What is new is read from the oldest on, everything from the newest back.
  const direction = (filter.queue === "new") === backwards ? "desc" : "asc";
  const asked = { siteId, storyId, from, direction, limit: isNarrow ? lookedAt : limit } as const;
  const found = (await arrivals(db, asked)).filter(
    (each) =>
      (sectionId === null || each.sectionId === sectionId) &&
      (language === null || each.language === language),
  );
  return found
    .slice(0, limit)
    .map((each) => ({ key: { at: Number(each.at), id: each.id }, commentId: each.id, item: null }));
}

/** The next entry after a place that nobody else is looking at; `wraps`: or else the first of all. */
export async function nextAfter(
  world: World,
  filter: Filter,
  after: TimeKey,
  { wraps }: { wraps: boolean },
): Promise<Entry | null> {
  const scope = scopeOf(world, filter);
  if (!scope) return (await walk(world, filter, after, { backwards: false, limit: 1 }))[0] ?? null;
  const { ctx, now } = world;
  const asked = { memberId: askingMember(world), now };
  const item =
    (await firstFree(ctx.db.read, scope, { ...asked, after })) ??
    (wraps ? await firstFree(ctx.db.read, scope, { ...asked, after: beginning }) : null);
  return item && { key: { at: item.since, id: item.id }, commentId: item.commentId, item };
}

/** The entry before a place. */
export async function previousBefore(world: World, filter: Filter, key: TimeKey): Promise<Entry | null> {
  const [found] = await walk(world, filter, key, { backwards: true, limit: 1 });
  return found ?? null;
}

/** The stretch of a list that stands around a case, or begins at a place. */
export async function readList(
  world: World,
  filter: Filter,
  { around, from }: { around: TimeKey | null; from: TimeKey | null },
): Promise<List> {
  const start = await startOf(world, filter);
  const middle = from ?? around ?? start;
  // `walk` goes beyond a key: the one before is where it has to begin for the key itself to be among them.
  const inclusive = filter.queue === "all" ? { ...middle, id: middle.id + 1 } : { ...middle, id: middle.id - 1 };
  const before = await walk(world, filter, middle, {
    backwards: true,
    limit: from || !around ? 1 : rowsBefore + 1,
  });
  const after = await walk(world, filter, middle === start ? start : inclusive, {
    backwards: false,
    limit: rowsShown + 1,
  });
  const isInList = filter.queue !== "new" || around === null;
  const shownBefore = from || !around ? [] : before.slice(0, rowsBefore).toReversed();
  const entries = [...(isInList ? shownBefore : shownBefore.filter(({ key }) => isAfter(key, start))), ...after.slice(0, rowsShown)];
  const [rows, total, position] = await Promise.all([
    rowsOf(world, entries),
    countTotal(world, filter),
    countPosition(world, filter, around),
  ]);
  return {
    rows,
    earlier: await earlierStart(world, filter, entries[0]?.key ?? null),
    later: after[rowsShown]?.key ?? null,
    total,
    position,
  };
}

const isAfter = (key: TimeKey, start: TimeKey) => key.at > start.at || (key.at === start.at && key.id > start.id);

async function earlierStart(world: World, filter: Filter, first: TimeKey | null): Promise<TimeKey | null> {
  if (!first) return null;
  const before = await walk(world, filter, first, { backwards: true, limit: rowsShown });
  return before.at(-1)?.key ?? null;
}

async function countTotal(world: World, filter: Filter): Promise<number | null> {
  const scope = scopeOf(world, filter);
  return scope && countItems(world.ctx.db.read, scope, { limit: mostCounted + 1 });
}

async function countPosition(world: World, filter: Filter, around: TimeKey | null): Promise<number | null> {
  const scope = scopeOf(world, filter);
  if (!scope || !around) return null;
  return countItems(world.ctx.db.read, scope, { before: around, limit: mostCounted });
}

async function rowsOf({ ctx, site }: World, entries: readonly Entry[]): Promise<Row[]> {
  const db = ctx.db.read;
  const ids = entries.map(({ commentId }) => commentId);
  const [excerpts, objections, more] = await Promise.all([
    excerptsById(db, ids),
    objectionsTo(db, ids),
    Promise.all(
      entries.map(async ({ item }) => {
        if (!item || item.clusterId === null) return 0;
        const { queue, clusterId } = item;
        return (await countMembers(db, { siteId: site.id, queue, clusterId }, mostMembers)) - 1;
      }),
    ),
  ]);
  const stories = await cardsById(db, [...new Set([...excerpts.values()].map(({ storyId }): StoryId => storyId))]);
  return entries.flatMap((entry, index) => {
    const excerpt = excerpts.get(entry.commentId);
    if (!excerpt) return [];
    return {
      ...entry,
      excerpt,
      story: stories.get(excerpt.storyId) ?? null,
      objections: objections.filter(({ commentId }) => commentId === entry.commentId),
      more: Math.max(0, more[index] ?? 0),
    };
  });
}
