import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { type Story, storyPath } from "../stories/story.ts";
import { minutesToChange } from "./change-comment.ts";
import type { Comment } from "./comment.ts";
import { Composer, type Draft, emptyDraft } from "./composer.view.tsx";

/** How long somebody can change what they write. */
export function changeableNote({ locale, site }: World, kind: Comment["authorKind"]): string {
  const n = minutesToChange(kind, site);
  if (n === 0) return "";
  return locale.message(kind === "guest" ? "compose.guest" : "talk.changeable", { n });
}

/** What happens to a comment after it is sent, told before. */
export function afterwards(world: World, story: Story): string {
  const { locale, site, actor } = world;
  const { nameRequired, guestsArePremoderated } = site.settings;
  const isGuest = actor.member === null;
  const isHeld =
    (story.discussion.mode === "premoderated" && !actor.member?.staff) || (guestsArePremoderated && isGuest);
  return [
    isGuest && !nameRequired
      ? locale.message("compose.name.none", { name: locale.message("comment.guestName") })
      : "",
    isHeld ? locale.message("compose.held") : "",
    changeableNote(world, isGuest ? "guest" : "member"),
  ]
    .filter(Boolean)
    .join(" ");
}

interface StoryComposerProps {
  world: World;
  story: Story;
  draft: Draft;
  requestKey: string;
}

/** The form; as everybody finds it, it is rendered once. */
export function composerOf(props: StoryComposerProps): JSX.Element {
  const { world, story, draft, requestKey } = props;
  if (draft !== emptyDraft || requestKey !== "" || world.actor.member) return <StoryComposer {...props} />;
  const stamp = [world.site, story.slug, story.discussion.mode];
  return world.ctx.fragments.get(`composer ${story.id}`, stamp, () => <StoryComposer {...props} />);
}

/** The form for a comment of one's own below a story. */
export function StoryComposer({ world, story, draft, requestKey }: StoryComposerProps): JSX.Element {
  const { locale, site, actor } = world;
  return (
    <>
      <Composer
        world={world}
        action={world.href(`${storyPath(story.slug)}/comments`)}
        heading={locale.message("compose.heading")}
        submit={locale.message("compose.post")}
        draft={draft}
        requestKey={requestKey}
        draftUnder={story.id}
        note={afterwards(world, story)}
      />
      {site.settings.challenge && !actor.member && (
        <noscript>
          <p class="note">{locale.message("compose.challenge.noscript")}</p>
        </noscript>
      )}
    </>
  );
}
