import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../context.ts";
import { cutAtWord } from "../../platform/text/clean.ts";
import { isolate } from "../../platform/text/clean.ts";
import { Page } from "../sites/page.view.tsx";
import { type Story, storyPath } from "../stories/story.ts";
import type { Comment } from "./comment.ts";
import { BranchItem, branchPath, CommentArticle, type Talk } from "./comment.view.tsx";
import { threadHref } from "./threads.view.tsx";
import { afterwards, changeableNote } from "./story-composer.view.tsx";
import { Composer, type Draft } from "./composer.view.tsx";
import { Pager } from "./pager.view.tsx";
import type { Sort } from "./comment.ts";
import { authorName } from "./author-name.ts";
import { commentPath } from "../stories/story.ts";
import { reportReasons } from "../moderation/reasons.ts";
import type { Branch, ThreadPage } from "./thread-page.ts";

/** A page that carries one thing about a discussion: a thread, a form, a question. */
export function TalkPage({
  world,
  story,
  title,
  path,
  children,
}: {
  world: World;
  story: Story;
  title: string;
  path: string;
  children: ComponentChildren;
}): JSX.Element {
  const { locale } = world;
  return (
    <Page world={world} title={`${title} – ${world.site.name}`} kind="p-plain" path={path} indexed={false}>
      <main id="content">
        <div class="wrap plain__head">
          <h1>{title}</h1>
          <p>
            <a class="link" href={`${world.href(storyPath(story.slug))}#below`}>
              {story.headline}
            </a>
          </p>
        </div>
        <section class="below" aria-labelledby="below-h" data-retry={locale.message("problem.tooMany.about")}>
          <h2 class="vh" id="below-h">
            {locale.message("below.heading")}
          </h2>
          <div class="wrap plain__body">{children}</div>
        </section>
      </main>
    </Page>
  );
}

const nothing: ReadonlySet<number> = new Set();

export function plainTalk(world: World, story: Story): Talk {
  return { world, story, isOpen: false, ownIds: nothing, recommended: nothing, muted: nothing, topLevel: 0 };
}

/** A comment as it stands above a form that concerns it. */
function Quoted({ world, story, comment }: { world: World; story: Story; comment: Comment }): JSX.Element {
  return (
    <blockquote class="quoted">
      <p class="who">
        <b>
          <bdi>{authorName(world.locale, comment.authorName)}</bdi>
        </b>
        <span class="sep" />
        {world.locale.moment(comment.createdAt, world.now)}
      </p>
      <p dir="auto" {...(comment.language ? { lang: comment.language } : {})}>
        {comment.text.length > 600 ? cutAtWord(comment.text, 600) : comment.text}
      </p>
      <p>
        <a class="link" href={`${world.href(storyPath(story.slug))}#below`}>
          {world.locale.message("done.back")}
        </a>
      </p>
    </blockquote>
  );
}

export interface ReplyProps {
  world: World;
  story: Story;
  parent: Comment;
  draft: Draft;
  requestKey: string;
}

/** The form for an answer. The same stands on a page of its own and, by script, below the comment. */
export function ReplyForm({ world, story, parent, draft, requestKey }: ReplyProps): JSX.Element {
  const { locale } = world;
  const path = world.href(commentPath(parent.id));
  return (
    <Composer
      world={world}
      action={world.href(`${storyPath(story.slug)}/comments`)}
      heading={locale.message("compose.replyHeading", {
        name: isolate(authorName(locale, parent.authorName)),
      })}
      submit={locale.message("compose.post")}
      draft={draft}
      parentId={parent.id}
      requestKey={requestKey}
      draftUnder={story.id}
      note={afterwards(world, story)}
      noLinks={story.discussion.preset !== ""}
      cancel={path}
    >
      <p>
        <a class="act" href={`${path}/reply?quote=1`} data-quote="">
          {locale.message("comment.quote")}
        </a>
      </p>
    </Composer>
  );
}

export function ReplyPage(props: ReplyProps): JSX.Element {
  const { world, story, parent } = props;
  const title = world.locale.message("compose.replyHeading", {
    name: isolate(authorName(world.locale, parent.authorName)),
  });
  return (
    <TalkPage world={world} story={story} title={title} path={`${commentPath(parent.id)}/reply`}>
      <Quoted world={world} story={story} comment={parent} />
      <ReplyForm {...props} />
    </TalkPage>
  );
}

export interface EditProps {
  world: World;
  story: Story;
  comment: Comment;
  draft: Draft;
}

export function EditPage({ world, story, comment, draft }: EditProps): JSX.Element {
  const { locale } = world;
  const path = commentPath(comment.id);
  return (
    <TalkPage world={world} story={story} title={locale.message("compose.editHeading")} path={`${path}/edit`}>
      <Composer
        world={world}
        action={world.href(`${path}/edit`)}
        heading={locale.message("compose.editHeading")}
        submit={locale.message("compose.save")}
        draft={draft}
        textOnly
        note={changeableNote(world, comment.authorKind)}
        cancel={world.href(path)}
      />
    </TalkPage>
  );
}

