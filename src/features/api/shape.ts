import type { World } from "../../context.ts";
import { authorName } from "../discussion/author-name.ts";
import type { Comment } from "../discussion/comment.ts";
import { isOwn } from "../discussion/read-discussion.ts";
import { siteUrl } from "../sites/site.ts";
import { commentPath, type Duty, isOpen, type StoryCard, storyPath } from "../stories/story.ts";
import type { CommentShape, StoryShape } from "./answer-shapes.ts";

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

/** A story as programs get it. */
export function shapeOfStory({ site, ctx, now }: World, story: StoryCard, duty: Duty | null): StoryShape {
  const { discussionMode: mode, closesAt } = story;
  const section = site.sections.find((each) => each.id === story.sectionId);
  return {
    id: story.id,
    slug: story.slug,
    url: siteUrl(site, ctx.config.url, storyPath(story.slug)),
    headline: story.headline,
    standfirst: story.standfirst,
    language: story.language,
    bylines: story.bylines.map(({ name, title }) => ({ name, title })),
    confidence: story.confidence,
    section: section ? { slug: section.slug, name: section.name } : null,
    publishedAt: iso(story.publishedAt),
    updatedAt: iso(story.updatedAt),
    commentCount: mode === "hidden" ? 0 : story.commentCount,
    discussion: {
      mode,
      isOpen: isOpen({ mode, closesAt, ...(duty ? { duty } : {}) }, now),
      closesAt: isoOrNull(closesAt),
    },
  };
}

/** A comment as this reader may see it: what isn't published has its words for its writer alone. */
export async function shapeForReader(world: World, comment: Comment): Promise<CommentShape> {
  const { status } = comment;
  const isTheirs = status !== "published" && status !== "withdrawn" && (await isOwn(world, comment));
  return isTheirs ? shapeWith(world, comment, true) : shapeOfComment(world, comment);
}

/** A comment as everybody may see it. */
export function shapeOfComment(world: World, comment: Comment): CommentShape {
  return shapeWith(world, comment, comment.status === "published");
}

function shapeWith({ site, ctx, locale }: World, comment: Comment, hasWords: boolean): CommentShape {
  const { status, authorKind: kind } = comment;
  return {
    id: comment.id,
    storyId: comment.storyId,
    parentId: comment.parentId,
    depth: comment.depth,
    author: hasWords ? { name: authorName(locale, comment.authorName), kind } : null,
    html: hasWords ? comment.html + comment.restHtml : null,
    text: hasWords ? comment.text : null,
    language: hasWords ? comment.language : null,
    status,
    createdAt: iso(comment.createdAt),
    editedAt: hasWords ? isoOrNull(comment.editedAt) : null,
    isPicked: hasWords && comment.pickedAt !== null,
    isPinned: hasWords && comment.pinnedAt !== null,
    isLocked: comment.lockedAt !== null,
    recommendCount: hasWords ? comment.recommendCount : 0,
    replyCount: comment.replyCount,
    url: siteUrl(site, ctx.config.url, commentPath(comment.id)),
  };
}
