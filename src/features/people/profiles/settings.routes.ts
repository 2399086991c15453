import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { languages } from "../../../platform/html/locale.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { changeProfile, type ProfileComplaint, type TypedProfile } from "./change-profile.ts";
import { type OwnProfile, readOwnProfile } from "./profile.store.ts";
import { ProfileSettingsPage } from "./settings.view.tsx";
import { offeredTo } from "./take-over.ts";

/** A text field, which may not have been sent. */
const text = z.string().max(20_000).default("");
const check = z
  .literal("1")
  .optional()
  .transform((value) => value === "1");

const profileSettings = route({
  method: "GET",
  path: "/settings",
  access: "member",
  input: z.object({ query: z.object({ saved: z.string().optional().catch(undefined) }) }),
  handle: ({ world, input }) => profileSettingsPage(world, { isSaved: input.query.saved !== undefined }),
});

interface Shown {
  typed?: TypedProfile;
  complaints?: readonly ProfileComplaint[];
  isSaved?: boolean;
}

/** The settings of the profile, as they are or as they come back. */
export async function profileSettingsPage(world: World, shown: Shown = {}): Promise<Answer> {
  const { member } = world.actor;
  const own = member && (await readOwnProfile(world.ctx.db.read, member.memberId));
  if (!member || !own) return problem("notFound");
  const complaints = shown.complaints ?? [];
  const html = renderPage(
    ProfileSettingsPage({
      world,
      own,
      typed: shown.typed ?? typedOf(own),
      complaints,
      isSaved: shown.isSaved ?? false,
      offered: (await offeredTo(world, member.memberId)).count,
    }),
  );
  return page(html, complaints.length > 0 ? 422 : 200);
}

function typedOf({ name, about, language, isListed }: OwnProfile): TypedProfile {
  return { name, about, language: language ?? "", isListed, newHandle: false };
}

const saveProfile = route({
  method: "POST",
  path: "/settings",
  access: "member",
  limit: 30,
  input: z.object({
    body: z.object({
      name: text,
      about: text,
      language: z.enum(["", ...languages]).catch(""),
      listed: check,
      newHandle: check,
    }),
  }),
  handle: async ({ world, input }) => {
    const { ctx, site, actor } = world;
    if (!actor.member) return problem("signIn");
    const { name, about, language, listed, newHandle } = input.body;
    const typed = { name, about, language, isListed: listed, newHandle };
    const complaints = await changeProfile(ctx, { memberId: actor.member.memberId, siteId: site.id, typed });
    return complaints.length > 0
      ? profileSettingsPage(world, { typed, complaints })
      : redirect("/settings?saved=1");
  },
});

export const settingsRoutes: readonly Route[] = [profileSettings, saveProfile];
