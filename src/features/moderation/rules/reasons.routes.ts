import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { usualReasons } from "../acts/refusal-reasons.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { requireFresh } from "../../people/staff/fresh.ts";
import { namesOfStaff } from "../../people/staff/staff-names.ts";
import { changedReasons, type ReasonWish } from "./change-reasons.ts";
import { readReason, reasonIn, typedReason } from "./reason-form.ts";
import { ReasonPage, type ReasonPageProps, ReasonsPage, reasonsPath } from "./reasons.view.tsx";
import type { RuleReason } from "./rule-settings.ts";
import { rulesOf } from "./rules-of.ts";
import { type SaveOutcome, saveReasons } from "./save-rules.ts";
import type { RuleComplaint } from "./typed-rules.ts";

const codeIn = z.string().max(30).default("");

async function listPage(
  world: World,
  more: { isDone?: boolean; complaints?: readonly RuleComplaint[] } = {},
): Promise<string> {
  const { number, settings } = await rulesOf(world.ctx, world.site.id);
  const isUsual = settings.reasons.length === 0;
  const reasons = isUsual ? usualReasons(world.site) : settings.reasons;
  const shown = { world, number, reasons, isUsual, languages: languagesOf(world, null) };
  return renderPage(ReasonsPage({ isDone: false, complaints: [], ...shown, ...more }));
}

const list = route({
  method: "GET",
  path: reasonsPath,
  access: { may: "phases.change" },
  input: z.object({ query: z.object({ done: z.literal("saved").optional().catch(undefined) }) }),
  handle: async ({ world, input: { query } }) =>
    page(await listPage(world, { isDone: query.done === "saved" })),
});

/** The languages that a reason is written in: this site's first, then the others' of this installation, then its own. */
function languagesOf({ ctx, site }: World, reason: RuleReason | null): string[] {
  const own = reason ? [...Object.keys(reason.names), ...Object.keys(reason.texts)] : [];
  return [...new Set([site.language, ...ctx.sites.all().map(({ language }) => language), ...own])];
}

/** A reason of the list, with what its form needs. Code empty: a new one. Null: there is none. */
async function formFor(
  world: World,
  code: string,
): Promise<Omit<ReasonPageProps, "typed" | "complaints"> | null> {
  const { ctx, site } = world;
  const { number, settings } = await rulesOf(ctx, site.id);
  const reasons = settings.reasons.length === 0 ? usualReasons(site) : settings.reasons;
  const reason = reasons.find((each) => each.code === code) ?? null;
  if (code !== "" && !reason) return null;
  const languages = languagesOf(world, reason);
  return { world, number, reason, languages, stale: null, proveAt: null };
}

const form = route({
  method: "GET",
  path: `${reasonsPath}/one`,
  access: { may: "phases.change" },
  input: z.object({ query: z.object({ code: codeIn }) }),
  handle: async ({ world, input: { query } }) => {
    const shown = await formFor(world, query.code);
    if (!shown) return problem("notFound");
    const typed = typedReason(shown.reason, shown.languages);
    return page(renderPage(ReasonPage({ ...shown, typed, complaints: [] })));
  },
});

const seenIn = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0);

const save = route({
  method: "POST",
  path: `${reasonsPath}/one`,
  access: { may: "phases.change" },
  limit: 60,
  input: z.object({ body: z.looseObject({ was: codeIn, seen: seenIn }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const shown = await formFor(world, body.was);
    if (!shown) return page(await listPage(world, { complaints: [gone] }), 409);
    const { languages } = shown;
    const code = body.was === "" ? {} : { code: body.was };
    const typed = { ...reasonIn(body, languages), ...code };
    const again = (more: Partial<ReasonPageProps>, status = 422) =>
      page(renderPage(ReasonPage({ ...shown, typed, complaints: [], ...more })), status);
    const rules = Math.max(world.site.settings.rules.length, shown.reason?.rule ?? 0);
    const { reason, complaints } = readReason(typed, { languages, rules });
    if (complaints.length > 0) return again({ complaints });
    const path = body.was === "" ? `${reasonsPath}/one` : `${reasonsPath}/one?code=${body.was}`;
    if (requireFresh(world, path))
      return again({
        complaints: [{ field: "form", message: "setting.stale" }],
        proveAt: `/prove?to=${encodeURIComponent(path)}`,
      });
    const act = body.was === "" ? "add" : "change";
    const outcome = await put(world, body.seen, { act, reason });
    if (outcome.outcome === "refused") return again({ complaints: outcome.complaints });
    if (outcome.outcome !== "stale") return redirect(`${reasonsPath}?done=saved`);
    const names = await namesOfStaff(world, [outcome.by]);
    const stale = { ...outcome, who: names.get(outcome.by) ?? outcome.by };
    const { number } = await rulesOf(world.ctx, world.site.id);
    return again({ stale, number }, 409);
  },
});

const gone: RuleComplaint = { field: "form", message: "reasons.error.gone" };

function put(world: World, seen: number, wish: ReasonWish): Promise<SaveOutcome> {
  const { ctx, site } = world;
  return saveReasons(ctx, {
    siteId: site.id,
    by: askingMember(world),
    seen,
    make: (now) => changedReasons(now.length === 0 ? usualReasons(site) : now, wish),
  });
}

const change = route({
  method: "POST",
  path: reasonsPath,
  access: { may: "phases.change" },
  limit: 60,
  input: z.object({
    body: z.object({ act: z.enum(["up", "down", "remove"]), code: codeIn, seen: seenIn }),
  }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const old = requireFresh(world, reasonsPath);
    if (old) return old;
    const outcome = await put(world, body.seen, body);
    if (outcome.outcome === "refused")
      return page(await listPage(world, { complaints: outcome.complaints }), 409);
    if (outcome.outcome === "stale") {
      const complaint: RuleComplaint = { field: "form", message: "rules.staleMade" };
      return page(await listPage(world, { complaints: [complaint] }), 409);
    }
    return redirect(`${reasonsPath}?done=saved`);
  },
});

export const reasonRoutes: readonly Route[] = [list, form, save, change];
