import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { connectChoices } from "../people/connect/choices.ts";
import { type Story, storyPath } from "../stories/story.ts";
import { minutesToChange } from "./change-comment.ts";

/** What stands beside the form: why to sign in, and how; for who is signed in, what that is good for here. */
export function Perks({
  world,
  story,
  isFollowing,
}: {
  world: World;
  story: Story;
  isFollowing: boolean;
}): JSX.Element {
  const { locale, actor } = world;
  return (
    <aside class="below__perks perks" aria-labelledby="perks-h">
      <h3 id="perks-h">{locale.message(actor.member ? "talk.perks.member" : "talk.perks")}</h3>
      <PerkList world={world} />
      {actor.member ? (
        <Follow world={world} story={story} isFollowing={isFollowing} />
      ) : (
        <Doors world={world} story={story} />
      )}
    </aside>
  );
}

function PerkList({ world }: { world: World }): JSX.Element {
  const { locale, site, actor } = world;
  const minutes = minutesToChange("member", site);
  return (
    <ul class="plain">
      {!actor.member && <li>{locale.message("talk.perks.name")}</li>}
      {minutes > 0 && <li>{locale.message("talk.perks.edit", { n: minutes })}</li>}
      <li>{locale.message("talk.perks.reply")}</li>
      <li>{locale.message("talk.perks.draft")}</li>
      <li>{locale.message("talk.perks.mute")}</li>
    </ul>
  );
}

/** The ways in. They lead back here. */
function Doors({ world, story }: { world: World; story: Story }): JSX.Element {
  const { locale, ctx } = world;
  const to = encodeURIComponent(`${storyPath(story.slug)}#below`);
  const choices = connectChoices(ctx);
  return (
    <>
      <div class="doors">
        <a class="btn btn--reader" href={world.href(`/sign-in?to=${to}`)}>
          {locale.message("talk.signIn")}
        </a>
        <a class="btn" href={world.href(`/sign-up?to=${to}`)}>
          {locale.message("talk.signUp")}
        </a>
      </div>
      {choices.length > 0 && (
        <>
          <p class="label">{locale.message("talk.connect")}</p>
          <div class="connect">
            {choices.map(({ id, label }) => (
              <a key={id} class="btn" href={world.href(`/connect/${encodeURIComponent(id)}?to=${to}`)}>
                {label}
              </a>
            ))}
          </div>
        </>
      )}
    </>
  );
}

/** Begins or ends to hear of a discussion by mail. */
function Follow({
  world,
  story,
  isFollowing,
}: {
  world: World;
  story: Story;
  isFollowing: boolean;
}): JSX.Element {
  const { locale } = world;
  return (
    <form class="follow" method="post" action={world.href(`${storyPath(story.slug)}/follow`)}>
      <input type="hidden" name="on" value={isFollowing ? "0" : "1"} />
      <button class="btn" type="submit">
        {locale.message(isFollowing ? "talk.unfollow" : "talk.follow")}
      </button>
      <p class="note">{locale.message(isFollowing ? "talk.following" : "talk.follow.about")}</p>
    </form>
  );
}
