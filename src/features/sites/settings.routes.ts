import { z } from "zod";
import { type Route, route, type World } from "../../context.ts";
import { renderPage } from "../../platform/html/render.ts";
import { type Answer, page, redirect } from "../../platform/http/answer.ts";
import { askingMember } from "../people/staff/asking-member.ts";
import { reachOf } from "../people/staff/authority.ts";
import type { Complaint } from "../people/staff/desk-form.view.tsx";
import { requireFresh } from "../people/staff/fresh.ts";
import { changeSettings } from "./change-settings.ts";
import { type SettingName, settingKinds, settingMark, settingNames } from "./setting-fields.ts";
import { SettingsPage, type SettingsPageProps, type TypedSettings } from "./settings.view.tsx";

const path = "/desk/settings";
const provePath = `/prove?to=${encodeURIComponent(path)}`;

/** A host belongs to the whole installation: who is admin of one site could take another's with it. */
const ofTheInstallation: readonly SettingName[] = ["host"];

async function namesFor(world: World): Promise<readonly SettingName[]> {
  const reach = await reachOf(world.ctx.db.read, askingMember(world), "settings.change");
  return settingNames.filter((name) => reach.isEverywhere || !ofTheInstallation.includes(name));
}

async function settingsPage(world: World, more: Partial<SettingsPageProps>): Promise<string> {
  const names = await namesFor(world);
  const nothing = { typed: {}, complaints: [], isSaved: false, proveAt: null };
  return renderPage(SettingsPage({ ...nothing, world, names, ...more }));
}

const form = route({
  method: "GET",
  path,
  access: { may: "settings.change" },
  input: z.object({ query: z.object({ done: z.literal("saved").optional().catch(undefined) }) }),
  handle: async ({ world, input: { query } }) =>
    requireFresh(world, path) ?? page(await settingsPage(world, { isSaved: query.done === "saved" })),
});

const save = route({
  method: "POST",
  path,
  access: { may: "settings.change" },
  limit: 30,
  input: z.object({ body: z.record(z.string(), z.unknown()) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const typed = typedIn(body, await namesFor(world));
    const again = async (complaints: readonly Complaint[], proveAt: string | null = null) =>
      page(await settingsPage(world, { typed, complaints, proveAt }), 422);
    if (requireFresh(world, path)) return again([{ field: "form", message: "setting.stale" }], provePath);
    const complaints = await changeSettings(world.ctx, {
      site: world.site,
      by: askingMember(world),
      typed,
    });
    if (complaints.length === 0) return redirect(`${path}?done=saved`);
    return again(complaints.map(({ name, ...complaint }) => ({ field: name, ...complaint })));
  },
});

/** What somebody has changed in the form since it was shown to them. */
function typedIn(body: Record<string, unknown>, names: readonly SettingName[]): TypedSettings {
  const changed = names.flatMap((name) => {
    const was = body[`was.${name}`];
    const value = body[name];
    // A box that isn't ticked sends nothing.
    const typed = typeof value === "string" ? value : settingKinds[name].kind === "check" ? "" : null;
    if (typeof was !== "string" || typed === null || settingMark(typed) === was) return [];
    return [[name, typed] as const];
  });
  return Object.fromEntries(changed);
}

export const settingRoutes: readonly Route[] = [form, save];
