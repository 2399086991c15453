import type { World } from "../../context.ts";
import type { CommentId, PersonId } from "../../platform/lib/ids.ts";
import { lastName, writersOnDevice } from "../people/recognise.ts";
import { shows } from "../../shows.ts";
import type { Story } from "../stories/story.ts";
import { changeableUntil, isChangeable } from "./change-comment.ts";
import { recommendedBy, unpublishedOf } from "./comment.store.ts";
import { apart, type Branch, commentsOn, type ThreadPage } from "./thread-page.ts";

/** What one page of a discussion is to one reader, beside what everybody sees. */
export interface Mine {
  /** What only this reader sees: own comments that wait or were refused. */
  own: readonly Branch[];
  /** Comments of the page that this reader wrote, and recommended. */
  ownIds: ReadonlySet<CommentId>;
  recommended: ReadonlySet<CommentId>;
  /** The name that the form begins with. */
  name: string;
}

/** What it is to nobody in particular. */
export const nobodys: Mine = { own: [], ownIds: new Set(), recommended: new Set(), name: "" };

/** Who reads: their earlier selves on this device. */
interface Self {
  writers: readonly PersonId[];
  name: string;
}

/** Whose device it is; it changes only when somebody writes. */
async function selfOn({ ctx, site }: World, device: string): Promise<Self> {
  return ctx.sessions.get(`writers ${site.id} ${device}`, [shows.writers(site.id)], async () => ({
    writers: await writersOnDevice(ctx.db.read, site.id, device),
    name: await lastName(ctx.db.read, site.id, device),
  }));
}

/** Whoever this reader was when they wrote on this site. */
export async function writersOf({ ctx, site, actor }: World): Promise<readonly PersonId[]> {
  return actor.device === null ? [] : writersOnDevice(ctx.db.read, site.id, actor.device);
}

/** What a page of a discussion is to the reader of this world. */
export async function readMine(world: World, story: Story, page: ThreadPage): Promise<Mine> {
  const { ctx, actor } = world;
  if (actor.device === null || story.discussion.mode === "hidden") return nobodys;
  const { writers, name } = await selfOn(world, actor.device);
  const waiting = page.page === 1 ? await unpublishedOf(ctx.db.read, story.id, writers) : [];
  const onPage = commentsOn(page);
  const mine = [...onPage.filter((comment) => writers.includes(comment.authorId)), ...waiting];
  const ids = onPage.map((comment) => comment.id);
  return {
    own: waiting.length > 0 ? await apart(ctx.db.read, waiting, page) : [],
    ownIds: new Set(mine.map((comment) => comment.id)),
    recommended: await recommendedBy(ctx.db.read, actor.device, ids),
    name,
  };
}

/** When it says something else although nothing happens: a reader may change their own words for a while only. */
export function mineUntil(world: World, { own, ownIds }: Mine, page: ThreadPage): number | undefined {
  const comments = [...own.map(({ comment }) => comment), ...commentsOn(page)];
  const ends = comments
    .filter((comment) => ownIds.has(comment.id) && isChangeable(comment, world.site, world.now))
    .map((comment) => changeableUntil(comment, world.site));
  return ends.length > 0 ? Math.min(...ends) : undefined;
}