export function WithdrawPage({ world, story, comment }: Omit<EditProps, "draft">): JSX.Element {
  const { locale } = world;
  const path = commentPath(comment.id);
  return (
    <TalkPage
      world={world}
      story={story}
      title={locale.message("withdraw.heading")}
      path={`${path}/withdraw`}
    >
      <Quoted world={world} story={story} comment={comment} />
      <form class="composer" method="post" action={world.href(`${path}/withdraw`)}>
        <p>{locale.message("withdraw.about")}</p>
        <div class="composer__foot">
          <button class="btn btn--warn" type="submit">
            {locale.message("withdraw.yes")}
          </button>
          <a class="act" href={world.href(path)}>
            {locale.message("compose.cancel")}
          </a>
        </div>
      </form>
    </TalkPage>
  );
}

export interface ReportProps {
  world: World;
  story: Story;
  comment: Comment;
  /** Set when the form comes back. */
  note: string;
  missing: boolean;
}

export function ReportPage({ world, story, comment, note, missing }: ReportProps): JSX.Element {
  const { locale } = world;
  const path = commentPath(comment.id);
  return (
    <TalkPage world={world} story={story} title={locale.message("report.heading")} path={`${path}/report`}>
      <Quoted world={world} story={story} comment={comment} />
      <form class="composer" method="post" action={world.href(`${path}/report`)} noValidate>
        <p class="note">
          {locale.message("report.about")}{" "}
          <a class="link" href={world.href(`/notices/new?comment=${comment.id}`)} rel="nofollow">
            {locale.message("report.illegal")}
          </a>
        </p>
        <fieldset class="choices" {...(missing ? { "aria-describedby": "reason-e" } : {})}>
          <legend class="field__label">{locale.message("report.reason")}</legend>
          {reportReasons.map((reason, index) => (
            <label class="choice" key={reason}>
              {/* A form that comes back opens at what is missing, scripts or not. */}
              <input type="radio" name="reason" value={reason} required autofocus={missing && index === 0} />
              {locale.message(`report.${reason}`)}
            </label>
          ))}
          {missing && (
            <span class="field__error field__error--told" id="reason-e" role="alert">
              {locale.message("error.reason.missing")}
            </span>
          )}
        </fieldset>
        <p class="field">
          <label for="report-note">{locale.message("report.note")}</label>
          <textarea id="report-note" name="note" rows={3} dir="auto" value={note} />
        </p>
        <div class="composer__foot">
          <button class="btn btn--reader" type="submit">
            {locale.message("report.send")}
          </button>
          <a class="act" href={world.href(path)}>
            {locale.message("compose.cancel")}
          </a>
        </div>
      </form>
    </TalkPage>
  );
}

/** A sentence after something was done, and the way back. */
export function DonePage({
  world,
  story,
  title,
  text,
  comment,
}: {
  world: World;
  story: Story;
  title: string;
  text: string;
  comment: Comment;
}): JSX.Element {
  return (
    <TalkPage world={world} story={story} title={title} path={commentPath(comment.id)}>
      <p class="quiet" role="status">
        {text}
      </p>
      <p>
        <a class="more" href={world.href(commentPath(comment.id))}>
          {world.locale.message("done.back")}
        </a>
      </p>
    </TalkPage>
  );
}

export interface BranchPageProps {
  talk: Talk;
  top: Branch;
  thread: ThreadPage;
  sort: Sort;
  per: number;
}

/** One thread on a page of its own, from some comment down. */
export function BranchPage({ talk, top, thread, sort, per }: BranchPageProps): JSX.Element {
  const { world, story } = talk;
  const { locale } = world;
  const path = branchPath(story, top.comment.id);
  // Who wrote a comment that was taken away is nobody's business any more.
  const name = authorName(locale, top.comment.status === "published" ? top.comment.authorName : "");
  const title = locale.message("thread.title", { name: isolate(name), headline: isolate(story.headline) });
  return (
    <TalkPage world={world} story={story} title={title} path={path}>
      <p>
        <a class="more" href={`${world.href(threadHref(story, { sort, page: 1, per }))}#comments`}>
          {locale.message("thread.back")}
        </a>
      </p>
      <div class="talk">
        <ol class="thread">
          <li class="branch">
            <CommentArticle talk={talk} branch={top} />
            <ol class="replies">
              {thread.branches.map((branch) => (
                <BranchItem key={branch.comment.id} talk={talk} branch={branch} />
              ))}
            </ol>
          </li>
        </ol>
        {thread.pages > 1 && (
          <Pager
            world={world}
            page={thread.page}
            pages={thread.pages}
            per={per}
            hrefOf={(page, size) => `${world.href(path)}?page=${page}&per=${size}`}
          />
        )}
      </div>
    </TalkPage>
  );
}
