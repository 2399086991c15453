import { moveThread } from "../../discussion/move-thread.ts";
import { findStory, findStoryById } from "../../stories/reading.ts";
import { type StoryId, readId } from "../../../platform/lib/ids.ts";
import { type CommentAct, staffActor } from "./act.ts";

/** Takes a comment, with all that was said below it, to the story that it is about. */
export const move: CommentAct = {
  may: "comments.moderate",
  check: ({ target }) => (slugIn(target) === "" ? [{ field: "target", message: "acts.error.target" }] : []),
  apply: async (tx, ctx, { comment }, { site, by, target, words }) => {
    if (comment.status === "withdrawn") return "withdrawn";
    const slug = slugIn(target);
    const id = readId<StoryId>(slug);
    const byId = id === null ? null : await findStoryById(tx, id);
    const story = (await findStory(tx, site.id, slug)) ?? byId;
    if (!story || story.siteId !== site.id) return "notThere";
    if (story.id === comment.storyId) return "same";
    const where = { storyId: story.id, revision: story.revision, parentId: null };
    const moved = await moveThread(tx, ctx, comment, { ...where, actor: staffActor(by), reason: words });
    return moved ?? "cannot";
  },
};

/** The story that an address, or a piece of one, names. */
function slugIn(target: string): string {
  const path = URL.parse(target)?.pathname ?? target;
  const found = /(?:^|\/stories\/)([^/?#\s]+)\/?$/.exec(path.split(/[?#]/)[0] ?? "")?.[1] ?? "";
  try {
    return decodeURIComponent(found);
  } catch {
    return "";
  }
}
