import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import type { PersonId } from "../../../platform/lib/ids.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import { findStory } from "../../stories/reading.ts";
import { storiesWithPreset } from "../../stories/set-preset.ts";
import { presets as presetNames } from "../../stories/story.ts";
import { changePreset } from "./change-preset.ts";
import { changeTrust, trusts } from "./change-trust.ts";
import { PresetsPage } from "./presets.view.tsx";
import { slugIn } from "./slug-in.ts";

const path = "/desk/rules/presets";
const mostListed = 200;

async function presetsPage(
  world: World,
  typed: { story: string; preset: string },
  complaints: readonly Complaint[] = [],
  isDone = false,
): Promise<string> {
  const stories = await storiesWithPreset(world.ctx.db.read, world.site.id, mostListed);
  return renderPage(PresetsPage({ world, stories, typed, complaints, isDone }));
}

const list = route({
  method: "GET",
  path,
  access: { may: "discussions.change" },
  input: z.object({
    query: z.object({
      story: z.string().max(2000).default(""),
      done: z.literal("yes").optional().catch(undefined),
    }),
  }),
  handle: async ({ world, input: { query } }) =>
    page(await presetsPage(world, { story: query.story, preset: "" }, [], query.done === "yes")),
});

const set = route({
  method: "POST",
  path,
  access: { may: "discussions.change" },
  limit: 60,
  input: z.object({
    body: z.object({ story: z.string().max(2000).default(""), preset: z.string().max(20).default("") }),
  }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const again = async (complaint: Complaint) => page(await presetsPage(world, body, [complaint]), 422);
    const preset = ["", ...presetNames].find((name) => name === body.preset) as
      | (typeof presetNames)[number]
      | ""
      | undefined;
    if (preset === undefined) return again({ field: "preset", message: "setting.error.choice" });
    const story = await findStory(world.ctx.db.read, world.site.id, slugIn(body.story));
    if (!story) return again({ field: "story", message: "preset.error.story" });
    const by = askingMember(world);
    await changePreset(world.ctx, { siteId: world.site.id, storyId: story.id, preset, by });
    return redirect(`${path}?done=yes`);
  },
});

const trust = route({
  method: "POST",
  path: "/desk/rules/trust",
  access: { may: "comments.moderate" },
  limit: 60,
  input: z.object({
    body: z.object({
      person: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
      trust: z.enum(trusts),
      to: z.string().max(2000).default("/desk/comments"),
    }),
  }),
  handle: async ({ world, input: { body } }) => {
    const change = { personId: body.person as PersonId, trust: body.trust, by: askingMember(world) };
    const isDone = await changeTrust(world.ctx, { siteId: world.site.id, ...change });
    return isDone ? redirect(body.to) : problem("notFound");
  },
});

export const presetRoutes: readonly Route[] = [list, set, trust];
