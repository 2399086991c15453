import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { Html, Time } from "../../platform/html/components.tsx";
import { withBase } from "../../platform/html/safe-html.ts";
import { type Places, slot } from "../../platform/html/slots.ts";
import { renderStoryMarkdown } from "../../platform/text/markdown.ts";
import { isOpen, type Story, type StoryNote, storyPath } from "../stories/story.ts";
import { noteId } from "../stories/story.view.tsx";
import { type Sort, sorts } from "./comment.ts";
import type { HourCount } from "./comment.store.ts";
import { BranchItem, type Talk, updateAfter } from "./comment.view.tsx";
import { Composer, type Draft, emptyDraft } from "./composer.view.tsx";
import { Gauge } from "./gauge.view.tsx";
import type { Mine } from "./mine.ts";
import { Pager } from "./pager.view.tsx";
import type { Branch, ThreadPage } from "./thread-page.ts";

export interface DiscussionProps {
  world: World;
  story: Story;
  thread: ThreadPage;
  sort: Sort;
  per: number;
  draft: Draft;
  requestKey: string;
  /** How many comments were written in each of its last hours. */
  hours: readonly HourCount[];
  /** What the page is to its reader. */
  mine: Mine;
  /** On a page that many readers share: takes the places that may look otherwise to one of them. */
  slots?: Places<DiscussionProps> | undefined;
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
        {isOpen(story.discussion, world.now) && <Perks world={world} />}
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

/** What happens to a comment after it is sent, told before. */
export function afterwards(world: World, story: Story): string {
  const { locale, site } = world;
  const isHeld = story.discussion.mode === "premoderated" || site.settings.guestsArePremoderated;
  return [
    site.settings.nameRequired
      ? ""
      : locale.message("compose.name.none", { name: locale.message("comment.guestName") }),
    isHeld ? locale.message("compose.held") : "",
    site.settings.editMinutes > 0 ? locale.message("compose.guest", { n: site.settings.editMinutes }) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** The form; as everybody finds it, it is rendered once. */
function composerOf(props: DiscussionProps): JSX.Element | null {
  const { world, story } = props;
  const stamp = [world.site, story.slug, story.discussion.mode];
  return slot(props.slots, props, {
    theirs: (theirs) =>
      theirs.draft === emptyDraft && theirs.requestKey === "" ? null : <StoryComposer {...theirs} />,
    everybody: () =>
      world.ctx.fragments.get(`composer ${story.id}`, stamp, () => (
        <StoryComposer {...props} draft={emptyDraft} requestKey="" />
      )),
    often: true,
  });
}

function StoryComposer({ world, story, draft, requestKey }: DiscussionProps): JSX.Element {
  const { locale, site } = world;
  return (
    <>
      <Composer
        world={world}
        action={world.href(`${storyPath(story.slug)}/comments`)}
        heading={locale.message("compose.heading")}
        submit={locale.message("compose.post")}
        draft={draft}
        requestKey={requestKey}
        note={afterwards(world, story)}
      />
      {site.settings.challenge && (
        <noscript>
          <p class="note">{locale.message("compose.challenge.noscript")}</p>
        </noscript>
      )}
    </>
  );
}

function Perks({ world }: { world: World }): JSX.Element {
  const { locale, site } = world;
  const { editMinutes } = site.settings;
  return (
    <aside class="below__perks perks" aria-labelledby="perks-h">
      <h3 id="perks-h">{locale.message("perks.heading")}</h3>
      <ul class="plain">
        <li>{locale.message("perks.post")}</li>
        {editMinutes > 0 && <li>{locale.message("perks.edit", { n: editMinutes })}</li>}
        <li>{locale.message("perks.own")}</li>
        <li>{locale.message("perks.recommend")}</li>
      </ul>
    </aside>
  );
}

/** The address of a page of a discussion. */
export function threadHref(
  story: Story,
  { sort, page, per }: { sort: Sort; page: number; per: number },
): string {
  return `${storyPath(story.slug)}?sort=${sort}${page > 1 ? `&page=${page}` : ""}&per=${per}`;
}

/** A page of the discussion as its comments see it. */
function talkOf({ world, story, mine, slots }: DiscussionProps): Talk {
  return {
    world,
    story,
    isOpen: isOpen(story.discussion, world.now),
    ownIds: mine.ownIds,
    recommended: mine.recommended,
    topLevel: 0,
    slots: slots?.through(talkOf),
  };
}

function List(props: DiscussionProps): JSX.Element {
  const isEmpty = props.thread.branches.length === 0;
  return (
    <div class="below__list" id="comments">
      {isEmpty ? (
        slot(props.slots, props, {
          // Where nobody else sees anything, one's own comments are all that there is.
          theirs: (theirs) => (theirs.mine.own.length > 0 ? <Threads {...theirs} slots={undefined} /> : null),
          everybody: () => <NoThreads {...props} />,
        })
      ) : (
        <Threads {...props} />
      )}
    </div>
  );
}

function NoThreads({ world, story }: DiscussionProps): JSX.Element {
  const message = isOpen(story.discussion, world.now) ? "below.none" : "below.noneClosed";
  return (
    <div class="talk">
      <p class="quiet">{world.locale.message(message)}</p>
    </div>
  );
}

function Threads(props: DiscussionProps): JSX.Element {
  const { world, story, thread, sort, per } = props;
  const { locale } = world;
  const talk = talkOf(props);
  return (
    <>
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
      <div class="talk">
        <ol class="thread" data-thread="root">
          {slot(props.slots, props, {
            theirs: (theirs) => (theirs.mine.own.length > 0 ? <OwnItems {...theirs} /> : null),
            everybody: () => null,
          })}
          <Branches talk={talk} branches={thread.branches} sort={sort} />
        </ol>
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
    </>
  );
}

/** Comments that wait for an editor, or were refused: only their writer sees them. */
function OwnItems(props: DiscussionProps): JSX.Element {
  const talk = { ...talkOf(props), slots: undefined };
  return (
    <>
      {props.mine.own.map((branch) => (
        <BranchItem key={branch.comment.id} talk={talk} branch={branch} />
      ))}
    </>
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
