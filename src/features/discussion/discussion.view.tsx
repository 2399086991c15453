import type { JSX } from "preact";
import type { World } from "../../context.ts";
import type { Locale } from "../../platform/html/locale.ts";
import { Html } from "../../platform/html/components.tsx";
import { withBase } from "../../platform/html/safe-html.ts";
import { type Places, slot } from "../../platform/html/slots.ts";
import { renderStoryMarkdown } from "../../platform/text/markdown.ts";
import { isOpen, type Story } from "../stories/story.ts";
import type { Sort } from "./comment.ts";
import type { HourCount } from "./comment.store.ts";
import type { Draft } from "./composer.view.tsx";
import { Gauge } from "./gauge.view.tsx";
import { Perks } from "./perks.view.tsx";
import type { OwnThread } from "./read-discussion.ts";
import { composerOf } from "./story-composer.view.tsx";
import { ThreadList } from "./threads.view.tsx";

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
        {isOpen(story.discussion, world.now) && perksOf(props)}
        <ThreadList {...props} />
        <aside class="below__side">
          <Gauge world={world} story={story} hours={props.hours} />
        </aside>
      </div>
    </section>
  );
}

function perksOf(props: DiscussionProps): JSX.Element | null {
  const { world, story } = props;
  return slot(props.slots, props, {
    theirs: ({ thread }) =>
      thread.personal.isFollowing ? <Perks world={world} story={story} isFollowing /> : null,
    everybody: () => <Perks world={world} story={story} isFollowing={false} />,
  });
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
  const { notice, preset } = story.discussion;
  if (!notice && !preset) return null;
  return (
    <div class="notice">
      <p class="label">{world.locale.message("notice.label")}</p>
      {preset && <p class="notice__text">{world.locale.message(`preset.${preset}.notice`)}</p>}
      {notice && <Html of={withBase(renderStoryMarkdown(notice), world.href(""))} class="notice__text" />}
    </div>
  );
}

function Closed({ world, story, draft }: DiscussionProps): JSX.Element {
  const { locale, now } = world;
  return (
    <>
      <p class="quiet">{closedWords(story, locale, now)}</p>
      {draft.complaints.length > 0 && <TooLate world={world} draft={draft} />}
    </>
  );
}

function closedWords({ discussion }: Story, locale: Locale, now: number): string {
  const { closesAt, duty, ...rest } = discussion;
  if (closesAt !== null && closesAt <= now)
    return locale.message("below.closedAt", { when: locale.moment(closesAt, now) });
  // It would be open, were anybody there.
  if (duty?.turnsAt && isOpen({ ...rest, closesAt }, now))
    return locale.message("hours.closed", { when: locale.moment(duty.turnsAt, now) });
  return locale.message("below.closed");
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
