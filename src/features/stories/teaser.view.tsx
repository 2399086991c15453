import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { ageStamp, Ago, Count } from "../../platform/html/components.tsx";
import { cutAtWord } from "../../platform/text/clean.ts";
import { Picture } from "./picture.view.tsx";
import { type StoryCard, storyPath } from "./story.ts";

interface TeaserProps {
  world: World;
  story: StoryCard;
  /** "second": larger, on the front page. */
  size?: "plain" | "second";
  picture?: boolean;
  excerpt?: boolean;
}

/** A headline that leads somewhere: rendered once until something of it changes. */
export function Teaser(props: TeaserProps): JSX.Element {
  const { world, story, size = "plain", picture = false, excerpt = false } = props;
  const { headline, standfirst, slug, language, confidence, weight, commentCount, discussionMode } = story;
  const own = [headline, standfirst, story.excerpt, slug, language, confidence, weight, story.picture];
  const age = ageStamp(story.publishedAt, world.now, world.locale);
  return world.ctx.fragments.get(
    `teaser ${story.id} ${size} ${picture} ${excerpt}`,
    [world.site, age, commentCount, discussionMode, ...own],
    () => <FreshTeaser {...props} />,
  );
}

function FreshTeaser({ world, story, size = "plain", picture, excerpt }: TeaserProps): JSX.Element {
  const { locale, now } = world;
  const href = world.href(storyPath(story.slug));
  const classes = ["teaser"];
  if (size === "second") classes.push("second", story.weight === "feature" ? "feature" : "news");
  else if (story.weight === "feature") classes.push("teaser--feature");
  const sizes = size === "second" ? "(width < 60rem) 92vw, 30rem" : "(width < 44rem) 92vw, 19rem";
  return (
    <article class={classes.join(" ")}>
      {picture && story.picture && <Picture world={world} figure={story.picture} sizes={sizes} alt="" />}
      <Mark world={world} story={story} />
      <h3>
        <a href={href} lang={langOf(world, story.language)}>
          {story.headline}
        </a>
      </h3>
      {excerpt && <p>{story.standfirst || cutAtWord(story.excerpt, 160)}</p>}
      <div class="meta">
        <Ago at={story.publishedAt} now={now} locale={locale} />
        {story.discussionMode !== "hidden" && (
          <Count n={story.commentCount} href={`${href}#below`} locale={locale} />
        )}
      </div>
    </article>
  );
}

/** What isn't confirmed yet says so wherever its headline stands. */
export function Mark({ world, story }: { world: World; story: StoryCard }): JSX.Element | null {
  if (story.confidence === "confirmed") return null;
  return <span class="confidence">{world.locale.message(`confidence.${story.confidence}`)}</span>;
}

/** The `lang` of something that may be in another language than the page. */
export function langOf(world: World, language: string | null): string | undefined {
  return language === null || language === world.site.language ? undefined : language;
}
