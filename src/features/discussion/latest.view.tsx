import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { ageStamp, Ago, Count } from "../../platform/html/components.tsx";
import { cutAtWord } from "../../platform/text/clean.ts";
import { commentPath, type StoryCard, storyPath } from "../stories/story.ts";
import type { Latest } from "./comment.store.ts";
import type { LatestGroup } from "./latest.ts";
import { authorName } from "./author-name.ts";

const excerptLength = 150;
const longestSource = 1000;

/** Groups of latest comments as the items of a list. */
export function LatestItems({
  world,
  groups,
}: {
  world: World;
  groups: readonly LatestGroup[];
}): JSX.Element {
  return (
    <>
      {groups.map(({ story, comments }) => (
        <li key={story.id}>
          {comments.map((comment) => keptQuote(world, comment))}
          <OnStory world={world} story={story} />
        </li>
      ))}
    </>
  );
}

/** A quote, rendered once until something of it changes. */
function keptQuote(world: World, comment: Latest): JSX.Element {
  const { id, authorName: author, text, language, createdAt } = comment;
  const stamp = [world.site, ageStamp(createdAt, world.now, world.locale), author, text, language];
  return world.ctx.fragments.get(`quote ${id}`, stamp, () => <LatestQuote world={world} comment={comment} />);
}

function LatestQuote({ world, comment }: { world: World; comment: Latest }): JSX.Element {
  return (
    <div class="saying">
      <p class="who">
        <b>
          <bdi>{authorName(world.locale, comment.authorName)}</bdi>
        </b>
        <span class="sep" />
        <Ago at={comment.createdAt} now={world.now} locale={world.locale} />
      </p>
      <blockquote dir="auto" lang={comment.language ?? undefined}>
        <a href={world.href(commentPath(comment.id))}>{cutAtWord(plain(comment.text), excerptLength)}</a>
      </blockquote>
    </div>
  );
}

function OnStory({ world, story }: { world: World; story: StoryCard }): JSX.Element {
  const href = world.href(storyPath(story.slug));
  return (
    <p class="on">
      <span>
        <a href={href}>{story.headline}</a>{" "}
        <span class="agate">
          <Ago at={story.publishedAt} now={world.now} locale={world.locale} />
        </span>
      </span>
      <Count n={story.commentCount} href={`${href}#below`} locale={world.locale} />
    </p>
  );
}

/** A comment's source without the signs of its Markdown, quotes of others left out where there is more. */
export function plain(markdown: string): string {
  const own = markdown.replace(/^>.*$/gmu, "").trim();
  // Links and emphasis are sought in the beginning alone: the search takes the square of its length.
  return (own || markdown.replace(/^>\s?/gmu, ""))
    .slice(0, longestSource)
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(^|\s)[*+-] /gmu, "$1")
    .replace(/[*_`]{1,2}(\S(?:.*?\S)?)[*_`]{1,2}/gu, "$1");
}

/** "What readers say": the latest comments of the whole site, on green paper above the line. */
export function WhatReadersSay({
  world,
  groups,
}: {
  world: World;
  groups: readonly LatestGroup[];
}): JSX.Element {
  const { locale } = world;
  return (
    <section class="said" aria-labelledby="said">
      <h2 id="said">{locale.message("said.heading")}</h2>
      {groups.length === 0 ? (
        <p class="note">{locale.message("said.none")}</p>
      ) : (
        <>
          <ol>
            <LatestItems world={world} groups={groups} />
          </ol>
          <p class="said__all">
            <a class="link" href={world.href("/latest-comments")}>
              {locale.message("said.all")}
            </a>
          </p>
        </>
      )}
    </section>
  );
}
