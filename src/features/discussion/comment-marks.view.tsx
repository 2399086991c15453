import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { commentPath } from "../stories/story.ts";
import type { Comment } from "./comment.ts";
import type { Talk } from "./comment.view.tsx";

interface Marked {
  talk: Talk;
  comment: Comment;
}

/** What staff did to a comment, as far as it shows: for the stamp of what is kept. */
export function marksOf(comment: Comment) {
  const { pickedAt, pinnedAt, foldedAt, lockedAt, coveredFor, mergedInto, movedFrom } = comment;
  const marks = [pickedAt, pinnedAt, foldedAt, lockedAt].map((at) => at !== null);
  return [...marks, coveredFor, mergedInto, movedFrom];
}

/** Above a comment: that the editors chose it, or put it where it stands. */
export function Marks({ talk, comment }: Marked): JSX.Element | null {
  const { locale } = talk.world;
  const { pickedAt, pinnedAt, movedFrom } = comment;
  if (comment.status !== "published") return null;
  return (
    <>
      {pickedAt !== null && <p class="pickmark">{locale.message("mark.pick")}</p>}
      {pinnedAt !== null && <p class="deskmark">{locale.message("mark.pin")}</p>}
      {movedFrom !== null && (
        <p class="deskmark">
          <a class="link" href={talk.world.href(`${commentPath(comment.id)}/from`)}>
            {locale.message("mark.moved")}
          </a>
        </p>
      )}
    </>
  );
}

/** Below a comment's words: what the desk did to them, and that it takes no answers. */
export function Notes({ talk, comment }: Marked): JSX.Element | null {
  const { locale } = talk.world;
  const { coveredFor, lockedAt } = comment;
  if (coveredFor === null && lockedAt === null) return null;
  return (
    <>
      {coveredFor !== null && (
        <p class="desknote">
          {coveredFor === ""
            ? locale.message("mark.covered")
            : locale.message("mark.coveredFor", { reason: coveredFor })}
        </p>
      )}
      {lockedAt !== null && talk.isOpen && <p class="desknote">{locale.message("mark.locked")}</p>}
    </>
  );
}

/** Where one reads what was said twice. */
export function MergedInto({ world, comment }: { world: World; comment: Comment }): JSX.Element | null {
  if (comment.mergedInto === null || comment.status === "withdrawn") return null;
  return (
    <a class="link" href={world.href(commentPath(comment.mergedInto))}>
      {world.locale.message("mark.merged")}
    </a>
  );
}
