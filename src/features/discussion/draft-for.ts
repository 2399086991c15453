import type { World } from "../../context.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { lastName } from "../people/recognise.ts";
import type { Story } from "../stories/story.ts";
import { type Draft, emptyDraft } from "./composer.view.tsx";
import { draftOf } from "./keep-draft.ts";

/**
 * What a form holds that nobody has sent: for a guest the name under which this device last took part; for a member
 * the answer that they began on whatever device. (What they began under the story itself comes with the page's
 * personal parts.)
 */
export async function draftFor(world: World, story: Story, parentId?: CommentId): Promise<Draft> {
  const { actor, ctx, site, now } = world;
  const { read } = ctx.db;
  if (actor.member) {
    const place = { memberId: actor.member.memberId, storyId: story.id };
    const text = parentId === undefined ? "" : await draftOf(read, { ...place, parentId }, now);
    return { ...emptyDraft, typed: { ...emptyDraft.typed, text } };
  }
  if (actor.device === null) return emptyDraft;
  const name = await lastName(read, site.id, actor.device);
  return { ...emptyDraft, typed: { ...emptyDraft.typed, name } };
}
