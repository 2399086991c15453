import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { Html, Time } from "../../platform/html/components.tsx";
import { type Places, slot } from "../../platform/html/slots.ts";
import { OwnWhy } from "../moderation/appeals/own-state.view.tsx";
import type { OwnTold } from "../moderation/appeals/own-told.ts";
import { commentPath, type Story, type StoryNote, storyPath } from "../stories/story.ts";
import { noteId } from "../stories/story.view.tsx";
import { AuthorHeading, Badges, MutedHeading, StaffMark } from "./author.view.tsx";
import { authorName } from "./author-name.ts";
import { type Comment, deepestLevel } from "./comment.ts";
import { Acts } from "./comment-acts.view.tsx";
import { Marks, marksOf, MergedInto, Notes } from "./comment-marks.view.tsx";
import { historyPath } from "./history.ts";
import type { Branch } from "./thread-page.ts";

/** What a comment needs to know of the page that it stands on. */
export interface Talk {
  world: World;
  story: Story;
  /** Whether answers are taken. */
  isOpen: boolean;
  ownIds: ReadonlySet<number>;
  recommended: ReadonlySet<number>;
  /** People whose comments this reader has folded away. */
  muted: ReadonlySet<number>;
  /** What became of comments of theirs; absent: nothing has to be told. */
  own?: OwnTold | undefined;
  /** The level of the page's tops: 0, or more on the page of one branch. */
  topLevel: number;
  /** On a page that many readers share: takes the places that may look otherwise to one of them. */
  slots?: Places<Talk> | undefined;
}

/** Where a branch has a page of its own. */
export function branchPath(story: Story, id: number): string {
  return `${storyPath(story.slug)}/threads/${id}`;
}

/** A comment and what hangs below it. */
export function BranchItem({ talk, branch }: { talk: Talk; branch: Branch }): JSX.Element {
  const { locale } = talk.world;
  const { comment, replies, folded } = branch;
  return (
    <li class="branch">
      {slot(talk.slots, talk, {
        theirs: (theirs) =>
          isPersonal(theirs, comment) ? <CommentArticle talk={theirs} branch={branch} /> : null,
        everybody: () => keptArticle(talk, branch),
      })}
      {(replies.length > 0 || folded > 0) && (
        <ol class="replies">
          {replies.map((reply) => (
            <BranchItem key={reply.comment.id} talk={talk} branch={reply} />
          ))}
          {folded > 0 && (
            <li>
              <a class="more" href={talk.world.href(branchPath(talk.story, comment.id))}>
                {locale.message("comment.more", { n: folded })}
              </a>
            </li>
          )}
        </ol>
      )}
    </li>
  );
}

/** Whether a comment looks otherwise to this reader than to everybody. */
function isPersonal({ ownIds, recommended, muted }: Talk, { id, authorId }: Comment): boolean {
  return ownIds.has(id) || recommended.has(id) || muted.has(authorId);
}

/** A comment as all guests see it, or all members, rendered once per version. */
function keptArticle(talk: Talk, branch: Branch): JSX.Element {
  const { world, topLevel } = talk;
  const { comment, answers } = branch;
  const { html, restHtml, status, editedAt, rule, removedAt, recommendCount, authorName } = comment;
  const { authorKind, authorTitle, authorHandle, authorBadges, historyCount } = comment;
  const author = [authorName, authorKind, authorTitle, authorHandle, authorBadges.join(" ")];
  const changes = [editedAt, historyCount > 0, rule, removedAt];
  const shown = [
    html,
    restHtml,
    status,
    ...changes,
    recommendCount,
    comment.childCount > 0,
    ...marksOf(comment),
  ];
  const readers = world.audience === "member" ? "members" : "guests";
  return world.ctx.fragments.get(
    `comment ${comment.id} ${topLevel} ${readers}`,
    [world.site, stampOf(talk), ...shown, ...author, answers?.id, answers?.name],
    () => <CommentArticle talk={talk} branch={branch} />,
  );
}

const stamps = new WeakMap<Talk, string>();

