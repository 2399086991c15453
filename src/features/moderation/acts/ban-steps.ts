import type { World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import type { CommentId, DecisionId } from "../../../platform/lib/ids.ts";
import { findComment } from "../../discussion/reading.ts";
import { requireFresh } from "../../people/staff/fresh.ts";
import { sanctionsOfPerson } from "../sanctions/sanction.store.ts";
import { type Order, staffActor } from "./act.ts";
import { ban } from "./ban.ts";
import { decideComments } from "./decide-comments.ts";
import { DecidePage, type DecidePageProps } from "./decide-page.view.tsx";
import { emptyOrder } from "./order-form.ts";
import { outcomeWords } from "./outcome-words.ts";
import { countPast, readPast, refusePast, writersMeant } from "./refuse-past.ts";
import { PreviewPage, ProgressPage } from "./steps.view.tsx";
import { toldIn } from "./told.ts";

/** What "confirmed" says once the sanction stands and the rest of the past is left. */
const goingOn = "on";

/**
 * A ban in its steps: what it would take with it is shown before it happens; then the sanction, then what was written
 * before, as much of it as one request takes.
 */
export async function banAnswer(
  world: World,
  { ids, order, form }: { ids: readonly CommentId[]; order: Order; form: DecidePageProps },
): Promise<Answer> {
  const { ctx, site } = world;
  const typed = form.typed ?? emptyOrder;
  const [id] = ids;
  const comment = ids.length === 1 && id ? await findComment(ctx.db.read, site.id, id) : null;
  if (!comment) return problem(ids.length > 1 ? "badRequest" : "notFound");
  if (order.until === null && requireFresh(world, form.to))
    return page(renderPage(DecidePage({ ...form, needsProof: true })), 403);
  const past = readPast(typed.past);
  const persons = await writersMeant(ctx.db.read, comment, order);
  if (typed.confirmed === "") {
    const counts = await countPast(ctx.db.read, persons);
    return page(renderPage(PreviewPage({ world, typed, to: form.to, order, past, counts })));
  }
  const done: DecisionId[] = [];
  if (typed.confirmed === goingOn) {
    // Only what a sanction of theirs began is gone on with.
    const { authorId: personId, authorMemberId: memberId } = comment;
    const all = await sanctionsOfPerson(ctx.db.read, site.id, { personId, memberId });
    if (!all.some((each) => each.endedAt === null && each.actor === staffActor(order.by)))
      return problem("badRequest");
  } else {
    const shown = { seen: "", at: Number(typed.shown) || world.now };
    const outcome = await decideComments(ctx, ban, [comment.id], { order, shown });
    if (outcome.done.length === 0) {
      const words = await outcomeWords(world, outcome);
      return page(renderPage(DecidePage({ ...form, ...words })), 409);
    }
    done.push(...outcome.done);
  }
  const refused = await refusePast(ctx, { persons, past, order });
  done.push(...refused.done);
  if (refused.left === 0) return redirect(toldIn(form.to, { done }));
  const onward = { ...typed, confirmed: goingOn };
  const count = { done: refused.done.length, left: refused.left };
  return page(renderPage(ProgressPage({ world, typed: onward, ...count })));
}
