import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { cutAtWord } from "../../../platform/text/clean.ts";
import { authorName } from "../../discussion/author-name.ts";
import { plain } from "../../discussion/latest.view.tsx";
import type { GuestComment } from "../../discussion/take-over-comments.ts";
import { type StoryCard, storyPath } from "../../stories/story.ts";
import type { StoryId } from "../../../platform/lib/ids.ts";
import { SettingsPage } from "./settings-page.view.tsx";
import type { Offer } from "./take-over.ts";

export interface TakeOverProps {
  world: World;
  /** Path of the page to which they were going; "/": none in particular. */
  to: string;
  offers: readonly Offer[];
  stories: ReadonlyMap<StoryId, StoryCard>;
  /** How many were just taken over; null: nothing was asked for. */
  taken: number | null;
  isVerified: boolean;
}

/** What a member wrote as a guest, to be taken over. */
export function TakeOverPage(props: TakeOverProps): JSX.Element {
  const { world, to, offers, taken, isVerified } = props;
  const { locale } = world;
  return (
    <SettingsPage world={world} title={locale.message("take.heading")} current="/settings">
      {taken !== null && (
        <p class="settings__done" role="status">
          {locale.message("take.taken", { n: taken })}
        </p>
      )}
      {offers.length > 0 ? (
        <>
          <p>{locale.message("take.about")}</p>
          <Choices {...props} />
        </>
      ) : (
        <p class="quiet">{locale.message(isVerified ? "take.none" : "take.unverified")}</p>
      )}
      {to !== "/" && (
        <p>
          <a class="more" href={world.href(to)}>
            {locale.message("take.goOn")}
          </a>
        </p>
      )}
    </SettingsPage>
  );
}

function Choices({ world, to, offers, stories }: TakeOverProps): JSX.Element {
  const { locale } = world;
  return (
    <form class="settings__form take" method="post" action={world.href("/settings/take-over")}>
      <input type="hidden" name="to" value={to} />
      {offers.map((offer) => (
        <fieldset key={offer.guests.join("-")}>
          <legend>
            <bdi>{authorName(locale, offer.name)}</bdi>
            <span class="sep" />
            {locale.message(offer.hasAddress ? "take.byAddress" : "take.byDevice")}
          </legend>
          <ul>
            {offer.comments.map((comment) => (
              <li key={comment.id}>
                <Choice
                  world={world}
                  comment={comment}
                  story={stories.get(comment.storyId)}
                  checked={offer.hasAddress}
                />
              </li>
            ))}
          </ul>
          {offer.count > offer.comments.length && (
            <p class="note">{locale.message("take.more", { n: offer.count - offer.comments.length })}</p>
          )}
          {offer.count > 1 && (
            <button class="act" type="submit" name="guest" value={offer.guests.join("-")}>
              {locale.message("take.all", { n: offer.count })}
            </button>
          )}
        </fieldset>
      ))}
      <div class="composer__foot">
        <button class="btn btn--reader" type="submit">
          {locale.message("take.submit")}
        </button>
      </div>
      <p class="note">{locale.message("take.note")}</p>
    </form>
  );
}

const excerptLength = 180;

function Choice({
  world,
  comment,
  story,
  checked,
}: {
  world: World;
  comment: GuestComment;
  story: StoryCard | undefined;
  checked: boolean;
}): JSX.Element {
  const { locale, now } = world;
  const { id, text, language, status, createdAt } = comment;
  return (
    <>
      <label class="check take__choice">
        <input type="checkbox" name="comment" value={id} checked={checked} />
        <bdi dir="auto" lang={language ?? undefined}>
          {cutAtWord(plain(text), excerptLength)}
        </bdi>
      </label>
      <p class="note">
        {story && (
          <a href={world.href(storyPath(story.slug))}>
            <bdi>{story.headline}</bdi>
          </a>
        )}
        <span class="sep" />
        {locale.moment(createdAt, now)}
        {status !== "published" && (
          <>
            <span class="sep" />
            {locale.message(status === "pending" ? "take.pending" : "take.rejected")}
          </>
        )}
      </p>
    </>
  );
}
