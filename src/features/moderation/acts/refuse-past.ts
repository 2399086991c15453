import type { Context } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import type { CommentId, DecisionId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import { commentsToRefuse, countToRefuse, personsOnDevice } from "../../discussion/past-comments.ts";
import { whereFrom } from "../../discussion/where-from.ts";
import type { Order } from "./act.ts";
import { decideComments } from "./decide-comments.ts";
import { refuse } from "./refuse.ts";

/** What becomes of what somebody wrote before they were banned. */
export const pasts = ["keep", "waiting", "all"] as const;
export type Past = (typeof pasts)[number];

/** The furthest of what was chosen. */
export function readPast(typed: readonly string[]): Past {
  return pasts.findLast((each) => typed.includes(each)) ?? "keep";
}

function statusesOf(past: Past): ("pending" | "published")[] {
  if (past === "keep") return [];
  return past === "waiting" ? ["pending"] : ["pending", "published"];
}

/** Whose comments these are: the writer's, and those of whoever wrote on the same device where that is banned too. */
export async function writersMeant(
  db: Db,
  comment: { id: CommentId; authorId: PersonId; siteId: SiteId },
  { whom }: Pick<Order, "whom">,
): Promise<PersonId[]> {
  const origin = whom.includes("device") ? await whereFrom(db, comment.id) : null;
  const others = origin ? await personsOnDevice(db, comment.siteId, origin.deviceHash) : [];
  return [...new Set([comment.authorId, ...others])];
}

/** How many comments a ban would take with it: told before it happens. */
export function countPast(
  db: Db,
  persons: readonly PersonId[],
): Promise<{ pending: number; published: number }> {
  return countToRefuse(db, persons);
}

/** Comments in one request: what is left is gone on with by another. */
const mostAtOnce = 1000;
/** And for how long it goes on, before proxies give up on it. */
const longestMs = 10_000;

/**
 * Refuses what somebody wrote, a part of it: it may be called again until nothing is left, also after a crash. What
 * colleagues decide in the meantime about one of them comes after.
 */
export async function refusePast(
  ctx: Context,
  { persons, past, order }: { persons: readonly PersonId[]; past: Past; order: Order },
): Promise<{ done: DecisionId[]; left: number }> {
  const statuses = statusesOf(past);
  const done: DecisionId[] = [];
  if (statuses.length === 0) return { done, left: 0 };
  const until = ctx.now() + longestMs;
  for (;;) {
    const ids = await commentsToRefuse(ctx.db.read, persons, { statuses, limit: 100 });
    if (ids.length === 0) return { done, left: 0 };
    const outcome = await decideComments(ctx, refuse, ids, { order, shown: { seen: "", at: ctx.now() } });
    done.push(...outcome.done);
    const isStuck = outcome.done.length === 0;
    if (isStuck || done.length >= mostAtOnce || ctx.now() >= until) {
      const counts = await countToRefuse(ctx.db.read, persons);
      const left = counts.pending + (past === "all" ? counts.published : 0);
      return { done, left: isStuck ? 0 : left };
    }
  }
}
