import type { CommentAct } from "./act.ts";
import { fold, lock, pick, pin, unfold, unlock, unpick, unpin } from "./mark.ts";
import { ban } from "./ban.ts";
import { merge } from "./merge.ts";
import { move } from "./move.ts";
import { note } from "./note.ts";
import { trust } from "./trust.ts";
import { warn } from "./warn.ts";
import { publish } from "./publish.ts";
import { redact } from "./redact.ts";
import { refuse } from "./refuse.ts";
import { spam } from "./spam.ts";

/** What staff can do to comments, one by one or to many. */
export const commentActs = {
  publish,
  refuse,
  spam,
  pick,
  unpick,
  pin,
  unpin,
  fold,
  unfold,
  lock,
  unlock,
  redact,
  move,
  merge,
  note,
  trust,
  warn,
  ban,
} as const satisfies Record<string, CommentAct>;

export type CommentActName = keyof typeof commentActs;

export function readCommentAct(name: string): CommentActName | null {
  return Object.hasOwn(commentActs, name) ? (name as CommentActName) : null;
}
