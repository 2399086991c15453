import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { json, page, problem, redirect } from "../../../platform/http/answer.ts";
import { requireFresh } from "../staff/fresh.ts";
import { deletePasskey, renamePasskey } from "./change-passkey.ts";
import { text } from "./fields.ts";
import { registrationOptions } from "./passkey-options.ts";
import { registerPasskey } from "./register-passkey.ts";
import { NewPasskeyPage } from "./second-factor.view.tsx";
import { forMember } from "./sessions.routes.ts";
import { forFresh } from "./settings.routes.ts";

const home = "/settings/second-factor";
const newPage = "/settings/passkeys/new";
const params = z.object({ id: z.string() });

const start = route({
  method: "GET",
  path: newPage,
  access: "member",
  input: z.object({}),
  handle: ({ world }) =>
    forFresh(world, newPage, async () => page(renderPage(NewPasskeyPage({ world, failed: false })))),
});

const options = route({
  method: "POST",
  path: "/settings/passkeys/options",
  access: "member",
  limit: 30,
  input: z.object({}),
  handle: ({ world }) =>
    forMember(world, async (member) => {
      if (requireFresh(world, newPage)) return problem("signIn");
      const { options, cookie } = await registrationOptions(world, member);
      return { ...json(options), cookies: [cookie] };
    }),
});

const register = route({
  method: "POST",
  path: "/settings/passkeys",
  access: "member",
  limit: 20,
  input: z.object({ body: z.object({ response: text, name: text }) }),
  handle: ({ world, input }) =>
    forFresh(world, newPage, async (member) => {
      if (await registerPasskey(world, member, input.body)) return redirect(home);
      return page(renderPage(NewPasskeyPage({ world, failed: true })), 422);
    }),
});

const rename = route({
  method: "POST",
  path: "/settings/passkeys/:id",
  access: "member",
  limit: 30,
  input: z.object({ params, body: z.object({ name: text }) }),
  handle: ({ world, input }) =>
    forMember(world, async (member) => {
      await renamePasskey(world, member, { id: input.params.id, name: input.body.name });
      return redirect(home);
    }),
});

const remove = route({
  method: "POST",
  path: "/settings/passkeys/:id/delete",
  access: "member",
  limit: 30,
  input: z.object({ params }),
  handle: ({ world, input }) =>
    forFresh(world, home, async (member) => {
      await deletePasskey(world, member, input.params.id);
      return redirect(home);
    }),
});

export const passkeyRoutes: readonly Route[] = [start, options, register, rename, remove];
