import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { excerptsById, type TimeKey } from "../../discussion/reading.ts";
import { learnerView } from "../learner/learner-view.ts";
import { loadTold } from "../acts/told.view.tsx";
import { decidable } from "../acts/decidable.ts";
import type { Cluster } from "./cluster.view.tsx";
import { deskNumbers } from "./desk-numbers.ts";
import { deskPath, type Filter } from "./filter.ts";
import { lawOnCase } from "../appeals/desk-cases.ts";
import { queues } from "./queue.ts";
import { countMembers, membersAfter } from "./queue.store.ts";
import { type Case, readCase } from "./read-case.ts";
import { type Entry, entryFor, nextAfter, previousBefore, readList, startOf } from "./read-list.ts";
import type { RoomProps } from "./room.view.tsx";
import { type Item, languagesWaiting } from "./waiting.store.ts";

/** What of the room an address asks for. */
export interface Asked {
  filter: Filter;
  /** A case; absent: the first that is free. */
  id?: CommentId;
  after: TimeKey | null;
  from: TimeKey | null;
  /** Where the members of a cluster begin that are shown. */
  members: TimeKey | null;
  told: string;
}

/** Reads all that the desk's comments show; null: there is no such comment. */
export async function openRoom(world: World, asked: Asked): Promise<RoomProps | null> {
  const { filter, from } = asked;
  const opened = await openCase(world, asked);
  if (!opened) return null;
  const { found, entry } = opened;
  const [numbers, list, languages, told] = await Promise.all([
    deskNumbers(world),
    readList(world, filter, { around: entry?.key ?? null, from }),
    languagesOf(world, filter),
    asked.told === "" ? null : loadTold(world, asked.told),
  ]);
  const shared = { world, filter, numbers, list, languages, told };
  if (!found) return { ...shared, shown: null };
  const { id } = found.comment;
  const cluster = entry?.item ? await readCluster(world, entry.item, asked.members) : null;
  const [next, previous, known, learner, law] = await Promise.all([
    nextAfter(world, filter, entry?.key ?? (await startOf(world, filter)), { wraps: false }),
    entry ? previousBefore(world, filter, entry.key) : null,
    decidable(world, cluster ? [] : [id]),
    learnerView(world.ctx, found.comment),
    lawOnCase(world, found.comment, deskPath(shared.filter, {})),
  ]);
  return { ...shared, shown: { found, entry, next, previous, cluster, decidable: known, learner, law } };
}

/** The case that is asked for, or the first that nobody else is looking at, with its place in the list. */
async function openCase(
  world: World,
  { filter, id, after, from }: Asked,
): Promise<{ found: Case | null; entry: Entry | null } | null> {
  if (id !== undefined) {
    const found = await readCase(world, id);
    return found && { found, entry: entryFor(filter, found) };
  }
  const start = await startOf(world, filter);
  // A stretch of a list begins with its first.
  const before = from && { at: from.at, id: filter.queue === "all" ? from.id + 1 : from.id - 1 };
  const entry = await nextAfter(world, filter, after ?? before ?? start, { wraps: after !== null });
  const found = entry && (await readCase(world, entry.commentId));
  return { found, entry: found ? entry : null };
}

const membersShown = 20;
const mostCounted = 1000;

/** What waits with the head of a cluster; null: it stands alone. */
async function readCluster({ ctx, site }: World, item: Item, from: TimeKey | null): Promise<Cluster | null> {
  const { queue, clusterId } = item;
  if (clusterId === null) return null;
  const db = ctx.db.read;
  const cluster = { siteId: site.id, queue, clusterId };
  const after = from ?? { at: item.since, id: item.id };
  const [size, members] = await Promise.all([
    countMembers(db, cluster, mostCounted + 1),
    membersAfter(db, cluster, { after, limit: membersShown + 1 }),
  ]);
  if (size < 2) return null;
  const shown = members.slice(0, membersShown);
  const excerpts = await excerptsById(
    db,
    shown.map(({ commentId }) => commentId),
  );
  const last = shown.at(-1);
  return {
    id: clusterId,
    size: Math.min(size, mostCounted) - 1,
    isCounted: size <= mostCounted,
    members: shown.flatMap(({ commentId, since }) => {
      const excerpt = excerpts.get(commentId);
      return excerpt ? [{ excerpt, since }] : [];
    }),
    later: members.length > membersShown && last ? { at: last.since, id: last.id } : null,
  };
}

async function languagesOf({ ctx, site }: World, { queue }: Filter): Promise<string[]> {
  const known = queues.find((each) => each === queue) ?? "held";
  return languagesWaiting(ctx.db.read, site.id, known);
}