/** All that comments are made from and that is the same for the whole page. */
function stampOf(talk: Talk): string {
  const { world, story, isOpen } = talk;
  const made =
    stamps.get(talk) ??
    JSON.stringify([
      world.locale.fullDay(world.now),
      story.slug,
      isOpen,
      story.bylines.map((byline) => byline.name),
      story.notes.map((note) => [note.at, note.kind, note.revision]),
    ]);
  stamps.set(talk, made);
  return made;
}

/** One comment: for the page, for the answer to a form, for whatever shows it. */
export function CommentArticle({ talk, branch }: { talk: Talk; branch: Branch }): JSX.Element {
  const { comment } = branch;
  const isOwn = talk.ownIds.has(comment.id);
  const isWaiting = isOwn && comment.status === "pending";
  const isRefused =
    isOwn && (comment.status === "rejected" || comment.status === "spam") && comment.childCount === 0;
  if (comment.status !== "published" && !isWaiting && !isRefused)
    return <Tombstone talk={talk} comment={comment} />;
  const isMuted = !isOwn && talk.muted.has(comment.authorId);
  const classes = ["comment"];
  if (comment.authorKind === "staff") classes.push("comment--staff");
  if (comment.status !== "published") classes.push("comment--pending");
  if (isMuted) classes.push("comment--muted");
  if (comment.pickedAt !== null) classes.push("comment--pick");
  return (
    <article
      id={`c-${comment.id}`}
      class={classes.join(" ")}
      data-status={comment.status}
      data-depth={comment.depth}
    >
      {isMuted ? (
        <Muted talk={talk} branch={branch} />
      ) : comment.foldedAt !== null && !isOwn ? (
        <Muted talk={talk} branch={branch} byDesk />
      ) : (
        <>
          <Marks talk={talk} comment={comment} />
          {comment.status !== "published" && <OwnMark talk={talk} comment={comment} />}
          {isOwn && <OwnTelling talk={talk} comment={comment} />}
          {comment.authorKind === "staff" && <StaffMark talk={talk} comment={comment} />}
          <header class="comment__head">
            <AuthorHeading talk={talk} comment={comment} isOwn={isOwn} />
            <Badges talk={talk} comment={comment} />
            <Answered talk={talk} branch={branch} />
            <When talk={talk} comment={comment} />
          </header>
          <Stamp talk={talk} comment={comment} />
          <Words talk={talk} comment={comment} />
          <Notes talk={talk} comment={comment} />
          <Acts talk={talk} comment={comment} isOwn={isOwn} />
        </>
      )}
    </article>
  );
}

/** A comment of somebody whom this reader has muted, or one that the desk folded away: opened without script. */
function Muted({ talk, branch, byDesk }: { talk: Talk; branch: Branch; byDesk?: true }): JSX.Element {
  const { comment } = branch;
  const { locale } = talk.world;
  return (
    <details class="muted">
      <summary>
        <MutedHeading talk={talk} comment={comment} by={byDesk ? "desk" : "reader"} />
        <span class="more">{locale.message("talk.muted.show")}</span>
        <span class="more">{locale.message("comment.fold")}</span>
      </summary>
      {comment.authorKind === "staff" && <StaffMark talk={talk} comment={comment} />}
      <p class="comment__head">
        <Badges talk={talk} comment={comment} />
        <Answered talk={talk} branch={branch} />
        <When talk={talk} comment={comment} />
      </p>
      <Stamp talk={talk} comment={comment} />
      <Words talk={talk} comment={comment} />
      <Notes talk={talk} comment={comment} />
      <Acts talk={talk} comment={comment} isOwn={false} />
    </details>
  );
}

function OwnMark({ talk, comment }: { talk: Talk; comment: Comment }): JSX.Element {
  const { locale } = talk.world;
  return (
    <p class="pendmark" role="status">
      {locale.message(comment.status === "pending" ? "comment.pending" : "comment.rejected")}{" "}
      <span>{locale.message("comment.onlyYou")}</span>
    </p>
  );
}

/** Why one's own comment waits or is hidden, in full. */
function OwnTelling({ talk, comment }: { talk: Talk; comment: Comment }): JSX.Element | null {
  const { world, own } = talk;
  const told = own?.told.get(comment.id);
  return own && told ? <OwnWhy world={world} comment={comment} told={told} rules={own.rules} /> : null;
}

