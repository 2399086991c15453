import type { World } from "../../context.ts";
import { renderPage } from "../../platform/html/render.ts";
import { type Answer, page, problem, redirect, sharedPage } from "../../platform/http/answer.ts";
import { shows } from "../../shows.ts";
import { findDiscussion, findStory } from "../stories/reading.ts";
import { type Story, storyPath } from "../stories/story.ts";
import { besideStory } from "./beside-story.ts";
import type { Draft } from "./composer.view.tsx";
import { readThread, recentHours, type ViewChoice } from "./read-discussion.ts";
import { StoryPage } from "./story-page.view.tsx";

/** A story's page, with a form that is empty or comes back. */
export async function storyPage(world: World, story: Story, view: ViewChoice, draft: Draft): Promise<Answer> {
  const [thread, hours, beside] = await Promise.all([
    readThread(world, story, view),
    recentHours(world, story),
    besideStory(world, story),
  ]);
  // A page past the end is the last one.
  if (thread.page !== view.page && draft.complaints.length === 0) {
    return redirect(
      `${storyPath(story.slug)}?sort=${view.sort}&page=${thread.page}&per=${view.per}#comments`,
    );
  }
  const html = renderPage(
    StoryPage({
      world,
      story,
      thread,
      sort: view.sort,
      per: view.per,
      draft: withKept(draft, thread.personal.draft),
      // Pages that many share carry no key; the script makes one when the form is sent.
      requestKey: world.actor.device === null && !world.actor.member ? "" : world.ctx.token(),
      hours,
      ...beside,
    }),
  );
  return draft.complaints.length > 0
    ? page(html, 422)
    : sharedPage(html, { shows: shownOn(story), until: closing(story, world.now) });
}

/** A form that nobody has written in yet, with what its reader had begun elsewhere. */
function withKept(draft: Draft, text: string): Draft {
  if (text === "" || draft.complaints.length > 0) return draft;
  return { ...draft, typed: { ...draft.typed, text } };
}

function shownOn(story: Story): string[] {
  const { id, siteId } = story;
  return [
    shows.sites,
    shows.site(siteId),
    shows.story(id),
    shows.talk(id),
    shows.stories(siteId),
    shows.counts(siteId),
    shows.latest(siteId),
    ...(story.translationKey === null ? [] : [shows.translations]),
  ];
}

/** When a discussion closes by itself, if that is still to come. */
export function closing(story: Story, now: number): number | undefined {
  const { closesAt } = story.discussion;
  return closesAt !== null && closesAt > now ? closesAt : undefined;
}

/** The story that an address names, or the answer when there is none. */
export async function storyAt(world: World, slug: string): Promise<Story | Answer> {
  const { db, kept } = world.ctx;
  const { id } = world.site;
  const story = await kept.get(`story ${id} ${slug}`, [shows.site(id), shows.stories(id)], () =>
    findStory(db.read, id, slug),
  );
  const discussion = story && (await findDiscussion(db.read, story.id));
  return discussion ? { ...story, commentCount: discussion.commentCount, discussion } : problem("notFound");
}

export function isAnswer(value: Story | Answer): value is Answer {
  return "kind" in value && !("headline" in value);
}
