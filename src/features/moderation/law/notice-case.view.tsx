import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { Time } from "../../../platform/html/components.tsx";
import type { Comment } from "../../discussion/comment.ts";
import type { NoticeRow } from "./notice.store.ts";
import { categoryLabel } from "./notice.view.tsx";

export interface NoticeCaseProps {
  world: World;
  notice: NoticeRow;
  comment: Comment | null;
  /** The name under which it came; empty: none. */
  sender: string;
  /** Whether the comment stands on the page already. */
  isBeside: boolean;
  /** Path to which the desk goes on. */
  to: string;
}

/** A notice of illegal content, and the answer. */
export function NoticeCase({ world, notice, comment, sender, isBeside, to }: NoticeCaseProps): JSX.Element {
  const { locale, now } = world;
  const label = `notice-${notice.id}`;
  return (
    <section class="lawcase" aria-labelledby={label}>
      <h2 id={label}>{locale.message("illegal.number", { number: locale.number(notice.id) })}</h2>
      <p class="note">
        {locale.message(categoryLabel(notice.category))}
        <span class="sep" />
        {sender === "" ? locale.message("deskNotice.nameless") : <bdi>{sender}</bdi>}
        <span class="sep" />
        <Time at={notice.at}>{locale.moment(notice.at, now)}</Time>
      </p>
      {notice.outcome === "putOff" && <p class="note">{locale.message("deskNotice.putOff")}</p>}
      <p class="note">
        <bdi dir="ltr">{notice.url}</bdi>
      </p>
      {comment && !isBeside && (
        <blockquote class="quoted">
          <p class="who">
            <bdi>{comment.authorName}</bdi>
          </p>
          <p dir="auto">{comment.text}</p>
        </blockquote>
      )}
      <p class="lawcase__text" dir="auto">
        {notice.explanation}
      </p>
      {notice.answered_at !== null ? (
        <p class="desktold">{locale.message("deskAppeal.late")}</p>
      ) : (
        <form class="deskform" method="post" action={world.href(`/desk/notices/${notice.id}`)}>
          <input type="hidden" name="to" value={to} />
          {comment && (
            <p class="field">
              <label for={`${label}-law`}>{locale.message("deskNotice.law")}</label>
              <input id={`${label}-law`} name="law" dir="auto" maxLength={300} />
              <span class="note">{locale.message("deskNotice.law.about")}</span>
            </p>
          )}
          <p class="field">
            <label for={`${label}-words`}>{locale.message("deskNotice.words")}</label>
            <textarea id={`${label}-words`} name="words" rows={3} dir="auto" />
            <span class="note">{locale.message("deskNotice.words.about")}</span>
          </p>
          <p class="lawcase__acts">
            {comment && (
              <button class="btn btn--warn" type="submit" name="outcome" value="removed">
                {locale.message("deskNotice.removed")}
              </button>
            )}
            <button class="btn" type="submit" name="outcome" value="kept">
              {locale.message("deskNotice.kept")}
            </button>
            <button class="btn" type="submit" name="outcome" value="unfounded">
              {locale.message("deskNotice.unfounded")}
            </button>
          </p>
        </form>
      )}
    </section>
  );
}