function Answered({ talk, branch }: { talk: Talk; branch: Branch }): JSX.Element | null {
  const { comment, answers } = branch;
  if (!answers || (comment.depth <= deepestLevel && comment.status === "published")) return null;
  const { world } = talk;
  // The message is one sentence of the language; the name in it is isolated and linked.
  const [before = "", after = ""] = world.locale
    .message("comment.replyTo", { name: "\u0001" })
    .split("\u0001");
  return (
    <span class="comment__to">
      {before}
      <a class="link" href={world.href(commentPath(answers.id))}>
        <bdi>{authorName(world.locale, answers.name)}</bdi>
      </a>
      {after}
    </span>
  );
}

function When({ talk, comment }: { talk: Talk; comment: Comment }): JSX.Element {
  const { locale, now } = talk.world;
  const isToday = locale.fullDay(comment.createdAt) === locale.fullDay(now);
  const edited =
    comment.editedAt === null
      ? ""
      : locale.message("comment.edited", { when: locale.hour(comment.editedAt) });
  const words = isToday ? locale.hour(comment.createdAt) : locale.moment(comment.createdAt, now);
  return (
    <span class="comment__when">
      {comment.editedAt !== null && (
        <span class="comment__edited">
          {comment.historyCount > 0 ? (
            <a href={talk.world.href(historyPath(comment.id))}>{edited}</a>
          ) : (
            edited
          )}
          <span class="sep" />
        </span>
      )}
      <a href={talk.world.href(commentPath(comment.id))}>
        <Time at={comment.createdAt}>{words}</Time>
      </a>
    </span>
  );
}

/** The first update that came after a comment was written. */
export function updateAfter(story: Pick<Story, "notes">, revision: number): StoryNote | null {
  return story.notes.find((note) => note.kind === "update" && note.revision > revision) ?? null;
}

function Stamp({ talk, comment }: { talk: Talk; comment: Comment }): JSX.Element | null {
  const update = updateAfter(talk.story, comment.revision);
  if (!update) return null;
  const { locale } = talk.world;
  const isSameDay = locale.fullDay(update.at) === locale.fullDay(comment.createdAt);
  const values = { day: locale.day(update.at), hour: locale.hour(update.at) };
  return (
    <a class="stamp" href={talk.world.href(`${storyPath(talk.story.slug)}#${noteId(update)}`)}>
      {locale.message(isSameDay ? "comment.before" : "comment.beforeDay", values)}
    </a>
  );
}

function Words({ talk, comment }: { talk: Talk; comment: Comment }): JSX.Element {
  const { locale } = talk.world;
  const language = comment.language === null ? {} : { lang: comment.language };
  return (
    <>
      <Html of={comment.html} class="comment__text" dir="auto" {...language} />
      {comment.restWords > 0 && (
        <details class="long">
          <summary>
            <span class="more">{locale.message("comment.rest", { n: comment.restWords })}</span>
            <span class="more">{locale.message("comment.fold")}</span>
          </summary>
          <Html of={comment.restHtml} class="comment__text" dir="auto" {...language} />
        </details>
      )}
    </>
  );
}

function Tombstone({ talk, comment }: { talk: Talk; comment: Comment }): JSX.Element {
  const { world } = talk;
  return (
    <article
      id={`c-${comment.id}`}
      class="comment comment--gone"
      data-status={comment.status}
      data-depth={comment.depth}
    >
      <p class="tombstone">
        {epitaph(world, comment)} <MergedInto world={world} comment={comment} />
        {comment.childCount > 0 && world.locale.message("comment.repliesStay")}
      </p>
      {talk.ownIds.has(comment.id) && <OwnTelling talk={talk} comment={comment} />}
    </article>
  );
}

function epitaph(world: World, comment: Comment): string {
  const { locale, site, now } = world;
  if (comment.status === "withdrawn") return locale.message("comment.withdrawn");
  if (comment.status === "pending") return locale.message("comment.pending");
  const when = locale.moment(comment.removedAt ?? comment.createdAt, now);
  const text = comment.rule === null ? undefined : site.settings.rules[comment.rule - 1];
  return text === undefined || comment.rule === null
    ? locale.message("comment.removed", { when })
    : locale.message("comment.removedRule", { when, rule: locale.number(comment.rule), text });
}
