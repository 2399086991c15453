import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { Page } from "../sites/page.view.tsx";
import type { StoryCard } from "../stories/story.ts";
import { Teaser } from "../stories/teaser.view.tsx";
import type { LatestGroup } from "./latest.ts";
import { LatestItems } from "./latest.view.tsx";

export interface StoryListProps {
  world: World;
  heading: string;
  path: string;
  section: string | null;
  stories: readonly StoryCard[];
  /** Address of what is older; null at the end. */
  older: string | null;
  isFirst: boolean;
  feed: string | null;
}

/** The stories of a section or a tag, newest first. */
export function StoryListPage(props: StoryListProps): JSX.Element {
  const { world, heading, path, section, stories, older, isFirst, feed } = props;
  const { locale, site } = world;
  return (
    <Page
      world={world}
      title={`${heading} – ${site.name}`}
      kind="p-plain"
      path={path}
      section={section}
      indexed={isFirst}
      head={
        feed && (
          <link rel="alternate" type="application/rss+xml" title={heading} href={world.href(`${feed}.rss`)} />
        )
      }
    >
      <main id="content">
        <div class="wrap plain__head">
          <h1>{heading}</h1>
          {feed && (
            <p>
              <a class="link" href={world.href(`${feed}.rss`)}>
                {locale.message("section.feed")}
              </a>
            </p>
          )}
        </div>
        <div class="wrap">
          {stories.length === 0 ? (
            <p class="quiet">{locale.message("section.empty")}</p>
          ) : (
            <>
              <h2 class="vh">{locale.message("front.latest")}</h2>
              <div class="cols cols--3 listing">
                {stories.map((story) => (
                  <Teaser key={story.id} world={world} story={story} picture excerpt />
                ))}
              </div>
            </>
          )}
          <p class="listing__nav">
            {!isFirst && (
              <a class="more" href={world.href(path)}>
                {locale.message("section.newest")}
              </a>
            )}
            {older && (
              <a class="more" href={world.href(older)} rel="next">
                {locale.message("section.older")}
              </a>
            )}
          </p>
        </div>
      </main>
    </Page>
  );
}

export interface LatestPageProps {
  world: World;
  groups: readonly LatestGroup[];
  older: string | null;
  isFirst: boolean;
}

/** The latest comments of the whole site, gathered by story. */
export function LatestPage({ world, groups, older, isFirst }: LatestPageProps): JSX.Element {
  const { locale, site } = world;
  return (
    <Page
      world={world}
      title={`${locale.message("latest.heading")} – ${site.name}`}
      kind="p-plain"
      path="/latest-comments"
      section="latest-comments"
      indexed={isFirst}
    >
      <main id="content">
        <div class="wrap plain__head">
          <h1>{locale.message("latest.heading")}</h1>
          <p>{locale.message("latest.about")}</p>
        </div>
        <section class="band" aria-label={locale.message("latest.heading")}>
          <div class="wrap plain__body">
            {groups.length === 0 ? (
              <p class="quiet">{locale.message("said.none")}</p>
            ) : (
              <ol class="quotes quotes--page">
                <LatestItems world={world} groups={groups} />
              </ol>
            )}
            <p class="listing__nav">
              {!isFirst && (
                <a class="more" href={world.href("/latest-comments")}>
                  {locale.message("section.newest")}
                </a>
              )}
              {older && (
                <a class="more" href={world.href(older)} rel="next">
                  {locale.message("pager.next")}
                </a>
              )}
            </p>
          </div>
        </section>
      </main>
    </Page>
  );
}
