import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { Ago } from "../../../platform/html/components.tsx";
import type { MessageId } from "../../../platform/html/locale.ts";
import { cutAtWord } from "../../../platform/text/clean.ts";
import { plain } from "../../discussion/latest.view.tsx";
import type { Said } from "../../discussion/said-by.ts";
import { Page } from "../../sites/page.view.tsx";
import { commentPath, storyPath } from "../../stories/story.ts";
import { MemberPicture } from "./picture.view.tsx";
import { newFor, type Profile, personPath } from "./profile.ts";
import type { Relation } from "./relation.store.ts";

export interface ProfileProps {
  world: World;
  profile: Profile;
  record: { comments: number; recommends: number };
  said: readonly Said[];
  /** Address of what is older; null at the end. */
  older: string | null;
  isFirst: boolean;
  /** What this person is to the reader; null: nobody is signed in, or has no way to follow them. */
  relation: Relation | null;
  isOwn: boolean;
}

/** Somebody with an account, and all that they have said in public. */
export function ProfilePage(props: ProfileProps): JSX.Element {
  const { world, profile, isFirst } = props;
  const { locale, site } = world;
  return (
    <Page
      world={world}
      title={`${profile.name} – ${site.name}`}
      kind="p-plain"
      path={personPath(profile.handle)}
      indexed={profile.isListed && isFirst}
    >
      <main id="content">
        <div class="wrap plain__head profile">
          <h1>
            <bdi>{profile.name}</bdi>
          </h1>
          <Badges world={world} profile={profile} />
          <Record {...props} />
          {site.settings.memberPictures && profile.picture && (
            <MemberPicture world={world} picture={profile.picture} />
          )}
          {profile.about && (
            <p class="profile__about" dir="auto">
              {profile.about}
            </p>
          )}
          <Relating {...props} />
        </div>
        <section class="band" aria-labelledby="said-h">
          <div class="wrap plain__body">
            <h2 class="label" id="said-h">
              {locale.message("profile.said")}
            </h2>
            <SaidList {...props} />
          </div>
        </section>
      </main>
    </Page>
  );
}

function badgesOf({ staff, isVerified, isSubscriber, since }: Profile, now: number): MessageId[] {
  return [
    ...(staff ? (["profile.badge.staff"] as const) : []),
    ...(isVerified ? (["profile.badge.verified"] as const) : []),
    ...(isSubscriber ? (["profile.badge.subscriber"] as const) : []),
    ...(now - since < newFor ? (["profile.badge.new"] as const) : []),
  ];
}

function Badges({ world, profile }: { world: World; profile: Profile }): JSX.Element | null {
  const badges = badgesOf(profile, world.now);
  if (badges.length === 0) return null;
  const words = (badge: MessageId) =>
    badge === "profile.badge.staff" && profile.staff?.title
      ? world.locale.message("comment.staff", { title: profile.staff.title, site: world.site.name })
      : world.locale.message(badge, { site: world.site.name });
  return (
    <ul class="profile__badges">
      {badges.map((badge) => (
        <li key={badge}>{words(badge)}</li>
      ))}
    </ul>
  );
}

function Record({ world, profile, record }: ProfileProps): JSX.Element {
  const { locale } = world;
  return (
    <p class="note">
      {locale.message("profile.since", { day: locale.fullDay(profile.since) })}
      <span class="sep" />
      {locale.message("profile.comments", { n: record.comments })}
      <span class="sep" />
      {locale.message("profile.recommends", { n: record.recommends })}
    </p>
  );
}

function Relating({ world, profile, relation, isOwn }: ProfileProps): JSX.Element | null {
  const { locale } = world;
  if (isOwn)
    return (
      <p class="note">
        {locale.message("profile.own")}{" "}
        <a class="link" href={world.href("/settings")}>
          {locale.message("profile.change")}
        </a>
      </p>
    );
  if (!relation) return null;
  const { isFollowed, isMuted } = relation;
  const button = (act: "follow" | "mute", on: boolean, label: MessageId) => (
    <form method="post" action={world.href(`${personPath(profile.handle)}/${act}`)}>
      <button class="btn" type="submit" name="on" value={on ? "1" : "0"}>
        {locale.message(label)}
      </button>
    </form>
  );
  return (
    <>
      {isMuted && <p>{locale.message("profile.muted")}</p>}
      <div class="profile__acts">
        {button("follow", !isFollowed, isFollowed ? "profile.unfollow" : "profile.follow")}
        {button("mute", !isMuted, isMuted ? "profile.unmute" : "profile.mute")}
      </div>
      <p class="note">{locale.message("profile.relate.about")}</p>
    </>
  );
}

const excerptLength = 300;

function SaidList({ world, profile, said, older, isFirst }: ProfileProps): JSX.Element {
  const { locale } = world;
  return (
    <>
      {said.length === 0 ? (
        <p class="quiet">{locale.message("profile.silent")}</p>
      ) : (
        <ol class="quotes quotes--page">
          {said.map(({ comment, story }) => (
            <li key={comment.id}>
              <div class="saying">
                <p class="who">
                  <Ago at={comment.createdAt} now={world.now} locale={locale} />
                </p>
                <blockquote dir="auto" lang={comment.language ?? undefined}>
                  <a href={world.href(commentPath(comment.id))}>
                    {cutAtWord(plain(comment.text), excerptLength)}
                  </a>
                </blockquote>
              </div>
              <p class="on">
                <a href={world.href(storyPath(story.slug))}>{story.headline}</a>
              </p>
            </li>
          ))}
        </ol>
      )}
      <p class="listing__nav">
        {!isFirst && (
          <a class="more" href={world.href(personPath(profile.handle))}>
            {locale.message("section.newest")}
          </a>
        )}
        {older && (
          <a class="more" href={world.href(older)} rel="next">
            {locale.message("pager.next")}
          </a>
        )}
      </p>
    </>
  );
}
