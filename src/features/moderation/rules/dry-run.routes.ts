import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page } from "../../../platform/http/answer.ts";
import { countWritten } from "../../discussion/written-since.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import { DryRunPage, type DryRunProps, type TriedText } from "./dry-run.view.tsx";
import { noTally, type Progress, tryOnWeek } from "./dry-run.ts";
import { changesBetween } from "./rule-changes.ts";
import { oneWeek } from "./rule-numbers.ts";
import { rulesOf } from "./rules-of.ts";
import { storiesToTry, triers, tryText } from "./try-text.ts";
import { type TypedRules, typedIn, withTyped } from "./typed-rules.ts";
import { WeekPage, type WeekProps } from "./week-run.view.tsx";

const path = "/desk/rules/dry-run";
const empty: DryRunProps["typed"] = { text: "", as: "new", story: "" };

async function dryRunPage(world: World, more: Partial<DryRunProps>): Promise<string> {
  const stories = await storiesToTry(world);
  const { settings, number } = await rulesOf(world.ctx, world.site.id);
  const nothing = { settings, number, typed: empty, changes: [], carried: {}, complaints: [], results: [] };
  return renderPage(DryRunPage({ ...nothing, world, stories, ...more }));
}

const form = route({
  method: "GET",
  path,
  access: { may: "phases.change" },
  input: z.object({}),
  handle: async ({ world }) => page(await dryRunPage(world, {})),
});

const numberIn = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0);
const textBody = z.looseObject({
  text: z.string().default(""),
  as: z.enum(triers).catch("new"),
  story: z.string().default(""),
});

const tryIt = route({
  method: "POST",
  path,
  access: { may: "phases.change" },
  limit: 60,
  input: z.object({ body: textBody }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const { text, as, story: chosen } = body;
    const typed = { text, as, story: chosen };
    const tried = await trySettings(world, typedIn(body));
    const { changes, carried } = tried;
    if (tried.complaints.length > 0)
      return page(await dryRunPage(world, { typed, complaints: tried.complaints, changes, carried }), 422);
    // Who comes from the form of the rules hasn't written anything yet.
    if (text === "" && body["fresh"] === "1") return page(await dryRunPage(world, { changes, carried }));
    const story = (await storiesToTry(world)).find(({ id }) => String(id) === chosen) ?? null;
    const results: TriedText[] = [];
    for (const { name, settings } of tried.settings) {
      const result = await tryText(world, { text, as, story }, settings);
      if ("complaints" in result) {
        const complaints: Complaint[] = result.complaints.map((each) => ({ ...each, field: "text" }));
        return page(await dryRunPage(world, { typed, complaints, changes, carried }), 422);
      }
      results.push({ name, result });
    }
    return page(await dryRunPage(world, { typed, changes, carried, results }));
  },
});

/** The settings as they are, and where something was changed in the form, as they would be. */
async function trySettings(world: World, carried: TypedRules) {
  const { settings: now } = await rulesOf(world.ctx, world.site.id);
  const { settings: tried, complaints } = withTyped(now, carried);
  const changes = changesBetween(now, tried);
  const settings = [
    { name: "dryRun.now" as const, settings: now },
    ...(changes.length > 0 ? [{ name: "dryRun.then" as const, settings: tried }] : []),
  ];
  return { now, tried, settings, complaints, changes, carried };
}

const weekBody = z.looseObject({
  at: numberIn,
  id: numberIn,
  since: numberIn,
  total: numberIn,
  seen: numberIn,
  different: numberIn,
  now: z.string().max(100).default(""),
  tried: z.string().max(100).default(""),
});

const week = route({
  method: "POST",
  path: "/desk/rules/dry-run/week",
  access: { may: "phases.change" },
  limit: 120,
  input: z.object({ body: weekBody }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const { ctx, site } = world;
    const { now, tried, complaints, changes, carried } = await trySettings(world, typedIn(body));
    if (complaints.length > 0) return page(await weekPage(world, { carried, changes, complaints }), 422);
    const progress = await progressIn(world, body);
    const step = await tryOnWeek(ctx, site, { now, tried }, progress);
    return page(await weekPage(world, { carried, changes, complaints: [], step }));
  },
});

async function weekPage(
  world: World,
  props: Omit<WeekProps, "world" | "number" | "settings">,
): Promise<string> {
  const { number, settings } = await rulesOf(world.ctx, world.site.id);
  return renderPage(WeekPage({ ...props, world, number, settings }));
}

/** What the steps before found comes back with the form: whoever would change it there fools nobody else. */
async function progressIn({ ctx, site, now }: World, body: z.output<typeof weekBody>): Promise<Progress> {
  const { seen, different } = body;
  if (seen === 0 || body.since < now - 2 * oneWeek) {
    const since = now - oneWeek;
    const total = await countWritten(ctx.db.read, site.id, since);
    const nothing = { seen: 0, different: 0, now: noTally, tried: noTally };
    return { before: null, since, total, ...nothing };
  }
  const { at, id, since, total } = body;
  const tallies = { now: tallyIn(body.now), tried: tallyIn(body.tried) };
  return { before: { at, id }, since, total, seen, different, ...tallies };
}

function tallyIn(text: string) {
  const [published, held, refused] = text.split(" ").map((part) => numberIn.parse(part));
  return { published: published ?? 0, held: held ?? 0, refused: refused ?? 0 };
}

export const dryRunRoutes: readonly Route[] = [form, tryIt, week];
