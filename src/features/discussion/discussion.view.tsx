import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { Html, Time } from "../../platform/html/components.tsx";
import { withBase } from "../../platform/html/safe-html.ts";
import { renderStoryMarkdown } from "../../platform/text/markdown.ts";
import { isOpen, type Story, type StoryNote, storyPath } from "../stories/story.ts";
import { noteId } from "../stories/story.view.tsx";
import { type Sort, sorts } from "./comment.ts";
import type { HourCount } from "./comment.store.ts";
import { BranchItem, type Talk, updateAfter } from "./comment.view.tsx";
import type { Draft } from "./composer.view.tsx";
import { Gauge } from "./gauge.view.tsx";
import { Pager } from "./pager.view.tsx";
import { Perks } from "./perks.view.tsx";
import type { OwnThread } from "./read-discussion.ts";
import { composerOf } from "./story-composer.view.tsx";
import type { Branch } from "./thread-page.ts";

export interface DiscussionProps {
  world: World;
  story: Story;
  thread: OwnThread;
  sort: Sort;
  per: number;
  draft: Draft;
  requestKey: string;
  /** How many comments were written in each of its last hours. */
  hours: readonly HourCount[];
}

/** All that is below the line of one story. */
export function DiscussionSection(props: DiscussionProps): JSX.Element | null {
  const { world, story } = props;
  if (story.discussion.mode === "hidden") return null;
  return (
    <section
      class="below"
      id="below"
      aria-labelledby="below-h"
      data-retry={world.locale.message("problem.tooMany.about")}
    >
      <div class="wrap spread spread--below">
        <Head world={world} story={story} />
        <div class="below__main">
          <Notice story={story} world={world} />
          {isOpen(story.discussion, world.now) ? composerOf(props) : <Closed {...props} />}
        </div>
        {isOpen(story.discussion, world.now) && (
          <Perks world={world} story={story} isFollowing={props.thread.personal.isFollowing} />
        )}
        <List {...props} />
        <aside class="below__side">
          <Gauge world={world} story={story} hours={props.hours} />
        </aside>
      </div>
    </section>
  );
}

function Head({ world, story }: { world: World; story: Story }): JSX.Element {
  const { locale, site, now } = world;
  const { commentCount, closesAt, mode } = story.discussion;
  const said = [
    mode === "premoderated" ? locale.message("below.premoderated") : "",
    closesAt !== null && isOpen(story.discussion, now)
      ? locale.message("below.openUntil", { when: locale.moment(closesAt, now) })
      : "",
  ].filter(Boolean);
  return (
    <header class="below__head">
      <p class="below__count" aria-hidden="true">
        {locale.number(commentCount)}
      </p>
      <div>
        <h2 id="below-h">
          <span class="vh">{locale.message("comments.count", { n: commentCount })} </span>
          {locale.message("below.heading")}
        </h2>
        <p>
          {said.join(" ")}{" "}
          {site.settings.rules.length > 0 && (
            <a class="link" href={world.href("/rules")}>
              {locale.message("foot.rules")}
            </a>
          )}{" "}
          <a class="link" href={world.href(`/feeds/stories/${encodeURIComponent(story.slug)}.atom`)}>
            {locale.message("below.feed")}
          </a>
        </p>
      </div>
    </header>
  );
}

function Notice({ world, story }: { world: World; story: Story }): JSX.Element | null {
  if (!story.discussion.notice) return null;
  return (
    <div class="notice">
      <p class="label">{world.locale.message("notice.label")}</p>
      <Html
        of={withBase(renderStoryMarkdown(story.discussion.notice), world.href(""))}
        class="notice__text"
      />
    </div>
  );
}

function Closed({ world, story, draft }: DiscussionProps): JSX.Element {
  const { closesAt } = story.discussion;
  const { locale, now } = world;
  return (
    <>
      <p class="quiet">
        {closesAt !== null && closesAt <= now
          ? locale.message("below.closedAt", { when: locale.moment(closesAt, now) })
          : locale.message("below.closed")}
      </p>
      {draft.complaints.length > 0 && <TooLate world={world} draft={draft} />}
    </>
  );
}

