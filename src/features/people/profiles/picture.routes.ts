import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { type Answer, problem, redirect } from "../../../platform/http/answer.ts";
import type { SentFile } from "../../../platform/http/file-form.ts";
import { changePicture, deletePicture } from "./change-picture.ts";
import { profileSettingsPage } from "./settings.routes.ts";

const sentFile = z.custom<SentFile>(
  (value) => typeof value === "object" && value !== null && "bytes" in value,
);

/** Pictures are members' to have where the site shows them. */
function ownerOf({ site, actor }: World) {
  return actor.member && site.settings.memberPictures
    ? { memberId: actor.member.memberId, siteId: site.id }
    : null;
}

const upload = route({
  method: "POST",
  path: "/settings/picture",
  access: "member",
  limit: 10,
  takesFile: true,
  input: z.object({ body: z.object({ picture: sentFile.nullable().catch(null).default(null) }) }),
  handle: async ({ world, input }): Promise<Answer> => {
    const owner = ownerOf(world);
    if (!owner) return problem("notFound");
    const complaints = await changePicture(world.ctx, owner, input.body.picture);
    return complaints.length > 0 ? profileSettingsPage(world, { complaints }) : redirect("/settings?saved=1");
  },
});

const remove = route({
  method: "POST",
  path: "/settings/picture/delete",
  access: "member",
  limit: 30,
  input: z.object({}),
  handle: async ({ world }) => {
    const owner = ownerOf(world);
    if (!owner) return problem("notFound");
    await deletePicture(world.ctx, owner);
    return redirect("/settings?saved=1");
  },
});

export const pictureRoutes: readonly Route[] = [upload, remove];
