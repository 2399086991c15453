import type { Context } from "../../context.ts";
import { assertNever } from "../../platform/lib/assert-never.ts";
import type { CommentId, MemberId } from "../../platform/lib/ids.ts";
import { statedFor } from "../moderation/law/stated-for.ts";
import { type Site, siteUrl } from "../sites/site.ts";
import { commentPath, storyPath } from "../stories/story.ts";
import { followedNews } from "./digest.store.ts";
import type { NoticeContent } from "./mail.ts";
import { followedAmong, statusBefore, type ToldComment, toldComments } from "./news.store.ts";
import { choiceOf } from "./preference.ts";

// What a notice tells of, as it is at the moment in which it is sent: what was removed meanwhile is not told of.

/** Somebody's words. */
export interface Saying {
  name: string;
  text: string;
  at: number;
  href: string;
  /** What of the reader's own it answers. */
  answers: string | null;
}

export interface StoryNews {
  headline: string;
  href: string;
  sayings: readonly Saying[];
  /** How many more there are. */
  more: number;
}

/** What became of a comment of the reader's. */
export interface Decided {
  outcome: "published" | "refused" | "removed";
  headline: string;
  text: string;
  href: string;
  /** The house rule that it broke. */
  rule: string | null;
  /** What else was said of it, in the reader's language. */
  whys: readonly string[];
  /** Where the whole statement of reasons stands, and where one appeals; null: there is none. */
  statement: string | null;
}

export type News =
  | {
      kind: "replies" | "people" | "stories" | "digest";
      stories: readonly StoryNews[];
      total: number;
      names: readonly string[];
    }
  | { kind: "decisions"; decided: readonly Decided[] };

/** Of one story; and of how many stories a mail says anything. */
const mostSayings = 5;
const mostStories = 12;
const mostOfDigest = 300;
const excerptLength = 320;

/** Null: there is nothing to tell any more. */
export async function readNewsOf(
  ctx: Context,
  site: Site,
  memberId: MemberId,
  content: NoticeContent,
): Promise<News | null> {
  if (content.kind === "decisions") return decisions(ctx, site, memberId, content.commentIds);
  const told = await toldOfContent(ctx, site, memberId, content);
  const visible = told.filter((each) => each.status === "published" && each.authorMember !== memberId);
  const wanted = await stillWanted(ctx, memberId, content.kind, visible);
  if (wanted.length === 0) return null;
  const names = [...new Set(wanted.map(({ authorName }) => authorName))];
  return {
    kind: content.kind,
    stories: byStory(ctx, site, wanted, content.kind),
    total: wanted.length,
    names,
  };
}

async function toldOfContent(
  ctx: Context,
  site: Site,
  memberId: MemberId,
  content: Exclude<NoticeContent, { kind: "decisions" }>,
): Promise<ToldComment[]> {
  const { read } = ctx.db;
  if (content.kind !== "digest") return toldComments(read, content.commentIds);
  const choice = await choiceOf(read, memberId);
  const query = {
    memberId,
    siteId: site.id,
    since: content.since,
    until: content.until,
    people: choice.people === "digest",
    stories: choice.stories === "digest",
  };
  const found = await followedNews(read, query, mostOfDigest);
  return toldComments(
    read,
    found.map(({ id }) => id),
  );
}

/** What the reader still follows; of answers, those to words that they didn't take back. */
async function stillWanted(
  ctx: Context,
  memberId: MemberId,
  kind: Exclude<NoticeContent["kind"], "decisions">,
  all: readonly ToldComment[],
): Promise<ToldComment[]> {
  const { read } = ctx.db;
  switch (kind) {
    case "digest":
      return [...all];
    case "replies":
      return all.filter((each) => each.parentMember === memberId && each.parentStatus !== "withdrawn");
    case "people": {
      const authors = all.map(({ authorId }) => authorId);
      const followed = await followedAmong(read, memberId, "person", authors);
      return all.filter(({ authorId }) => followed.has(authorId));
    }
    case "stories": {
      const stories = all.map(({ storyId }) => storyId);
      const followed = await followedAmong(read, memberId, "story", stories);
      return all.filter(({ storyId }) => followed.has(storyId));
    }
    default:
      return assertNever(kind);
  }
}

function byStory(
  ctx: Context,
  site: Site,
  comments: readonly ToldComment[],
  kind: News["kind"],
): StoryNews[] {
  const stories = Map.groupBy(comments, ({ storyId }) => storyId);
  return [...stories.values()].slice(0, mostStories).map((all) => {
    const [first] = all as [ToldComment];
    const sayings = all.slice(-mostSayings).map((each) => ({
      name: each.authorName,
      text: excerpt(each.text),
      at: each.createdAt,
      href: siteUrl(site, ctx.config.url, commentPath(each.id)),
      answers: kind === "replies" ? excerpt(each.parentText ?? "", 120) : null,
    }));
    const href = siteUrl(site, ctx.config.url, storyPath(first.slug));
    return { headline: first.headline, href, sayings, more: all.length - sayings.length };
  });
}

async function decisions(
  ctx: Context,
  site: Site,
  memberId: MemberId,
  ids: readonly CommentId[],
): Promise<News | null> {
  const told = (await toldComments(ctx.db.read, ids)).filter((each) => each.authorMember === memberId);
  const before = await statusBefore(ctx.db.read, ids);
  const stated = await statedFor(ctx, site, memberId, ids);
  const decided = told.flatMap((each): Decided[] => {
    const outcome = outcomeOf(each.status, before.get(each.id));
    if (outcome === null) return [];
    return [
      {
        outcome,
        headline: each.headline,
        text: excerpt(each.text),
        href: siteUrl(
          site,
          ctx.config.url,
          outcome === "published" ? commentPath(each.id) : storyPath(each.slug),
        ),
        rule: each.rule === null ? null : (site.settings.rules[each.rule - 1] ?? null),
        whys: outcome === "published" ? [] : (stated.get(each.id)?.whys ?? []),
        statement: outcome === "published" ? null : (stated.get(each.id)?.link ?? null),
      },
    ];
  });
  return decided.length > 0 ? { kind: "decisions", decided } : null;
}

/** Null: it waits again, or its writer took it back. */
function outcomeOf(status: string, before: string | undefined): Decided["outcome"] | null {
  if (status === "published") return "published";
  if (status !== "rejected" && status !== "spam") return null;
  return before === "published" ? "removed" : "refused";
}

/** The beginning of a text, to the end of a word. */
function excerpt(text: string, length = excerptLength): string {
  const plain = text.replace(/\s+/gu, " ").trim();
  if (plain.length <= length) return plain;
  return `${plain.slice(0, length).replace(/\s+\S*$/u, "")} …`;
}
