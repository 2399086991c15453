import type { ComponentChildren, JSX } from "preact";
import { isolate } from "../../platform/text/clean.ts";
import { Sail } from "../sites/page.view.tsx";
import { authorName } from "./author-name.ts";
import { type Comment, levelOf } from "./comment.ts";
import type { Talk } from "./comment.view.tsx";

// Who wrote a comment, and what is to be known of them.

interface OfComment {
  talk: Talk;
  comment: Comment;
}

/** How deep in the page's outline a comment stands. */
function headingOf(talk: Talk, comment: Comment): 3 | 4 | 5 | 6 {
  const level = Math.max(0, levelOf(comment.depth) - talk.topLevel);
  return level === 0 ? 3 : level === 1 ? 4 : level === 2 ? 5 : 6;
}

function Heading({ level, children }: { level: 3 | 4 | 5 | 6; children: ComponentChildren }): JSX.Element {
  const Element = `h${level}` as const;
  return <Element class="comment__name">{children}</Element>;
}

/** The writer's name; a member's leads to their page. */
export function AuthorHeading({ talk, comment, isOwn }: OfComment & { isOwn: boolean }): JSX.Element {
  const { world } = talk;
  const name = <bdi>{authorName(world.locale, comment.authorName)}</bdi>;
  const { authorHandle } = comment;
  return (
    <Heading level={headingOf(talk, comment)}>
      {authorHandle === null ? (
        name
      ) : (
        <a href={world.href(`/people/${encodeURIComponent(authorHandle)}`)}>{name}</a>
      )}
      {isOwn && ` ${world.locale.message("comment.you")}`}
    </Heading>
  );
}

/** The same on a comment that is folded away. */
export function MutedHeading({ talk, comment, by }: OfComment & { by: "reader" | "desk" }): JSX.Element {
  const { locale } = talk.world;
  const name = isolate(authorName(locale, comment.authorName));
  return (
    <Heading level={headingOf(talk, comment)}>
      {locale.message(by === "desk" ? "mark.folded" : "talk.muted", { name })}
    </Heading>
  );
}

/** A member's badges, in words. Of the staff, the mark above says more. */
export function Badges({ talk, comment }: OfComment): JSX.Element | null {
  const { authorBadges, authorKind } = comment;
  if (authorBadges.length === 0 || authorKind === "staff") return null;
  return (
    <span class="comment__badges">
      {authorBadges.map((badge) => (
        <span key={badge}>{talk.world.locale.message(`talk.${badge}`)}</span>
      ))}
    </span>
  );
}

/**
 * That somebody is of the staff, and whether this story is theirs: named in its byline, by the name of somebody whom a
 * role or the paper's own import made staff. A reader of the same name is a reader.
 */
export function StaffMark({ talk, comment }: { talk: Talk; comment: Comment }): JSX.Element {
  const { world, story } = talk;
  const isAuthor =
    comment.authorKind === "staff" && story.bylines.some((byline) => byline.name === comment.authorName);
  const title = comment.authorTitle
    ? world.locale.message("comment.staff", { title: comment.authorTitle, site: world.site.name })
    : world.site.name;
  return (
    <p class="staffmark">
      <Sail />
      {isAuthor ? `${title} · ${world.locale.message("comment.author")}` : title}
    </p>
  );
}
