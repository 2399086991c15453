import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, redirect } from "../../../platform/http/answer.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { requireFresh } from "../../people/staff/fresh.ts";
import { namesOfStaff } from "../../people/staff/staff-names.ts";
import { dryRunRoutes } from "./dry-run.routes.ts";
import { formerVersions } from "./former-versions.ts";
import { presetRoutes } from "./preset.routes.ts";
import { reasonRoutes } from "./reasons.routes.ts";
import { ruleNumbers } from "./rule-numbers.ts";
import { rulesOf } from "./rules-of.ts";
import { RulesList, type RulesListProps } from "./rules.view.tsx";
import { restoreRules, type SaveOutcome, saveRules } from "./save-rules.ts";
import { type RuleComplaint, type TypedRules, typedIn } from "./typed-rules.ts";
import { VersionsPage } from "./versions.view.tsx";

const path = "/desk/rules";
const provePath = `/prove?to=${encodeURIComponent(path)}`;

async function rulesPage(world: World, more: Partial<RulesListProps>): Promise<string> {
  const { number, settings } = await rulesOf(world.ctx, world.site.id);
  const numbers = await ruleNumbers(world.ctx, world.site.id);
  const nothing = { typed: {}, complaints: [], done: null, stale: null, proveAt: null };
  return renderPage(RulesList({ ...nothing, world, number, settings, numbers, ...more }));
}

const list = route({
  method: "GET",
  path,
  access: { may: "phases.change" },
  input: z.object({ query: z.object({ done: z.enum(["saved", "same"]).optional().catch(undefined) }) }),
  handle: async ({ world, input: { query } }) =>
    page(await rulesPage(world, { done: query.done ? `rules.${query.done}` : null })),
});

const numberIn = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0);
const formBody = z.looseObject({ seen: numberIn });

const save = route({
  method: "POST",
  path,
  access: { may: "phases.change" },
  limit: 30,
  input: z.object({ body: formBody }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const typed = typedIn(body);
    if (requireFresh(world, path))
      return again(world, typed, [{ field: "form", message: "setting.stale" }], { proveAt: provePath });
    const wish = { siteId: world.site.id, by: askingMember(world), seen: body.seen, typed };
    const outcome = await saveRules(world.ctx, wish);
    if (outcome.outcome === "saved" || outcome.outcome === "same")
      return redirect(`${path}?done=${outcome.outcome}`);
    if (outcome.outcome === "refused") return again(world, typed, outcome.complaints);
    const names = await namesOfStaff(world, [outcome.by]);
    const stale = { ...outcome, who: names.get(outcome.by) ?? outcome.by };
    return page(await rulesPage(world, { typed, stale }), 409);
  },
});

/** The form comes back with all that was typed. */
async function again(
  world: World,
  typed: TypedRules,
  complaints: readonly RuleComplaint[],
  more: Partial<RulesListProps> = {},
): Promise<Answer> {
  return page(await rulesPage(world, { typed, complaints, ...more }), 422);
}

/** Back from a dry run, to change more. */
const goOn = route({
  method: "POST",
  path: "/desk/rules/again",
  access: { may: "phases.change" },
  limit: 60,
  input: z.object({ body: formBody }),
  handle: async ({ world, input: { body } }) => page(await rulesPage(world, { typed: typedIn(body) })),
});

async function versionsPage(
  world: World,
  before: number | null,
  complaints: readonly RuleComplaint[] = [],
): Promise<string> {
  const { ctx, site } = world;
  const { versions, next } = await formerVersions(ctx, site.id, before);
  const names = await namesOfStaff(
    world,
    versions.map(({ by }) => by),
  );
  const { number: current } = await rulesOf(ctx, site.id);
  const named = versions.map(({ by, ...version }) => ({ ...version, who: names.get(by) ?? by }));
  return renderPage(VersionsPage({ world, versions: named, current, next, complaints }));
}

const versions = route({
  method: "GET",
  path: "/desk/rules/versions",
  access: { may: "phases.change" },
  input: z.object({ query: z.object({ before: numberIn.nullable().default(null) }) }),
  handle: async ({ world, input: { query } }) => page(await versionsPage(world, query.before || null)),
});

const restore = route({
  method: "POST",
  path: "/desk/rules/restore",
  access: { may: "phases.change" },
  limit: 30,
  input: z.object({ body: z.object({ number: numberIn, seen: numberIn }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const stale = requireFresh(world, "/desk/rules/versions");
    if (stale) return stale;
    const wish = { siteId: world.site.id, by: askingMember(world), ...body };
    const outcome = await restoreRules(world.ctx, wish);
    const complaints = complaintsOf(outcome);
    if (complaints.length > 0) return page(await versionsPage(world, null, complaints), 409);
    return redirect(`${path}?done=${outcome.outcome}`);
  },
});

function complaintsOf(outcome: SaveOutcome): readonly RuleComplaint[] {
  if (outcome.outcome === "stale") return [{ field: "form", message: "rules.staleMade" }];
  return outcome.outcome === "refused" ? outcome.complaints : [];
}

export const ruleRoutes: readonly Route[] = [
  list,
  save,
  goOn,
  versions,
  restore,
  ...presetRoutes,
  ...reasonRoutes,
  ...dryRunRoutes,
];
