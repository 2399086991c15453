import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { authorName } from "../../discussion/author-name.ts";
import { type StoryCard, storyPath } from "../../stories/story.ts";
import { personPath } from "./profile.ts";
import type { ListedPerson } from "./relation.store.ts";
import { SettingsPage } from "./settings-page.view.tsx";

export interface FollowingProps {
  world: World;
  followed: readonly ListedPerson[];
  stories: readonly StoryCard[];
  muted: readonly ListedPerson[];
}

/** Whom and what a member follows, and whom they have muted. */
export function FollowingPage({ world, followed, stories, muted }: FollowingProps): JSX.Element {
  const { locale } = world;
  const people = (kind: "person" | "mute", all: readonly ListedPerson[], act: MessageId) =>
    all.map((person) => (
      <Entry key={person.id} world={world} kind={kind} id={person.id} act={act} name={person.name}>
        <Name world={world} person={person} />
      </Entry>
    ));
  return (
    <SettingsPage world={world} title={locale.message("settings.following")} current="/settings/following">
      <Part
        id="people-h"
        heading={locale.message("following.people")}
        none={locale.message("following.people.none")}
      >
        {people("person", followed, "profile.unfollow")}
      </Part>
      <Part
        id="stories-h"
        heading={locale.message("following.stories")}
        none={locale.message("following.stories.none")}
      >
        {stories.map(({ id, slug, headline }) => (
          <Entry key={id} world={world} kind="story" id={id} act="profile.unfollow" name={headline}>
            <a class="link" href={`${world.href(storyPath(slug))}#below`}>
              {headline}
            </a>
          </Entry>
        ))}
      </Part>
      <Part
        id="muted-h"
        heading={locale.message("following.muted")}
        none={locale.message("following.muted.none")}
      >
        {people("mute", muted, "profile.unmute")}
      </Part>
    </SettingsPage>
  );
}

function Part({
  id,
  heading,
  none,
  children,
}: {
  id: string;
  heading: string;
  none: string;
  children: readonly JSX.Element[];
}): JSX.Element {
  return (
    <section class="settings__part" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {children.length === 0 ? <p class="note">{none}</p> : <ul class="settings__list">{children}</ul>}
    </section>
  );
}

function Name({ world, person }: { world: World; person: ListedPerson }): JSX.Element {
  const name = <bdi>{authorName(world.locale, person.name)}</bdi>;
  if (person.handle === null) return name;
  return (
    <a class="link" href={world.href(personPath(person.handle))}>
      {name}
    </a>
  );
}

function Entry({
  world,
  kind,
  id,
  act,
  name,
  children,
}: {
  world: World;
  kind: "person" | "story" | "mute";
  id: number;
  act: MessageId;
  name: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <li>
      <span>{children}</span>
      <form method="post" action={world.href("/settings/following")}>
        <input type="hidden" name="kind" value={kind} />
        <button class="act" type="submit" name="id" value={id}>
          {world.locale.message(act)}
          <span class="vh"> {name}</span>
        </button>
      </form>
    </li>
  );
}
