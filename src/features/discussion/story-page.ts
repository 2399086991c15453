import type { World } from "../../context.ts";
import { renderPage } from "../../platform/html/render.ts";
import { type Answer, page, problem, redirect, sharedPage } from "../../platform/http/answer.ts";
import { shows } from "../../shows.ts";
import { siteUrl } from "../sites/site.ts";
import { elsewhere } from "../stories/elsewhere.ts";
import { findDiscussion, findStory, mostDiscussed, translationsOf } from "../stories/reading.ts";
import { type Story, storyPath } from "../stories/story.ts";
import type { Typed } from "./check-comment.ts";
import type { Draft } from "./composer.view.tsx";
import { latestComments } from "./latest.ts";
import { readThread, recentTimes, type ViewChoice } from "./read-discussion.ts";
import type { Translation } from "../stories/story.view.tsx";
import { StoryPage } from "./story-page.view.tsx";

const twoWeeks = 14 * 24 * 3_600_000;

/** A story's page, with a form that is empty or comes back. */
export async function storyPage(world: World, story: Story, view: ViewChoice, draft: Draft): Promise<Answer> {
  const [thread, times, beside] = await Promise.all([
    readThread(world, story, view),
    recentTimes(world, story),
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
      draft,
      // Pages that many share carry no key; the script makes one when the form is sent.
      requestKey: world.actor.device === null ? "" : world.ctx.token(),
      times,
      ...beside,
    }),
  );
  return draft.complaints.length > 0
    ? page(html, 422)
    : sharedPage(html, { shows: shownOn(story), until: closing(story, world.now) });
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

/** What stands beside a story: other stories, what readers say, the same story in other languages. */
async function besideStory(world: World, story: Story) {
  const { db, kept } = world.ctx;
  const { siteId } = story;
  const tags = [shows.site(siteId), shows.stories(siteId), shows.counts(siteId)];
  const [nearby, discussed, latest, translations] = await Promise.all([
    kept.get(`elsewhere ${story.id}`, [...tags, shows.story(story.id)], () => elsewhere(db.read, story)),
    kept.get(`discussed ${siteId}`, tags, () => mostDiscussed(db.read, siteId, world.now - twoWeeks, 6)),
    kept.get(`latest ${siteId}`, [...tags, shows.latest(siteId)], () =>
      latestComments(db.read, { siteId, stories: 4, perStory: 2 }),
    ),
    kept.get(`translations ${story.id}`, [shows.translations, shows.sites], () =>
      translationLinks(world, story),
    ),
  ]);
  return {
    elsewhere: nearby,
    discussed: discussed.filter((card) => card.id !== story.id).slice(0, 5),
    latest,
    translations,
  };
}

async function translationLinks(world: World, story: Story): Promise<Translation[]> {
  const found = await translationsOf(world.ctx.db.read, story);
  return found.flatMap(({ siteId, slug, language }) => {
    const site = world.ctx.sites.byId(siteId);
    return site ? [{ language, url: siteUrl(site, world.ctx.config.url, storyPath(slug)) }] : [];
  });
}

export const emptyTyped: Typed = { name: "", email: "", text: "" };
export const emptyDraft: Draft = { typed: emptyTyped, complaints: [] };

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
