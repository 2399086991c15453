import type { World } from "../../context.ts";
import { renderPage } from "../../platform/html/render.ts";
import { Slots } from "../../platform/html/slots.ts";
import {
  type Answer,
  page,
  problem,
  redirect,
  sharedPage,
  type Slotted,
} from "../../platform/http/answer.ts";
import { shows } from "../../shows.ts";
import { findDiscussion, findStory } from "../stories/reading.ts";
import { type Story, storyPath } from "../stories/story.ts";
import { besideStory } from "./beside-story.ts";
import { type Draft, emptyDraft } from "./composer.view.tsx";
import { draftFor } from "./draft-for.ts";
import {
  asNobodys,
  asReaders,
  ownUntil,
  readThread,
  recentHours,
  type ViewChoice,
} from "./read-discussion.ts";
import { StoryPage, type StoryPageProps } from "./story-page.view.tsx";
import { closing, underRules } from "./under-rules.ts";
import type { ThreadPage } from "./thread-page.ts";

/** All that a story's page is made from, but for what is its reader's. */
type Parts = Omit<StoryPageProps, "thread" | "draft" | "requestKey" | "slots"> & { thread: ThreadPage };

async function readParts(world: World, story: Story, view: ViewChoice): Promise<Parts> {
  const [thread, hours, beside] = await Promise.all([
    readThread(world, story, view),
    recentHours(world, story),
    besideStory(world, story),
  ]);
  return { world, story, thread, sort: view.sort, per: view.per, hours, ...beside };
}

/** A page past the end is the last one. */
function beyond({ story, thread, sort, per }: Parts, view: ViewChoice): Answer | null {
  if (thread.page === view.page) return null;
  return redirect(`${storyPath(story.slug)}?sort=${sort}&page=${thread.page}&per=${per}#comments`);
}

/** A story's page for its reader. */
export async function storyPage(world: World, story: Story, view: ViewChoice): Promise<Answer> {
  const parts = await readParts(world, story, view);
  const elsewhere = beyond(parts, view);
  if (elsewhere) return elsewhere;
  const html = renderPage(StoryPage(await propsFor(world, parts)));
  return sharedPage(html, { shows: shownOn(story), until: closing(story, world.now) });
}

/** The same with a form that comes back. */
export async function storyPageAgain(
  world: World,
  story: Story,
  view: ViewChoice,
  draft: Draft,
): Promise<Answer> {
  const props = await propsFor(world, await readParts(world, story, view));
  return page(renderPage(StoryPage({ ...props, draft, requestKey: world.ctx.token() })), 422);
}

/** The same for all readers of an audience, with slots for what is theirs. */
export async function storyPageWithSlots(
  world: World,
  story: Story,
  view: ViewChoice,
): Promise<Answer | Slotted<World>> {
  const parts = await readParts(world, story, view);
  const elsewhere = beyond(parts, view);
  if (elsewhere) return elsewhere;
  const slots = new Slots<StoryPageProps>();
  const nobodys = { ...parts, thread: asNobodys(parts.thread), draft: emptyDraft, requestKey: "" };
  const html = renderPage(StoryPage({ ...nobodys, slots }));
  return {
    kind: "slotted",
    page: slots.cut(html),
    shown: { shows: shownOn(story), until: closing(story, world.now) },
    fill: async (reader) => {
      const props = await propsFor(reader, parts);
      return {
        texts: slots.fill(props),
        shows: shownToReader(reader, story),
        until: ownUntil(reader, props.thread),
      };
    },
  };
}

/** The page's parts with what is its reader's. Pages that are kept carry no key: the script makes one. */
async function propsFor(world: World, parts: Parts): Promise<StoryPageProps> {
  const { story } = parts;
  const thread = await asReaders(world, story, parts.thread);
  const draft = withKept(await draftFor(world, story), thread.personal.draft);
  return { ...parts, world, thread, draft, requestKey: "" };
}

function shownToReader({ actor: { member } }: World, { id, siteId }: Story): string[] {
  return [shows.talk(id), shows.writers(siteId), ...(member ? [shows.own(member.memberId)] : [])];
}

/** A form that nobody has written in yet, with what its reader had begun elsewhere. */
function withKept(draft: Draft, text: string): Draft {
  if (text === "") return draft;
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

/** The story that an address names, or the answer when there is none. */
export async function storyAt(world: World, slug: string): Promise<Story | Answer> {
  const { db, kept } = world.ctx;
  const { id } = world.site;
  const story = await kept.get(`story ${id} ${slug}`, [shows.site(id), shows.stories(id)], () =>
    findStory(db.read, id, slug),
  );
  const found = story && (await findDiscussion(db.read, story.id));
  if (!story || !found) return problem("notFound");
  const discussion = await underRules(world, found);
  return { ...story, commentCount: discussion.commentCount, discussion };
}

export function isAnswer(value: Story | Answer): value is Answer {
  return "kind" in value && !("headline" in value);
}
