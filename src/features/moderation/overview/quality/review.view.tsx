import type { JSX } from "preact";
import type { World } from "../../../../context.ts";
import { Html, Time } from "../../../../platform/html/components.tsx";
import type { Comment } from "../../../discussion/comment.ts";
import type { Found } from "../../../discussion/find-comment.ts";
import { DeskPage } from "../../../people/staff/desk.view.tsx";
import { Told } from "../../../people/staff/desk-form.view.tsx";

export interface ReviewPageProps {
  world: World;
  itemId: number;
  found: Found;
  /** What it answers, if others can see that. */
  parent: Comment | null;
  /** How many there are to look at, this one among them. */
  left: number;
  /** Somebody was faster with the one before. */
  isLate: boolean;
}

/** A decision to be taken again: the comment in its place, and nothing of who decided what. */
export function ReviewPage({ world, itemId, found, parent, left, isLate }: ReviewPageProps): JSX.Element {
  const { locale, href } = world;
  const { message } = locale;
  const { comment, story } = found;
  return (
    <DeskPage
      world={world}
      title={message("quality.review")}
      path="/desk/overview/quality/next"
      head={<script type="module" src={world.ctx.assets.deskScript} />}
    >
      {isLate && <Told>{message("quality.late")}</Told>}
      <p>{message("quality.review.about", { n: left })}</p>
      <section class="review" aria-label={message("quality.comment")}>
        <p>
          <a class="link" href={href(`/stories/${story.slug}`)} lang={story.language} dir="auto">
            {story.headline}
          </a>
        </p>
        {parent && (
          <blockquote class="review__parent">
            <p class="note">{message("quality.answers")}</p>
            <Words comment={parent} />
          </blockquote>
        )}
        <blockquote class="review__comment">
          <p class="note">
            <Time at={comment.createdAt}>{locale.moment(comment.createdAt, world.now)}</Time>
          </p>
          <Words comment={comment} />
        </blockquote>
      </section>
      <form class="review__form" method="post" action={href(`/desk/overview/quality/${itemId}`)}>
        <button class="btn btn--reader" type="submit" name="verdict" value="publish" data-key="a">
          {message("quality.verdict.publish")}
          <kbd>A</kbd>
        </button>
        <button class="btn btn--solid" type="submit" name="verdict" value="refuse" data-key="r">
          {message("quality.verdict.refuse")}
          <kbd>R</kbd>
        </button>
        <a class="btn" href={href(`/desk/overview/quality/next?after=${itemId}`)} data-key="s">
          {message("quality.skip")}
          <kbd>S</kbd>
        </a>
      </form>
      <p class="note">{message("quality.unchanged")}</p>
      <p>
        <a class="link" href={href("/desk/overview/quality")}>
          {message("quality.back")}
        </a>
      </p>
    </DeskPage>
  );
}

/** All that a comment says. */
export function Words({ comment: { html, restHtml, language } }: { comment: Comment }): JSX.Element {
  const lang = language === null ? {} : { lang: language };
  return (
    <>
      <Html of={html} class="said__text" dir="auto" {...lang} />
      {restHtml !== "" && <Html of={restHtml} class="said__text" dir="auto" {...lang} />}
    </>
  );
}
