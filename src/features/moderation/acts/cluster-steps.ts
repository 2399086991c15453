import type { World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import type { DecisionId } from "../../../platform/lib/ids.ts";
import type { Order } from "./act.ts";
import { type CommentActName, commentActs } from "./comment-acts.ts";
import { decideComments } from "./decide-comments.ts";
import type { DecidePageProps } from "./decide-page.view.tsx";
import { ProgressPage } from "./steps.view.tsx";
import { emptyOrder } from "./order-form.ts";
import { toldIn } from "./told.ts";
import { countInCluster, waitingInCluster } from "./waiting.store.ts";

/** What is done to a whole cluster: what takes its comments out of the queue, so that nothing is done twice. */
const forClusters: readonly CommentActName[] = ["publish", "refuse", "spam"];

/** Comments in one request, and in one look at the queue; and for how long a request goes on, before proxies give up on it. */
const mostAtOnce = 2000;
const longestMs = 10_000;
const lookedAt = 100;

/**
 * Decides about all that waits in a cluster, in several transactions. A large one takes several requests: each goes on
 * where the one before ended, also after a crash, and nothing is decided twice.
 */
export async function clusterAnswer(
  world: World,
  {
    cluster,
    name,
    order,
    form,
  }: { cluster: number; name: CommentActName; order: Order; form: DecidePageProps },
): Promise<Answer> {
  const { ctx, site } = world;
  if (!forClusters.includes(name)) return problem("badRequest");
  const done: DecisionId[] = [];
  const where = { siteId: site.id, cluster };
  const until = ctx.now() + longestMs;
  while (done.length < mostAtOnce && (done.length === 0 || ctx.now() < until)) {
    const ids = await waitingInCluster(ctx.db.read, { ...where, limit: lookedAt });
    const shown = { seen: "", at: world.now };
    const outcome = await decideComments(ctx, commentActs[name], ids, { order, shown });
    done.push(...outcome.done);
    if (outcome.done.length === 0) break;
  }
  const left = await countInCluster(ctx.db.read, where);
  if (left === 0 || done.length === 0) return redirect(toldIn(form.to, { done }));
  const typed = form.typed ?? emptyOrder;
  return page(renderPage(ProgressPage({ world, typed, done: done.length, left })));
}
