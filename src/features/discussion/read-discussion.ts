import type { World } from "../../context.ts";
import type { Story } from "../stories/story.ts";
import { type PageSize, pageSizes, rootList, type Sort, sorts } from "./comment.ts";
import { type HourCount, hoursSince } from "./comment.store.ts";
import { type ThreadPage, threadPage } from "./thread-page.ts";

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

const noThread: ThreadPage = { branches: [], page: 1, pages: 1 };

/** A page of a story's discussion; of a hidden one nothing, wherever the page would have shown it. */
export async function readThread(world: World, story: Story, view: ViewChoice): Promise<ThreadPage> {
  if (story.discussion.mode === "hidden") return { ...noThread, page: view.page };
  return threadPage(world.ctx.db.read, {
    storyId: story.id,
    listId: rootList,
    listCount: story.discussion.rootCount,
    sort: view.sort,
    page: view.page,
    per: view.per,
  });
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
