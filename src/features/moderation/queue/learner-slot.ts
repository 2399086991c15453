import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { Comment } from "../../discussion/comment.ts";

/** What has been learnt says this of a comment: a section of its own in the case. Null: nothing yet. */
export async function learnerView(_world: World, _comment: Comment): Promise<JSX.Element | null> {
  return null;
}
