import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../context.ts";
import { Html, Time } from "../../platform/html/components.tsx";
import { escapeHtml, type SafeHtml, storedHtml, withBase } from "../../platform/html/safe-html.ts";
import { languageName } from "../sites/page.view.tsx";
import { FigureBlock } from "./picture.view.tsx";
import { type Figure, readingMinutes, type Story, type StoryNote, sectionPath, tagPath } from "./story.ts";

/** The same story in another edition. */
export interface Translation {
  language: string;
  url: string;
}

/** A story above the line: head, meta, figures, text, notes. `side` stands beside it. */
export function StoryArticle({
  world,
  story,
  translations,
  side,
}: {
  world: World;
  story: Story;
  translations: readonly Translation[];
  side: ComponentChildren;
}): JSX.Element {
  const lead = story.figures.filter((figure) => figure.placement === "lead");
  return (
    <div class="wrap spread spread--story">
      <article class="story" id="story">
        <StoryHead world={world} story={story} />
        {story.standfirst && <p class="standfirst">{story.standfirst}</p>}
        <StoryMeta world={world} story={story} translations={translations} />
        {lead[0] && <FigureBlock world={world} figure={lead[0]} sizes="(width < 79rem) 96vw, 53rem" eager />}
        <div class="story__body prose">
          {keptBody(world, story)}
          {lead.slice(1).map((figure) => (
            <FigureBlock
              key={figure.position}
              world={world}
              figure={figure}
              sizes="(width < 40rem) 96vw, 37rem"
            />
          ))}
          {story.notes
            .filter((note) => note.kind === "correction")
            .map((note) => (
              <Correction key={note.at} world={world} note={note} />
            ))}
          <Tags world={world} story={story} />
        </div>
      </article>
      {side}
    </div>
  );
}

function StoryHead({ world, story }: { world: World; story: Story }): JSX.Element {
  const section = world.site.sections.find((each) => each.id === story.sectionId);
  return (
    <header class="story__head">
      {section && (
        <p class="kicker">
          <a href={world.href(sectionPath(section.slug))}>{section.name}</a>
        </p>
      )}
      <h1>{story.headline}</h1>
      {story.confidence !== "confirmed" && (
        <p class="confidence confidence--story">
          <b>{world.locale.message(`confidence.${story.confidence}`)}</b>
          <span>{world.locale.message(`confidence.${story.confidence}.about`)}</span>
        </p>
      )}
    </header>
  );
}

interface MetaProps {
  world: World;
  story: Story;
  translations: readonly Translation[];
}

function StoryMeta({ world, story, translations }: MetaProps): JSX.Element {
  const { locale, now } = world;
  const update = story.notes.filter((note) => note.kind === "update").at(-1);
  const isUpdated = story.updatedAt > story.publishedAt;
  const updated = locale.message("story.updated", { when: locale.moment(story.updatedAt, now) });
  return (
    <div class="story__meta">
      <div class="bylines">
        {story.bylines.map((byline, index) => (
          <p class="byline" key={byline.name}>
            {index === 0 && `${locale.message("story.by")} `}
            <b>
              <bdi>{byline.name}</bdi>
            </b>
            {byline.title && <span>{byline.title}</span>}
          </p>
        ))}
      </div>
      <p class="times agate">
        <Time at={story.publishedAt}>
          {locale.message("story.published", { when: locale.moment(story.publishedAt, now) })}
        </Time>
        {isUpdated && update && (
          <a class="changed" href={`#${noteId(update)}`}>
            <Time at={story.updatedAt}>{updated}</Time>
          </a>
        )}
        {isUpdated && !update && <Time at={story.updatedAt}>{updated}</Time>}
        <span>{locale.message("story.reading", { n: readingMinutes(story.wordCount) })}</span>
        {translations.length > 0 && (
          <span>
            {locale.message("story.otherLanguages")}{" "}
            {translations.map(({ language, url }, index) => (
              <span key={url}>
                {index > 0 && locale.message("list.join")}
                <a class="link" href={url} lang={language} hreflang={language}>
                  <bdi>{languageName(language)}</bdi>
                </a>
              </span>
            ))}
          </span>
        )}
      </p>
      {story.discussion.mode !== "hidden" && (
        <a class="storycount" href="#below">
          <span class="count">{locale.number(story.commentCount)}</span>{" "}
          {locale.message("story.belowTheLine")}
        </a>
      )}
    </div>
  );
}

