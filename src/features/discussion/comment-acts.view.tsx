import type { JSX } from "preact";
import { commentPath } from "../stories/story.ts";
import { isChangeable, isEditable } from "./change-comment.ts";
import type { Comment } from "./comment.ts";
import type { Talk } from "./comment.view.tsx";

/** What can be done with a comment. */
export function Acts({
  talk,
  comment,
  isOwn,
}: {
  talk: Talk;
  comment: Comment;
  isOwn: boolean;
}): JSX.Element {
  const { world } = talk;
  const { locale } = world;
  const path = world.href(commentPath(comment.id));
  const isPublished = comment.status === "published";
  return (
    <footer class="comment__acts">
      {isPublished && !isOwn && (
        <Recommend talk={talk} comment={comment} isOn={talk.recommended.has(comment.id)} />
      )}
      {isPublished && isOwn && comment.recommendCount > 0 && (
        <span class="act">{`${locale.message("comment.recommended")} ${locale.number(comment.recommendCount)}`}</span>
      )}
      {isPublished && talk.isOpen && comment.lockedAt === null && (
        <a class="act" href={`${path}/reply`} data-reply={comment.id} rel="nofollow">
          {locale.message("comment.reply")}
        </a>
      )}
      {isPublished && (
        <a class="act" href={path} data-share={locale.message("comment.shared")}>
          {locale.message("comment.share")}
        </a>
      )}
      {isOwn && isChangeable(comment, world.site, world.now) && (
        <>
          {isEditable(comment, world.site, world.now) && (
            <a class="act" href={`${path}/edit`}>
              {locale.message("comment.edit")}
            </a>
          )}
          <a class="act" href={`${path}/withdraw`}>
            {locale.message("comment.withdraw")}
          </a>
        </>
      )}
      {isPublished && !isOwn && <Mute talk={talk} comment={comment} />}
      {isPublished && !isOwn && (
        <a class="act report" href={`${path}/report`} rel="nofollow">
          {locale.message("comment.report")}
        </a>
      )}
    </footer>
  );
}

/** The recommend button: a form, so that it works without script. */
export function Recommend({
  talk,
  comment,
  isOn,
}: {
  talk: Talk;
  comment: Comment;
  isOn: boolean;
}): JSX.Element {
  const { world } = talk;
  const { locale } = world;
  const label = locale.message(isOn ? "comment.recommended" : "comment.recommend");
  return (
    <form class="recform" method="post" action={world.href(`${commentPath(comment.id)}/recommend`)}>
      <input type="hidden" name="on" value={isOn ? "0" : "1"} />
      <button class="act rec" type="submit" aria-pressed={isOn}>
        <svg aria-hidden="true">
          <use href="#up" />
        </svg>
        {comment.recommendCount > 0 ? `${label} ${locale.number(comment.recommendCount)}` : label}
      </button>
    </form>
  );
}

/** For members: folds everything that another member writes here, or no longer. */
function Mute({ talk, comment }: { talk: Talk; comment: Comment }): JSX.Element | null {
  const { world, muted } = talk;
  const { authorHandle, authorId, id } = comment;
  if (world.audience !== "member" || authorHandle === null) return null;
  const isMuted = muted.has(authorId);
  return (
    <form
      class="actform"
      method="post"
      action={world.href(`/people/${encodeURIComponent(authorHandle)}/mute`)}
    >
      <input type="hidden" name="on" value={isMuted ? "0" : "1"} />
      <input type="hidden" name="to" value={commentPath(id)} />
      <button class="act" type="submit">
        {world.locale.message(isMuted ? "talk.unmute" : "talk.mute")}
      </button>
    </form>
  );
}
