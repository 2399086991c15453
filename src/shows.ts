import { assertNever } from "./platform/lib/assert-never.ts";
import type { Event } from "./platform/events/events.ts";
import type { MemberId, SiteId, StoryId } from "./platform/lib/ids.ts";

/**
 * Tags for what a page can show. Whoever makes a page that is kept names all that stands on it; `changedBy` says which
 * of it an event may have altered.
 */
export const shows = {
  /** Names, languages, sections and settings of the sites: all that stands round every page. */
  sites: "sites",
  /** Anything of a site: for what shows nearly all of it, and for changes of nearly all of it. */
  site: (id: SiteId) => `site-${id}`,
  /** Which stories a site has, and what a list says of them but for the number of comments. */
  stories: (id: SiteId) => `stories-${id}`,
  /** The numbers of comments that lists show, and the order that follows from them. */
  counts: (id: SiteId) => `counts-${id}`,
  /** What readers say, over all stories of a site. */
  latest: (id: SiteId) => `latest-${id}`,
  /** A whole story, with the mode of its discussion. */
  story: (id: StoryId) => `story-${id}`,
  /** What is below one story. */
  talk: (id: StoryId) => `talk-${id}`,
  /** Who is signed in, as whom, and what they may do: of everybody at once. */
  members: "members",
  /** The same of one member, and what their account says of itself on every site. */
  member: (id: MemberId) => `member-${id}`,
  /** What only a member sees: what they have begun to write, follow, and whom they have muted. */
  own: (id: MemberId) => `own-${id}`,
  /** Who has written on a site, and what single readers see of their own there. */
  writers: (id: SiteId) => `writers-${id}`,
  /** How often what readers said was recommended, over all stories of a site. */
  recommends: (id: SiteId) => `recommends-${id}`,
  /** By what comments are judged: the settings of the rules, word lists, what has been learnt. */
  rules: (id: SiteId) => `rules-${id}`,
  /** Which stories are the same in several languages. */
  translations: "translations",
} as const;

/** What may look different after an event. */
export function changedBy(event: Event): string[] {
  const { siteId } = event;
  switch (event.type) {
    case "site.changed":
      return [shows.sites];
    case "import.batch":
      return [shows.sites, shows.site(siteId), shows.translations];
    case "story.published":
    case "story.changed":
      return [shows.stories(siteId), shows.story(event.storyId), shows.translations, shows.sites];
    case "discussion.changed":
      return [...listed(siteId), shows.stories(siteId), shows.story(event.storyId)];
    case "comment.posted":
      return event.status === "published"
        ? [...listed(siteId), shows.talk(event.storyId), shows.writers(siteId)]
        : [shows.writers(siteId)];
    case "comment.status":
    case "comment.erased":
      return [...listed(siteId), shows.talk(event.storyId)];
    case "comment.edited":
      return [shows.latest(siteId), shows.talk(event.storyId)];
    case "comment.recommended":
      return [shows.talk(event.storyId), shows.recommends(siteId)];
    case "comment.reported":
      return [shows.talk(event.storyId)];
    case "comment.marked":
      return [shows.latest(siteId), shows.talk(event.storyId)];
    case "rules.changed":
      // Settings of rules are told to readers: hours, and whether links are allowed. What was learnt isn't.
      return event.changes ? [shows.rules(siteId), shows.site(siteId)] : [shows.rules(siteId)];
    case "decision.made":
    case "person.sanctioned":
      return [];
    case "staff.changed":
    case "member.changed":
      return event.memberId === null ? [] : [shows.member(event.memberId)];
    case "reader.changed":
      return [shows.own(event.memberId)];
    case "person.changed":
      return [shows.site(siteId), shows.writers(siteId)];
    case "erasure.done":
      return [shows.writers(siteId)];
    case "erasure.ordered":
    case "person.exported":
      return [];
    default:
      return assertNever(event);
  }
}

/** What a comment changes beside its own discussion. */
function listed(siteId: SiteId): string[] {
  return [shows.counts(siteId), shows.latest(siteId)];
}