/** It closed while somebody was writing: their words stand there to be copied. */
export function TooLate({ world, draft }: { world: World; draft: Draft }): JSX.Element {
  const { locale } = world;
  return (
    <div class="composer" id="too-late">
      <div class="composer__error" role="alert" tabIndex={-1}>
        {draft.complaints.map((complaint) => (
          <p key={complaint.message}>{locale.message(complaint.message, complaint.values)}</p>
        ))}
      </div>
      <p class="field">
        <label for="too-late-text">{locale.message("compose.text")}</label>
        <textarea id="too-late-text" rows={5} dir="auto" readOnly value={draft.typed.text} />
      </p>
    </div>
  );
}

/** The address of a page of a discussion. */
export function threadHref(
  story: Story,
  { sort, page, per }: { sort: Sort; page: number; per: number },
): string {
  return `${storyPath(story.slug)}?sort=${sort}${page > 1 ? `&page=${page}` : ""}&per=${per}`;
}

function List(props: DiscussionProps): JSX.Element {
  const { world, story, thread, sort, per } = props;
  const { locale } = world;
  const talk: Talk = {
    world,
    story,
    isOpen: isOpen(story.discussion, world.now),
    ownIds: thread.ownIds,
    recommended: thread.personal.recommended,
    muted: thread.personal.muted,
    topLevel: 0,
  };
  const isEmpty = thread.branches.length === 0 && thread.own.length === 0;
  return (
    <div class="below__list" id="comments">
      {!isEmpty && (
        <nav class="sort" aria-label={locale.message("sort.label")}>
          <span class="label" aria-hidden="true">
            {locale.message("sort.label")}
          </span>
          {sorts.map((each) => (
            <a
              key={each}
              href={`${world.href(threadHref(story, { sort: each, page: 1, per }))}#comments`}
              {...(each === sort ? { "aria-current": "true" as const } : {})}
            >
              {locale.message(`sort.${each}`)}
            </a>
          ))}
        </nav>
      )}
      <div class="talk">
        {isEmpty ? (
          <p class="quiet">{locale.message(talk.isOpen ? "below.none" : "below.noneClosed")}</p>
        ) : (
          <ol class="thread" data-thread="root">
            {thread.own.map((branch) => (
              <BranchItem key={branch.comment.id} talk={talk} branch={branch} />
            ))}
            <Branches talk={talk} branches={thread.branches} sort={sort} />
          </ol>
        )}
        {(thread.pages > 1 || thread.branches.length > 10) && (
          <Pager
            world={world}
            page={thread.page}
            pages={thread.pages}
            per={per}
            hrefOf={(page, size) => `${world.href(threadHref(story, { sort, page, per: size }))}#comments`}
          />
        )}
      </div>
    </div>
  );
}

/** The threads of a page; in an order by time with a mark where the story was updated in between. */
function Branches({
  talk,
  branches,
  sort,
}: {
  talk: Talk;
  branches: readonly Branch[];
  sort: Sort;
}): JSX.Element {
  const isByTime = sort === "newest" || sort === "oldest";
  return (
    <>
      {branches.map((branch, index) => {
        const previous = branches[index - 1];
        const update = isByTime && previous ? updateBetween(talk.story, previous, branch) : null;
        return (
          <>
            {update && <TideMark key={`tide-${branch.comment.id}`} talk={talk} update={update} />}
            <BranchItem key={branch.comment.id} talk={talk} branch={branch} />
          </>
        );
      })}
    </>
  );
}

function updateBetween(story: Story, one: Branch, other: Branch): StoryNote | null {
  const earlier = Math.min(one.comment.revision, other.comment.revision);
  const later = Math.max(one.comment.revision, other.comment.revision);
  const update = updateAfter(story, earlier);
  return update && update.revision <= later ? update : null;
}

function TideMark({ talk, update }: { talk: Talk; update: StoryNote }): JSX.Element {
  const { world, story } = talk;
  return (
    <li class="tidemark">
      <a href={world.href(`${storyPath(story.slug)}#${noteId(update)}`)}>
        <Time at={update.at}>
          {world.locale.message("comment.tide", { hour: world.locale.hour(update.at) })}
        </Time>
      </a>
    </li>
  );
}
