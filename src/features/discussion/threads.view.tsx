import type { JSX } from "preact";
import { Time } from "../../platform/html/components.tsx";
import { slot } from "../../platform/html/slots.ts";
import { isOpen, type Story, type StoryNote, storyPath } from "../stories/story.ts";
import { noteId } from "../stories/story.view.tsx";
import { type Sort, sorts } from "./comment.ts";
import { BranchItem, type Talk, updateAfter } from "./comment.view.tsx";
import type { DiscussionProps } from "./discussion.view.tsx";
import { Pager } from "./pager.view.tsx";
import type { Branch } from "./thread-page.ts";

/** The address of a page of a discussion. */
export function threadHref(
  story: Story,
  { sort, page, per }: { sort: Sort; page: number; per: number },
): string {
  return `${storyPath(story.slug)}?sort=${sort}${page > 1 ? `&page=${page}` : ""}&per=${per}`;
}

/** A page of the discussion as its comments see it. */
function talkOf({ world, story, thread, slots }: DiscussionProps): Talk {
  return {
    world,
    story,
    isOpen: isOpen(story.discussion, world.now),
    ownIds: thread.ownIds,
    own: thread.told,
    recommended: thread.personal.recommended,
    muted: thread.personal.muted,
    topLevel: 0,
    slots: slots?.through(talkOf),
  };
}

/** What readers say, a page of it. */
export function ThreadList(props: DiscussionProps): JSX.Element {
  const isEmpty = props.thread.branches.length === 0;
  return (
    <div class="below__list" id="comments">
      {isEmpty ? (
        slot(props.slots, props, {
          // Where nobody else sees anything, one's own comments are all that there is.
          theirs: (theirs) =>
            theirs.thread.own.length > 0 ? <Threads {...theirs} slots={undefined} /> : null,
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
            theirs: (theirs) => (theirs.thread.own.length > 0 ? <OwnItems {...theirs} /> : null),
            everybody: () => null,
          })}
          <Branches talk={talkOf(props)} branches={thread.branches} sort={sort} />
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
      {props.thread.own.map((branch) => (
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
        const update =
          isByTime && previous?.comment.pinnedAt === null
            ? updateBetween(talk.story, previous, branch)
            : null;
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
