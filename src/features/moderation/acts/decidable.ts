import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import type { Comment } from "../../discussion/comment.ts";
import { findComment } from "../../discussion/reading.ts";
import { may } from "../../people/staff/permissions.ts";
import { findDiscussion } from "../../stories/reading.ts";
import type { Discussion } from "../../stories/story.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { markedIn } from "./marked-words.ts";
import { type Reason, reasonsOf } from "./refusal-reasons.ts";

/** What the desk's form has to know of what is decided. */
export interface Decidable {
  reasons: readonly Reason[];
  mayPick: boolean;
  mayChangeDiscussion: boolean;
  /** What can be done to one comment alone; null: it is about several. */
  one: { comment: Comment; discussion: Discussion; hasMarkedWords: boolean } | null;
}

/** Reads what `DecideForm` shows for these comments. */
export async function decidable(world: World, ids: readonly CommentId[]): Promise<Decidable> {
  const { ctx, site, locale, actor } = world;
  const role = actor.member?.staff?.role ?? null;
  const { settings } = await rulesOf(ctx, site.id);
  return {
    reasons: reasonsOf(settings, locale),
    mayPick: may(role, "comments.pick"),
    mayChangeDiscussion: may(role, "discussions.change"),
    one: await theOne(world, ids),
  };
}

async function theOne({ ctx, site }: World, ids: readonly CommentId[]): Promise<Decidable["one"]> {
  const [id] = ids;
  const comment = ids.length === 1 && id ? await findComment(ctx.db.read, site.id, id) : null;
  const discussion = comment && (await findDiscussion(ctx.db.read, comment.storyId));
  if (!comment || !discussion) return null;
  return { comment, discussion, hasMarkedWords: (await markedIn(ctx.db.read, comment)).length > 0 };
}
