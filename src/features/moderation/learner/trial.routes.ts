import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { listSnapshots } from "./snapshot.store.ts";
import { findTrial } from "./trial.store.ts";
import { TrialPage } from "./trial.view.tsx";
import { beginTrial, goOn, talliesOf } from "./try-states.ts";

const path = "/desk/rules/learner/trials";
const access = { may: "phases.change" } as const;
const state = z.coerce.number().int().min(0);
const params = z.object({ id: z.coerce.number().int().positive() });

const begin = route({
  method: "POST",
  path,
  access,
  limit: 20,
  input: z.object({ body: z.object({ one: state, other: state }) }),
  handle: async ({ world: { ctx, site }, input: { body } }): Promise<Answer> => {
    const id = await beginTrial(ctx, { siteId: site.id, ...body });
    if (id === null) return problem("notFound");
    await goOn(ctx, site.id, id);
    return redirect(`${path}/${id}`);
  },
});

const shown = route({
  method: "GET",
  path: `${path}/:id`,
  access,
  input: z.object({ params }),
  handle: async ({ world, input }): Promise<Answer> => {
    const { ctx, site } = world;
    const trial = await findTrial(ctx.db.read, site.id, input.params.id);
    if (!trial) return problem("notFound");
    const snapshots = await listSnapshots(ctx.db.read, site.id);
    return page(renderPage(TrialPage({ world, trial, tallies: talliesOf(trial), snapshots })));
  },
});

const further = route({
  method: "POST",
  path: `${path}/:id`,
  access,
  limit: 60,
  input: z.object({ params }),
  handle: async ({ world: { ctx, site }, input }): Promise<Answer> => {
    await goOn(ctx, site.id, input.params.id);
    return redirect(`${path}/${input.params.id}`);
  },
});

export const trialRoutes: readonly Route[] = [begin, shown, further];
