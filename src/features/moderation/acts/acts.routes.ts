import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { may } from "../../people/staff/permissions.ts";
import type { CommentAct } from "./act.ts";
import { banAnswer } from "./ban-steps.ts";
import { clusterAnswer } from "./cluster-steps.ts";
import { commentActs, readCommentAct } from "./comment-acts.ts";
import { decidable } from "./decidable.ts";
import { decideComments } from "./decide-comments.ts";
import { DecidePage, type DecidePageProps } from "./decide-page.view.tsx";
import { discussionActs, discussionAnswer } from "./discussion-acts.ts";
import { emptyOrder, idsIn, orderForm } from "./order-form.ts";
import { outcomeWords } from "./outcome-words.ts";
import { readOrder } from "./read-order.ts";
import { onwards, readTold, toldIn } from "./told.ts";
import { undo } from "./undo.ts";

const act = route({
  method: "POST",
  path: "/desk/comments/acts",
  access: { may: "comments.moderate" },
  limit: 240,
  input: z.object({ body: orderForm }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    if (discussionActs.includes(body.act)) return discussionAnswer(world, body);
    const name = readCommentAct(body.act);
    const ids = idsIn(body);
    const cluster = /^\d{1,15}$/.test(body.cluster) ? Number(body.cluster) : null;
    if (!name || (ids.length === 0 && cluster === null)) return problem("badRequest");
    const wanted: CommentAct = commentActs[name];
    if (!may(world.actor.member?.staff?.role ?? null, wanted.may)) return problem("role");
    const known = await decidable(world, ids);
    const order = readOrder(world, body, known);
    const form: DecidePageProps = {
      world,
      ids,
      seen: body.seen,
      to: onwards(body.to),
      known,
      typed: body,
      ...(cluster === null ? {} : { cluster }),
    };
    const complaints = wanted.check?.(order) ?? [];
    if (complaints.length > 0) return page(renderPage(DecidePage({ ...form, complaints })), 422);
    if (cluster !== null) return clusterAnswer(world, { cluster, name, order, form });
    if (name === "ban") return banAnswer(world, { ids, order, form });
    return decideAnswer(world, wanted, { ids, order, form });
  },
});

/** Does one thing to some comments and goes on; or tells what wasn't done. */
async function decideAnswer(
  world: World,
  wanted: CommentAct,
  {
    ids,
    order,
    form,
  }: { ids: readonly CommentId[]; order: ReturnType<typeof readOrder>; form: DecidePageProps },
): Promise<Answer> {
  const typed = form.typed ?? emptyOrder;
  const shown = { seen: ids.length === 1 ? typed.seen : "", at: Number(typed.shown) || world.now };
  const outcome = await decideComments(world.ctx, wanted, ids, { order, shown });
  if (outcome.done.length === new Set(ids).size) return redirect(toldIn(form.to, outcome));
  const words = await outcomeWords(world, outcome);
  return page(renderPage(DecidePage({ ...form, ...words })), 409);
}

const takeBack = route({
  method: "POST",
  path: "/desk/comments/undo",
  access: { may: "comments.moderate" },
  limit: 120,
  input: z.object({ body: z.object({ decision: z.string(), to: z.string().default("") }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const told = readTold(body.decision.includes("-") ? body.decision : `${body.decision}-${body.decision}`);
    if (!told) return problem("badRequest");
    const to = onwards(body.to);
    const outcome = await undo(world.ctx, { site: world.site, by: askingMember(world), told });
    if (outcome.conflicts.length === 0 && Object.keys(outcome.stopped).length === 0)
      return redirect(toldIn(to, outcome));
    const { told: words } = await outcomeWords(world, outcome);
    const known = await decidable(world, []);
    return page(renderPage(DecidePage({ world, ids: [], seen: "", to, known, told: words })), 409);
  },
});

export const actRoutes: readonly Route[] = [act, takeBack];
