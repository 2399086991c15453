import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { Time } from "../../platform/html/components.tsx";
import { Page } from "../sites/page.view.tsx";
import type { OpenSite } from "../sites/sites.ts";
import { Picture } from "../stories/picture.view.tsx";
import { type StoryCard, sectionPath, storyPath } from "../stories/story.ts";
import { Mark, Teaser } from "../stories/teaser.view.tsx";
import { authorName } from "./author-name.ts";
import type { LatestGroup } from "./latest.ts";
import { LatestItems, plain } from "./latest.view.tsx";
import { InvitationBlock, Ranked } from "./story-page.view.tsx";
import { cutAtWord } from "../../platform/text/clean.ts";

export interface FrontProps {
  world: World;
  lead: StoryCard | null;
  seconds: readonly StoryCard[];
  thirds: readonly StoryCard[];
  sections: readonly { section: OpenSite["sections"][number]; stories: readonly StoryCard[] }[];
  /** Further stories, in no section's row. */
  rest: readonly StoryCard[];
  latest: readonly LatestGroup[];
  leadComments: LatestGroup | null;
  discussed: readonly StoryCard[];
  commentsToday: number;
}

/** The front page: the lead, the day's other stories, what readers say, and each section. */
export function FrontPage(props: FrontProps): JSX.Element {
  const { world, lead } = props;
  const { site, locale, now } = world;
  return (
    <Page
      world={world}
      title={locale.message("front.title", { site: site.name, day: locale.fullDay(now) })}
      kind="p-front"
      description={site.tagline}
      path="/"
      head={<FeedLinks world={world} />}
    >
      <main id="content">
        {lead ? (
          <News {...props} lead={lead} />
        ) : (
          <div class="wrap plain__head">
            <h2>{locale.message("front.empty")}</h2>
            <p>{locale.message("front.empty.about")}</p>
          </div>
        )}
      </main>
    </Page>
  );
}

function FeedLinks({ world }: { world: World }): JSX.Element {
  return (
    <>
      <link
        rel="alternate"
        type="application/rss+xml"
        title={world.site.name}
        href={world.href("/feeds/stories.rss")}
      />
      <link
        rel="alternate"
        type="application/feed+json"
        title={world.site.name}
        href={world.href("/feeds/stories.json")}
      />
    </>
  );
}

function News(props: FrontProps & { lead: StoryCard }): JSX.Element {
  const { world, seconds, thirds, sections, rest } = props;
  return (
    <>
      <Lead {...props} />
      {seconds.length > 0 && (
        <div class="wrap">
          <div class="cols seconds">
            {seconds.map((story) => (
              <Teaser key={story.id} world={world} story={story} size="second" picture excerpt />
            ))}
            {thirds.length > 0 && (
              <div class="stack">
                {thirds.map((story) => (
                  <Teaser key={story.id} world={world} story={story} excerpt />
                ))}
              </div>
            )}
          </div>
        </div>
      )}
      <Band {...props} />
      <div class="wrap below-front">
        {sections.map(({ section, stories }) => (
          <section class="desk-row" aria-labelledby={`s-${section.slug}`} key={section.slug}>
            <h2 id={`s-${section.slug}`}>
              <a href={world.href(sectionPath(section.slug))}>{section.name}</a>
            </h2>
            <div class="cols cols--4">
              {stories.map((story) => (
                <Teaser key={story.id} world={world} story={story} picture excerpt />
              ))}
            </div>
          </section>
        ))}
        <section class="desk-row" aria-labelledby="s-latest">
          <h2 id="s-latest">
            <a href={world.href("/stories")}>{world.locale.message("front.latest")}</a>
          </h2>
          {rest.length > 0 ? (
            <div class="cols cols--4">
              {rest.map((story) => (
                <Teaser key={story.id} world={world} story={story} excerpt />
              ))}
            </div>
          ) : (
            <p>
              <a class="more" href={world.href("/stories")}>
                {world.locale.message("section.older")}
              </a>
            </p>
          )}
        </section>
      </div>
      <FrontInvitation world={world} lead={props.lead} />
    </>
  );
}

