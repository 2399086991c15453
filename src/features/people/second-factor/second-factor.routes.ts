import { z } from "zod";
import { type Pending, type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, json, page, redirect } from "../../../platform/http/answer.ts";
import { sessionCookie } from "../accounts/session.ts";
import type { Refused } from "./check-code.ts";
import { isStaffAnywhere } from "./factor.store.ts";
import { endSession } from "./end-session.ts";
import { text, to } from "./fields.ts";
import { finishOnTrustedDevice, finishSignIn } from "./finish-sign-in.ts";
import { cookieOf } from "./own-cookies.ts";
import { relyingParty } from "./passkey-challenge.ts";
import { useOptions } from "./passkey-options.ts";
import { passkeyRoutes } from "./passkey.routes.ts";
import { passkeysOf } from "./passkey.store.ts";
import { PasskeyFailedPage, SecondStepPage } from "./second-factor.view.tsx";
import { proveRoutes } from "./prove.routes.ts";
import { sessionRoutes } from "./sessions.routes.ts";
import { secondFactorSettings } from "./settings.routes.ts";
import { signInByPasskey } from "./use-passkey.ts";

interface Failed {
  refused?: Refused | null;
  passkeyFailed?: boolean;
}

async function ask(
  world: World,
  { memberId }: Pending,
  to: string,
  { refused = null, passkeyFailed = false }: Failed = {},
): Promise<Answer> {
  const { read } = world.ctx.db;
  const { host } = relyingParty(world);
  const hasPasskeys = (await passkeysOf(read, memberId)).some((passkey) => passkey.host === host);
  const canTrust = !(await isStaffAnywhere(read, memberId));
  const html = renderPage(SecondStepPage({ world, to, refused, passkeyFailed, canTrust, hasPasskeys }));
  return page(html, refused || passkeyFailed ? 422 : 200);
}

/** Nobody has begun to sign in, or too long ago. */
function startAgain({ actor }: World, to: string): Answer {
  return redirect(actor.member ? to : `/sign-in?to=${encodeURIComponent(to)}`);
}

const second = route({
  method: "GET",
  path: "/sign-in/second",
  access: "anyone",
  input: z.object({ query: z.object({ to }) }),
  handle: async ({ world, input }) => {
    const { pending } = world.actor;
    if (!pending) return startAgain(world, input.query.to);
    const cookies = await finishOnTrustedDevice(world, pending);
    return cookies ? { ...redirect(input.query.to), cookies } : ask(world, pending, input.query.to);
  },
});

const giveCode = route({
  method: "POST",
  path: "/sign-in/second",
  access: "writer",
  limit: 20,
  input: z.object({ body: z.object({ code: text, trust: text, to }) }),
  handle: async ({ world, input }) => {
    const { code: typed, trust, to } = input.body;
    const { pending } = world.actor;
    if (!pending) return startAgain(world, to);
    const done = await finishSignIn(world, pending, { typed, trust: trust === "1" });
    if ("why" in done) return ask(world, pending, to, { refused: done });
    return { ...redirect(to), cookies: done.cookies };
  },
});

const cancel = route({
  method: "POST",
  path: "/sign-in/second/cancel",
  access: "writer",
  limit: 20,
  input: z.object({}),
  handle: async ({ world }) => {
    const { pending } = world.actor;
    if (!pending) return startAgain(world, "/");
    await endSession(world, pending, pending.sessionId);
    return { ...redirect("/"), cookies: [cookieOf(world, sessionCookie, "", 0)] };
  },
});

const passkeyOptions = route({
  method: "POST",
  path: "/sign-in/passkey/options",
  access: "writer",
  limit: 60,
  input: z.object({}),
  handle: async ({ world }) => {
    const { pending } = world.actor;
    const { options, cookie } = await useOptions(
      world,
      pending ? "second" : "signIn",
      pending?.memberId ?? null,
    );
    return { ...json(options), cookies: [cookie] };
  },
});

const byPasskey = route({
  method: "POST",
  path: "/sign-in/passkey",
  access: "writer",
  limit: 20,
  input: z.object({ body: z.object({ response: text, to }) }),
  handle: async ({ world, input }) => {
    const { response, to } = input.body;
    const cookies = await signInByPasskey(world, response);
    if (cookies) return { ...redirect(to), cookies };
    const { pending } = world.actor;
    if (pending) return ask(world, pending, to, { passkeyFailed: true });
    return page(renderPage(PasskeyFailedPage({ world, to })), 422);
  },
});

export const secondFactorRoutes: readonly Route[] = [
  second,
  giveCode,
  cancel,
  passkeyOptions,
  byPasskey,
  ...secondFactorSettings,
  ...passkeyRoutes,
  ...proveRoutes,
  ...sessionRoutes,
];
