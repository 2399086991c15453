import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { arrivals, type Excerpt, excerptsById, type TimeKey } from "../../discussion/reading.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { cardsById } from "../../stories/reading.ts";
import type { StoryCard } from "../../stories/story.ts";
import { mostCounted, newSince } from "./desk-numbers.ts";
import type { Filter } from "./filter.ts";
import type { Case } from "./read-case.ts";
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
const beginning: TimeKey = { at: Number.MIN_SAFE_INTEGER, id: 0 };
const end: TimeKey = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

const rowsShown = 25;
/** Of the rows shown: those that stand before the case. */
const rowsBefore = 4;
/** Where a list that isn't a queue is narrowed, so many are looked at for a stretch of it. */
const lookedAt = 1000;
const mostMembers = 1000;

function scopeOf(world: World, { queue, ...rest }: Filter): Scope | null {
  return queue === "new" || queue === "all" ? null : { ...rest, queue, siteId: world.site.id };
}

/** Where a list begins for whoever asks. */
export async function startOf(world: World, { queue }: Filter): Promise<TimeKey> {
  if (queue === "new") return newSince(world);
  return queue === "all" ? end : beginning;
}

interface Walk {
  backwards: boolean;
  limit: number;
  /** Whether what stands at the place itself is among them. */
  inclusive?: true;
}

/** The entries after a place in a list, in its order, or before it, the nearest first. */
async function walk(
  world: World,
  filter: Filter,
  from: TimeKey,
  { backwards, limit, inclusive }: Walk,
): Promise<Entry[]> {
  const db = world.ctx.db.read;
  const scope = scopeOf(world, filter);
  if (scope) {
    const items = backwards
      ? await itemsBefore(db, scope, from, limit)
      : await itemsFrom(db, scope, inclusive ? from : { at: from.at, id: from.id + 1 }, limit);
    return items.map(entryOf);
  }
  const { sectionId, language, storyId } = filter;
  const isNarrow = sectionId !== null || language !== null;
  // What is new is read from the oldest on, everything from the newest back.
  const direction = (filter.queue === "new") === backwards ? "desc" : "asc";
  const beside = direction === "asc" ? from.id - 1 : from.id + 1;
  const found = await arrivals(db, {
    siteId: world.site.id,
    storyId,
    from: inclusive ? { at: from.at, id: beside } : from,
    direction,
    limit: isNarrow ? lookedAt : limit,
  });
  return found
    .filter((each) => sectionId === null || each.sectionId === sectionId)
    .filter((each) => language === null || each.language === language)
    .slice(0, limit)
    .map((each) => ({ key: { at: Number(each.at), id: each.id }, commentId: each.id, item: null }));
}

const entryOf = (item: Item): Entry => ({
  key: { at: item.since, id: item.id },
  commentId: item.commentId,
  item,
});

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
  return item && entryOf(item);
}

/** Where a case stands in a list; null: not any more, or it never did. */
export function entryFor(filter: Filter, { comment, waits }: Pick<Case, "comment" | "waits">): Entry | null {
  const isHere = ({ queue, clusterId }: Item) =>
    filter.queue === "clusters" ? clusterId !== null : queue === filter.queue;
  const item = waits.find(isHere);
  if (item) return entryOf(item);
  if (filter.queue !== "new" && filter.queue !== "all") return null;
  return { key: { at: comment.createdAt, id: comment.id }, commentId: comment.id, item: null };
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
  const middle = from ?? around;
  const [before, onwards, total, position] = await Promise.all([
    middle ? walk(world, filter, middle, { backwards: true, limit: rowsShown }) : [],
    walk(world, filter, middle ?? start, {
      backwards: false,
      limit: rowsShown + 1,
      ...(middle ? { inclusive: true } : {}),
    }),
    countTotal(world, filter),
    countPosition(world, filter, around),
  ]);
  // What was looked through before isn't new any more.
  const isIn = ({ key }: Entry) => filter.queue !== "new" || isAfter(key, start);
  const shown = from === null ? before.slice(0, rowsBefore).filter(isIn).toReversed() : [];
  const hidden = before.slice(shown.length).filter(isIn);
  return {
    rows: await rowsOf(world, [...shown, ...onwards.slice(0, rowsShown)]),
    earlier: hidden.at(-1)?.key ?? null,
    later: onwards[rowsShown]?.key ?? null,
    total,
    position,
  };
}

const isAfter = (key: TimeKey, start: TimeKey) =>
  key.at > start.at || (key.at === start.at && key.id > start.id);

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
  const stories = await cardsById(db, [...new Set([...excerpts.values()].map(({ storyId }) => storyId))]);
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
