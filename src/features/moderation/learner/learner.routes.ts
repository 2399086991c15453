import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { type Answer, redirect } from "../../../platform/http/answer.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { requireFresh } from "../../people/staff/fresh.ts";
import { type SaveOutcome, savePhase } from "../rules/save-rules.ts";
import { rollBack } from "./adopt-model.ts";
import { thresholds } from "./core/record.ts";
import { learnerDesk } from "./learner-desk.ts";
import { modelFileRoutes } from "./model-file.routes.ts";
import { precisions, refusals } from "./thresholds.view.tsx";
import { trialRoutes } from "./trial.routes.ts";

const path = "/desk/rules/learner";
const access = { may: "phases.change" } as const;

const dones = {
  saved: "learner.saved",
  same: "learner.same",
  back: "learner.rolledBack",
  imported: "learner.imported",
} as const;

const desk = route({
  method: "GET",
  path,
  access,
  input: z.object({
    query: z.object({ done: z.enum(["saved", "same", "back", "imported"]).optional().catch(undefined) }),
  }),
  handle: async ({ world, input: { query } }) =>
    learnerDesk(world, { done: query.done ? dones[query.done] : null }),
});

/** One of the numbers that a form offers; empty: none. */
const oneOf = (offered: readonly number[]) =>
  z
    .literal("")
    .transform(() => null)
    .or(z.coerce.number().refine((n) => offered.includes(n)));

const save = route({
  method: "POST",
  path,
  access,
  limit: 30,
  input: z.object({
    body: z.object({
      seen: z.coerce.number().int().min(0),
      hold: oneOf(thresholds),
      refuse: oneOf(refusals),
      precision: z.coerce.number().refine((n) => precisions.some((each) => each === n)),
    }),
  }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const unproved = requireFresh(world, path);
    if (unproved) return unproved;
    const { seen, ...part } = body;
    if (part.refuse !== null && part.hold !== null && part.refuse <= part.hold)
      return learnerDesk(world, { complaints: [{ field: "form", message: "learner.order" }] });
    const wish = { siteId: world.site.id, by: askingMember(world), seen };
    return answerTo(world, await savePhase(world.ctx, { ...wish, phase: "learner", part }));
  },
});

function answerTo(world: World, { outcome }: SaveOutcome): Answer | Promise<Answer> {
  if (outcome === "saved" || outcome === "same") return redirect(`${path}?done=${outcome}`);
  return learnerDesk(world, { complaints: [{ field: "form", message: "learner.stale" }] });
}

const goBack = route({
  method: "POST",
  path: `${path}/roll-back`,
  access,
  limit: 10,
  input: z.object({ body: z.object({ id: z.coerce.number().int().positive() }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const unproved = requireFresh(world, path);
    if (unproved) return unproved;
    const who = { siteId: world.site.id, by: askingMember(world) };
    return (await rollBack(world.ctx, { ...who, id: body.id }))
      ? redirect(`${path}?done=back`)
      : learnerDesk(world, { complaints: [{ field: "form", message: "learner.gone" }] });
  },
});

export const learnerRoutes: readonly Route[] = [desk, save, goBack, ...modelFileRoutes, ...trialRoutes];
