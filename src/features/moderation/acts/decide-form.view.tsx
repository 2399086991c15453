import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";

export interface DecideFormProps {
  world: World;
  /** What is decided about: one comment, or several that get the same. */
  ids: readonly CommentId[];
  /** What the moderator has seen of the one comment: see `seenOf`. Empty for several. */
  seen: string;
  /** Path to which the desk goes on afterwards: the next case. */
  to: string;
}

/** The desk's verdicts: see the look. */
export function DecideForm({ world, ids, seen, to }: DecideFormProps): JSX.Element {
  return (
    <form class="decide" method="post" action={world.href("/desk/comments/acts")}>
      {ids.map((id) => (
        <input key={id} type="hidden" name="id" value={id} />
      ))}
      <input type="hidden" name="seen" value={seen} />
      <input type="hidden" name="to" value={to} />
    </form>
  );
}
