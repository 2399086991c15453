import { isMarked, type Mark, markComment } from "../../discussion/mark-comment.ts";
import type { Permission } from "../../people/staff/permissions.ts";
import { type CommentAct, staffActor } from "./act.ts";
import { isOwn } from "./own.ts";

/** Puts a mark on a comment, or takes it away. */
function markAct(mark: Mark, on: boolean, may: Permission): CommentAct {
  return {
    may,
    apply: async (tx, ctx, taken, { site, by, code, words }) => {
      if (taken.comment.status === "withdrawn") return "withdrawn";
      if (mark === "pick" && on && (await isOwn(tx, site.id, taken.comment, by))) return "own";
      if (isMarked(taken.comment, mark) === on) return "same";
      // Why something is folded away its writer is told; the other marks restrict nobody.
      const why = mark === "fold" && on ? { code } : {};
      const marking = { on, actor: staffActor(by), reason: words, ...why };
      return (await markComment(tx, ctx, taken, mark, marking)) ?? "cannot";
    },
  };
}

/** The editors' choice: told from afar, and larger. */
export const pick = markAct("pick", true, "comments.pick");
export const unpick = markAct("pick", false, "comments.pick");

/** Above the discussion, on its first page. */
export const pin = markAct("pin", true, "comments.pick");
export const unpin = markAct("pin", false, "comments.pick");

/** Folded away: it is there for whoever opens it. */
export const fold = markAct("fold", true, "comments.moderate");
export const unfold = markAct("fold", false, "comments.moderate");

/** A thread that takes no more answers. */
export const lock = markAct("lock", true, "comments.moderate");
export const unlock = markAct("lock", false, "comments.moderate");
