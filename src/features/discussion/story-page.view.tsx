import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { Page } from "../sites/page.view.tsx";
import { countLabel } from "../../platform/html/components.tsx";
import { cutAtWord } from "../../platform/text/clean.ts";
import { type Story, type StoryCard, storyPath } from "../stories/story.ts";
import { StoryArticle, type Translation } from "../stories/story.view.tsx";
import { Teaser } from "../stories/teaser.view.tsx";
import { DiscussionSection, type DiscussionProps } from "./discussion.view.tsx";
import type { LatestGroup } from "./latest.ts";
import { WhatReadersSay } from "./latest.view.tsx";
import { StoryHead } from "./story-head.view.tsx";

export interface StoryPageProps extends DiscussionProps {
  elsewhere: readonly StoryCard[];
  discussed: readonly StoryCard[];
  latest: readonly LatestGroup[];
  translations: readonly Translation[];
}

/** A story's page: the story, what stands beside it, and what readers say below the line. */
export function StoryPage(props: StoryPageProps): JSX.Element {
  const { world, story } = props;
  const { locale, site } = world;
  const section = site.sections.find((each) => each.id === story.sectionId);
  return (
    <Page
      world={world}
      title={`${story.headline} – ${site.name}`}
      kind="p-story"
      description={story.standfirst || cutAtWord(story.excerpt, 160)}
      path={storyPath(story.slug)}
      section={section?.slug ?? null}
      skips={[
        { href: "#story", label: locale.message("skip.story") },
        { href: "#below", label: locale.message("skip.comments") },
      ]}
      head={<StoryHead {...props} />}
      slots={props.slots}
    >
      <main>
        <StoryArticle
          world={world}
          story={story}
          translations={props.translations}
          side={<Side {...props} />}
        />
        <Invitation world={world} story={story} />
        <DiscussionSection {...props} />
      </main>
    </Page>
  );
}

function Side({ world, elsewhere, discussed, latest }: StoryPageProps): JSX.Element {
  const { locale } = world;
  return (
    <aside class="side" aria-label={locale.message("story.more")}>
      {elsewhere.length > 0 && (
        <section aria-labelledby="elsewhere">
          <div class="head">
            <h2 id="elsewhere">{locale.message("story.elsewhere")}</h2>
          </div>
          <div class="stack">
            {elsewhere.map((story, index) => (
              <Teaser key={story.id} world={world} story={story} picture={index < 3} excerpt={index < 4} />
            ))}
          </div>
        </section>
      )}
      {discussed.length > 0 && (
        <section aria-labelledby="discussed">
          <div class="head">
            <h2 id="discussed">{locale.message("discussed.heading")}</h2>
          </div>
          <Ranked world={world} stories={discussed} />
        </section>
      )}
      <WhatReadersSay world={world} groups={latest} />
    </aside>
  );
}

/** Stories by their number of comments. */
export function Ranked({ world, stories }: { world: World; stories: readonly StoryCard[] }): JSX.Element {
  return (
    <ol class="ranked">
      {stories.map((story) => {
        const href = world.href(storyPath(story.slug));
        return (
          <li key={story.id}>
            <a href={href}>{story.headline}</a>
            <a class="count" href={`${href}#below`} aria-label={countLabel(story.commentCount, world.locale)}>
              {world.locale.number(story.commentCount)}
            </a>
          </li>
        );
      })}
    </ol>
  );
}

function Invitation({ world, story }: { world: World; story: Story }): JSX.Element {
  const { locale } = world;
  const feed = `/feeds/stories/${encodeURIComponent(story.slug)}.atom`;
  const isTalkedAbout = story.discussion.mode !== "hidden";
  return (
    <InvitationBlock
      world={world}
      heading={locale.message("invite.heading")}
      links={[
        ...(isTalkedAbout
          ? [
              {
                href: "#below",
                label: locale.message("invite.comment"),
                about: locale.message("invite.comment.about"),
              },
            ]
          : []),
        {
          href: world.href("/latest-comments"),
          label: locale.message("invite.answer"),
          about: locale.message("invite.answer.about"),
        },
        ...(isTalkedAbout
          ? [
              {
                href: world.href(feed),
                label: locale.message("invite.feed"),
                about: locale.message("invite.feed.about"),
              },
            ]
          : []),
      ]}
    />
  );
}

interface InvitationLink {
  href: string;
  label: string;
  about: string;
}

/** An invitation to take part, with what there is to take part in. */
export function InvitationBlock({
  world,
  heading,
  links,
}: {
  world: World;
  heading: string;
  links: readonly InvitationLink[];
}): JSX.Element {
  const { locale, site } = world;
  const { contactEmail } = site.settings;
  return (
    <section class="wrap" aria-labelledby="invite">
      <div class="invite">
        <div class="invite__in">
          <div>
            <h2 id="invite">{heading}</h2>
            <p>{locale.message("invite.text")}</p>
          </div>
          <ul>
            {links.map(({ href, label, about }) => (
              <li key={href}>
                <a href={href}>
                  <b>{label}</b> {about}
                </a>
              </li>
            ))}
            {contactEmail && (
              <li>
                <a href={`mailto:${contactEmail}`}>
                  <b>{locale.message("invite.write")}</b> {contactEmail}
                </a>
              </li>
            )}
          </ul>
        </div>
      </div>
    </section>
  );
}