function Lead({ world, lead, leadComments }: FrontProps & { lead: StoryCard }): JSX.Element {
  const { locale, now } = world;
  const href = world.href(storyPath(lead.slug));
  const isUpdated = lead.updatedAt > lead.publishedAt;
  const when = locale.moment(isUpdated ? lead.updatedAt : lead.publishedAt, now);
  return (
    <article class="wrap lead" id="lead">
      <Mark world={world} story={lead} />
      <h2>
        <a href={href}>{lead.headline}</a>
      </h2>
      <div class="lead__grid">
        {lead.picture && lead.picture.renditions.length > 0 && (
          <figure class="picture">
            <div class="frame">
              <Picture world={world} figure={lead.picture} sizes="(width < 60rem) 92vw, 50rem" eager />
            </div>
            <figcaption>
              <span class="caption">
                {lead.picture.caption}{" "}
                {lead.picture.credit && (
                  <span class="credit">
                    {locale.message("story.credit", { credit: lead.picture.credit })}
                  </span>
                )}
              </span>
            </figcaption>
          </figure>
        )}
        <div class="lead__text">
          <p class="standfirst">{lead.standfirst || lead.excerpt}</p>
          <p class="byline">
            {lead.bylines.length > 0 && `${locale.message("story.by")} `}
            <b>
              <bdi>{lead.bylines.map((byline) => byline.name).join(locale.message("list.join"))}</bdi>
            </b>
            <span class="agate">
              <Time at={isUpdated ? lead.updatedAt : lead.publishedAt}>
                {locale.message(isUpdated ? "story.updated" : "story.published", { when })}
              </Time>
            </span>
          </p>
          <LeadTalk world={world} lead={lead} group={leadComments} />
        </div>
      </div>
    </article>
  );
}

function LeadTalk({ world, lead, group }: { world: World; lead: StoryCard; group: LatestGroup | null }) {
  const { locale } = world;
  if (lead.discussionMode === "hidden") return null;
  const comment = group?.comments.at(-1);
  return (
    <div class="said">
      {comment && (
        <>
          <p class="who">
            <b>
              <bdi>{authorName(locale, comment.authorName)}</bdi>
            </b>
            <span class="sep" />
            <Time at={comment.createdAt}>{locale.hour(comment.createdAt)}</Time>
          </p>
          <blockquote dir="auto" lang={comment.language ?? undefined}>
            {cutAtWord(plain(comment.text), 150)}
          </blockquote>
        </>
      )}
      <a class="storycount" href={`${world.href(storyPath(lead.slug))}#below`}>
        <span class="count">{locale.number(lead.commentCount)}</span> {locale.message("story.belowTheLine")}
      </a>
    </div>
  );
}

/** More comments than this a day are not counted: that would take longer than all the rest of the page. */
export const countedToday = 10_000;

function Band({ world, latest, discussed, commentsToday }: FrontProps): JSX.Element | null {
  if (latest.length === 0) return null;
  const { locale } = world;
  return (
    <section class="band" aria-labelledby="band-h">
      <div class="wrap cols">
        <header class="band__head">
          <p class="below__count" aria-hidden="true">
            {locale.number(commentsToday)}
            {commentsToday >= countedToday && "+"}
          </p>
          <h2 id="band-h">
            <span class="vh">{locale.message("comments.count", { n: commentsToday })} </span>
            {locale.message("front.below")}
          </h2>
          <p>
            {locale.message("front.below.about")}{" "}
            <a class="link" href={world.href("/latest-comments")}>
              {locale.message("said.all")}
            </a>
          </p>
        </header>
        <ol class="quotes">
          <LatestItems world={world} groups={latest} />
        </ol>
        {discussed.length > 0 && (
          <section aria-labelledby="most-h">
            <div class="head">
              <h3 id="most-h">{locale.message("discussed.heading")}</h3>
            </div>
            <Ranked world={world} stories={discussed} />
          </section>
        )}
      </div>
    </section>
  );
}

function FrontInvitation({ world, lead }: { world: World; lead: StoryCard }): JSX.Element {
  const { locale } = world;
  const link = (href: string, id: "comment" | "answer" | "feed") => ({
    href: world.href(href),
    label: locale.message(`invite.${id}`),
    about: locale.message(`invite.${id}.about`),
  });
  return (
    <InvitationBlock
      world={world}
      heading={locale.message("invite.front.heading")}
      links={[
        ...(lead.discussionMode === "hidden" ? [] : [link(`${storyPath(lead.slug)}#below`, "comment")]),
        link("/latest-comments", "answer"),
        link("/feeds", "feed"),
      ]}
    />
  );
}