/** The anchor of a note: `update-1733058300000`. */
export function noteId(note: StoryNote): string {
  return `${note.kind}-${note.at}`;
}

// The mark that sanitizeStoryHtml lets through where a picture stands in the text.
const figureMark = /<figure data-image="(\d+)">\s*<\/figure>/g;

/** The text changes less often than what stands round it. */
function keptBody(world: World, story: Story): JSX.Element {
  const { html, figures, notes, dateline } = story;
  const stamp = [world.site, html, figures, notes, dateline, world.locale.fullDay(world.now)];
  return world.ctx.fragments.get(`body ${story.id}`, stamp, () => <Body world={world} story={story} />);
}

function Body({ world, story }: { world: World; story: Story }): JSX.Element {
  const figures = new Map(
    story.figures.filter((figure) => figure.placement === "body").map((figure) => [figure.position, figure]),
  );
  const pieces = withBase(story.html, world.href("")).split(figureMark);
  const blocks = pieces.flatMap((piece, index): (SafeHtml | Figure | null)[] =>
    index % 2 === 0 ? blocksOf(storedHtml(piece)) : [figures.get(Number(piece)) ?? null],
  );
  const updates = story.notes.filter((note) => note.kind === "update").toReversed();
  const firstText = blocks.findIndex((block) => typeof block === "string" && block.startsWith("<p>"));
  return (
    <>
      {blocks.map((block, index) => (
        // The blocks of one text never change places
        <BodyBlock
          key={index}
          world={world}
          block={block}
          dateline={index === firstText ? story.dateline : ""}
        >
          {index === Math.max(firstText, 0) &&
            updates.map((note) => <Update key={note.at} world={world} note={note} />)}
        </BodyBlock>
      ))}
      {blocks.length === 0 && updates.map((note) => <Update key={note.at} world={world} note={note} />)}
    </>
  );
}

/** The first paragraph apart from the rest: the updates stand between them. */
function blocksOf(html: SafeHtml): SafeHtml[] {
  const end = html.indexOf("</p>");
  if (!html.trimStart().startsWith("<p>") || end < 0) return html.trim() ? [html] : [];
  const rest = html.slice(end + 4).trim();
  return [storedHtml(html.slice(0, end + 4).trim()), ...(rest ? [storedHtml(rest)] : [])];
}

/** The dateline opens the first paragraph. */
function withDateline(html: SafeHtml, dateline: string): SafeHtml {
  return storedHtml(html.replace("<p>", () => `<p><span class="dateline">${escapeHtml(dateline)}</span>`));
}

function BodyBlock({
  world,
  block,
  dateline,
  children,
}: {
  world: World;
  block: SafeHtml | Figure | null;
  dateline: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <>
      {typeof block === "string" ? (
        <Html of={dateline ? withDateline(block, dateline) : block} class="prose__block" />
      ) : (
        block && <FigureBlock world={world} figure={block} sizes="(width < 40rem) 96vw, 37rem" />
      )}
      {children}
    </>
  );
}

function Update({ world, note }: { world: World; note: StoryNote }): JSX.Element {
  const { locale, now } = world;
  const heading = `${noteId(note)}-h`;
  return (
    <section class="update" id={noteId(note)} aria-labelledby={heading}>
      <header>
        <b id={heading}>{locale.message("story.update")}</b>{" "}
        <Time at={note.at}>{locale.moment(note.at, now)}</Time>
      </header>
      <Html of={withBase(note.html, world.href(""))} class="update__text" />
    </section>
  );
}

function Correction({ world, note }: { world: World; note: StoryNote }): JSX.Element {
  const { locale, now } = world;
  return (
    <div class="correction" id={noteId(note)}>
      <b>
        <Time at={note.at}>{locale.message("story.correction", { when: locale.moment(note.at, now) })}</Time>
      </b>
      <Html of={withBase(note.html, world.href(""))} class="correction__text" />
    </div>
  );
}

function Tags({ world, story }: { world: World; story: Story }): JSX.Element | null {
  if (story.tags.length === 0) return null;
  return (
    <nav class="tags" aria-label={world.locale.message("story.tags")}>
      <span class="label" aria-hidden="true">
        {world.locale.message("story.tags")}
      </span>
      <ul>
        {story.tags.map((tag) => (
          <li key={tag.slug}>
            <a class="link" href={world.href(tagPath(tag.slug))}>
              {tag.name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
