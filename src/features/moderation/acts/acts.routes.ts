import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { may } from "../../people/staff/permissions.ts";
import { commentActs, readCommentAct } from "./comment-acts.ts";
import { decidable } from "./decidable.ts";
import { decideComments } from "./decide-comments.ts";
import { DecidePage } from "./decide-page.view.tsx";
import { idsIn, orderForm } from "./order-form.ts";
import { outcomeWords } from "./outcome-words.ts";
import { readOrder } from "./read-order.ts";
import { onwards, toldIn } from "./told.ts";

const decideRoute = route({
  method: "POST",
  path: "/desk/comments/acts",
  access: { may: "comments.moderate" },
  limit: 240,
  input: z.object({ body: orderForm }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const name = readCommentAct(body.act);
    const ids = idsIn(body);
    if (!name || ids.length === 0) return problem("badRequest");
    const act = commentActs[name];
    if (!may(world.actor.member?.staff?.role ?? null, act.may)) return problem("role");
    const known = await decidable(world, ids);
    const order = readOrder(world, body, known);
    const to = onwards(body.to);
    const complaints = act.check?.(order) ?? [];
    const form = { world, ids, to, known, typed: body };
    if (complaints.length > 0)
      return page(renderPage(DecidePage({ ...form, seen: body.seen, complaints })), 422);
    const shown = { seen: body.seen, at: Number(body.shown) || world.now };
    const outcome = await decideComments(world.ctx, act, ids, { order, shown });
    if (outcome.done.length === ids.length) return redirect(toldIn(to, outcome));
    const words = await outcomeWords(world, outcome);
    return page(renderPage(DecidePage({ ...form, ...words })), 409);
  },
});

export const actRoutes: readonly Route[] = [decideRoute];
