import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { type Story, storyPath } from "../stories/story.ts";
import { minutesToChange } from "./change-comment.ts";
import type { Comment } from "./comment.ts";
import { type Places, slot } from "../../platform/html/slots.ts";
import { Composer, type Draft, emptyDraft } from "./composer.view.tsx";

/** How long somebody can change what they write. */
export function changeableNote({ locale, site }: World, kind: Comment["authorKind"]): string {
  const n = minutesToChange(kind, site);
  if (n === 0) return "";
  return locale.message(kind === "guest" ? "compose.guest" : "talk.changeable", { n });
}

/** Whether comments wait here, whoever writes. */
function isReadFirst({ discussion: { mode, preset, duty } }: Story): boolean {
  return mode === "premoderated" || preset !== "" || duty?.isOn === false;
}

/** What happens to a comment after it is sent, told before. */
export function afterwards(world: World, story: Story): string {
  const { locale, site, actor } = world;
  const { nameRequired, guestsArePremoderated } = site.settings;
  const isGuest = actor.member === null;
  const isHeld = (isReadFirst(story) && !actor.member?.staff) || (guestsArePremoderated && isGuest);
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
export function composerOf(
  props: StoryComposerProps & { slots?: Places<StoryComposerProps> | undefined },
): JSX.Element | null {
  const { world, story } = props;
  const { mode, preset, duty } = story.discussion;
  const stamp = [world.site, story.slug, mode, preset, duty?.isOn];
  const empty = { world, story, draft: emptyDraft, requestKey: "" };
  return slot(props.slots, props, {
    theirs: (theirs) => (isEmpty(theirs) ? null : <StoryComposer {...theirs} />),
    everybody: () =>
      world.ctx.fragments.get(`composer ${story.id}`, stamp, () => <StoryComposer {...empty} />),
    often: true,
  });
}

/** Whether it is the form of somebody of whom nothing is known. */
function isEmpty({ world, draft, requestKey }: StoryComposerProps): boolean {
  return draft === emptyDraft && requestKey === "" && world.actor.member === null;
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
        noLinks={story.discussion.preset !== ""}
      />
      {site.settings.challenge && !actor.member && (
        <noscript>
          <p class="note">{locale.message("compose.challenge.noscript")}</p>
        </noscript>
      )}
    </>
  );
}
