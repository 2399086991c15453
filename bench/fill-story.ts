import { type RawBuilder, sql } from "kysely";
import { bestScore, deepestLevel, rootList } from "../src/features/discussion/comment.ts";
import { recount } from "../src/features/discussion/recount.ts";
import type { Database, Tx } from "../src/platform/db/database.ts";
import type { PersonId, SiteId, StoryId } from "../src/platform/lib/ids.ts";

export interface Target {
  siteId: SiteId;
  storyId: StoryId;
  authorId: PersonId;
  /** When the last of the comments was written. */
  until: number;
}

/** A discussion's threads: all of them single comments, or a third with answers, one of them long and one deep. */
export type Shape = "roots" | "mixed";

/** Fills a story with comments through plain inserts, then counts them. Gives how many seconds the count took. */
export async function fillStory(
  database: Database,
  target: Target,
  { shape, comments }: { shape: Shape; comments: number },
): Promise<number> {
  await database.transact(async (tx) => {
    if (shape === "roots") await addRoots(tx, target, comments);
    else await addMixed(tx, target, comments);
  });
  const start = performance.now();
  await database.transact((tx) => recount(tx, target.storyId));
  return (performance.now() - start) / 1000;
}

async function addMixed(tx: Tx, target: Target, comments: number): Promise<void> {
  const part = (share: number) => Math.max(1, Math.floor(comments * share));
  const roots = await addRoots(tx, target, part(0.3));
  // One thread with a fifth of all comments right below it.
  await addBelow(tx, target, { count: part(0.2), depth: 1, parents: { first: roots.first, count: 1 } });
  const chain = Math.min(3000, part(0.1));
  await addChain(tx, target, { count: chain, below: roots.first + 1 });
  const first = await addBelow(tx, target, { count: part(0.3), depth: 1, parents: roots });
  const second = await addBelow(tx, target, { count: part(0.1), depth: 2, parents: first });
  const third = await addBelow(tx, target, { count: part(0.06), depth: 3, parents: second });
  await addBelow(tx, target, { count: part(0.04) - chain, depth: 4, parents: third });
}

/** Comments with consecutive ids. */
interface Run {
  first: number;
  count: number;
}

function addRoots(tx: Tx, target: Target, count: number): Promise<Run> {
  const place = {
    parent: sql`cast(null as bigint)`,
    root: sql`cast(null as bigint)`,
    list: sql.lit(rootList),
    depth: 0,
  };
  return addRows(
    tx,
    target,
    count,
    (i) => sql`select ${i} as i, ${place.parent} as parent_id, ${place.root} as root_id,
    ${place.list} as list_id, ${sql.lit(place.depth)} as depth from series`,
  );
}

interface Below {
  count: number;
  depth: number;
  parents: Run;
}

/** Answers scattered over a run of parents of one depth. */
function addBelow(tx: Tx, target: Target, { count, depth, parents }: Below): Promise<Run> {
  // A large prime spreads them; PostgreSQL would take small numbers for 32 bits.
  const parent = (i: RawBuilder<unknown>) =>
    sql`${sql.lit(parents.first)} + (cast(${i} as bigint) * 7919) % ${sql.lit(parents.count)}`;
  const list = depth <= deepestLevel ? sql`parent.id` : sql`parent.list_id`;
  return addRows(
    tx,
    target,
    count,
    (i) => sql`select ${i} as i, parent.id as parent_id, coalesce(parent.root_id, parent.id) as root_id,
      ${list} as list_id, ${sql.lit(depth)} as depth
      from series join comment as parent on parent.id = ${parent(i)}`,
  );
}

/** Each answers the one before. */
async function addChain(
  tx: Tx,
  target: Target,
  { count, below }: { count: number; below: number },
): Promise<void> {
  let parent = { id: below, list_id: rootList, depth: 0 };
  for (let n = 0; n < count; n++) {
    const { id, list_id, depth } = parent;
    const list = depth < deepestLevel ? id : list_id;
    const made = await addRows(
      tx,
      target,
      1,
      (i) => sql`select ${i} as i, ${sql.lit(id)} as parent_id,
      ${sql.lit(below)} as root_id, ${sql.lit(list)} as list_id, ${sql.lit(depth + 1)} as depth from series`,
    );
    parent = { id: made.first, list_id: list, depth: depth + 1 };
  }
}

const text = "The bridge has been closed since May, and nobody has said a word about the ferry. "
  .repeat(3)
  .trim();

async function addRows(
  tx: Tx,
  { siteId, storyId, authorId, until }: Target,
  count: number,
  places: (i: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<Run> {
  // As readers do: most are recommended by nobody, few by many. One in thirty was removed.
  const recommends = sql`case when i % 3 = 0 then i % 23 else 0 end`;
  const scores = Array.from(
    { length: 23 },
    (_, n) => sql`when ${sql.lit(n)} then ${sql.lit(bestScore(n, 0))}`,
  );
  await sql`
    with recursive series(n) as (select 1 union all select n + 1 from series where n < ${sql.lit(count)}),
    place as (${places(sql`n`)})
    insert into comment (site_id, story_id, parent_id, root_id, list_id, depth, author_id, author_name, text, html,
      rest_html, rest_words, status, revision, created_at, recommend_count, best_score)
    select ${sql.lit(siteId)}, ${sql.lit(storyId)}, parent_id, root_id, list_id, depth, ${sql.lit(authorId)}, 'Nan', ${text}, ${`<p>${text}</p>`},
      '', 0, case when i % 30 = 0 then 'rejected' else 'published' end, 1,
      ${sql.lit(until)} - cast(${sql.lit(count)} - i as bigint) * 864000000 / ${sql.lit(count)},
      ${recommends}, case ${recommends} ${sql.join(scores, sql` `)} else 0 end
    from place order by i
  `.execute(tx);
  const { last } = await tx
    .selectFrom("comment")
    .select((eb) => eb.fn.max<number>("id").as("last"))
    .executeTakeFirstOrThrow();
  return { first: last - count + 1, count };
}
