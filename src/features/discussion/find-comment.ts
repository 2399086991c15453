import type { World } from "../../context.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { findStoryById } from "../stories/reading.ts";
import type { Story } from "../stories/story.ts";
import { isChangeable } from "./change-comment.ts";
import type { Comment } from "./comment.ts";
import { findComment } from "./comment.store.ts";
import { isOwn } from "./read-discussion.ts";

// Who may see and do what with one comment. Nothing of a hidden discussion is ever found.

export interface Found {
  comment: Comment;
  story: Story;
}

/** A comment of any status with its story: whoever asks has to look who may see it. */
export async function findAny(world: World, id: CommentId): Promise<Found | null> {
  const comment = await findComment(world.ctx.db.read, world.site.id, id);
  const story = comment ? await findStoryById(world.ctx.db.read, comment.storyId) : null;
  return comment && story && story.discussion.mode !== "hidden" ? { comment, story } : null;
}

/** A published comment with its story. */
export async function findPublished(world: World, id: CommentId): Promise<Found | null> {
  const found = await findAny(world, id);
  return found?.comment.status === "published" ? found : null;
}

/** A comment that can be seen by this reader: it is published, stays above its answers, or is their own and was not withdrawn. */
export async function findVisible(
  world: World,
  id: CommentId,
): Promise<(Found & { isPublic: boolean }) | null> {
  const found = await findAny(world, id);
  if (!found) return null;
  const { status, childCount } = found.comment;
  if (status === "published" || childCount > 0) return { ...found, isPublic: true };
  const isTheirs = status !== "withdrawn" && (await isOwn(world, found.comment));
  return isTheirs ? { ...found, isPublic: false } : null;
}

/** One's own comment while it may be changed. */
export async function findOwn(world: World, id: CommentId): Promise<Found | null> {
  const found = await findAny(world, id);
  if (!found || !(await isOwn(world, found.comment))) return null;
  return isChangeable(found.comment, world.site, world.now) ? found : null;
}
