import { z } from "zod";
import { type Route, route, type SignedIn, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, json, page, redirect } from "../../../platform/http/answer.ts";
import { requireFresh } from "../staff/fresh.ts";
import type { Refused } from "./check-code.ts";
import { useOptions } from "./passkey-options.ts";
import {
  proofsOf,
  proveByCode,
  proveByLink,
  proveByPasskey,
  proveByPassword,
  readProveLink,
  sendProveLink,
} from "./prove.ts";
import { ProveLinkPage, ProvePage, type ProveProps } from "./prove.view.tsx";
import { forMember } from "./sessions.routes.ts";
import { text, to } from "./fields.ts";

interface Asked {
  to: string;
  refused?: Refused | null;
  also?: Pick<ProveProps, "passkeyFailed" | "isMailSent">;
}

async function ask(
  world: World,
  member: SignedIn,
  { to, refused = null, also = {} }: Asked,
): Promise<Answer> {
  const proofs = await proofsOf(world, member);
  const html = renderPage(ProvePage({ world, to, proofs, refused, ...also }));
  return page(html, refused || also.passkeyFailed ? 422 : 200);
}

const start = route({
  method: "GET",
  path: "/prove",
  access: "member",
  input: z.object({ query: z.object({ to }) }),
  handle: ({ world, input }) =>
    forMember(world, async (member) =>
      requireFresh(world, "/") === null ? redirect(input.query.to) : ask(world, member, input.query),
    ),
});

const byCode = route({
  method: "POST",
  path: "/prove/code",
  access: "member",
  limit: 20,
  input: z.object({ body: z.object({ code: text, to }) }),
  handle: ({ world, input }) =>
    forMember(world, async (member) => {
      const { code, to } = input.body;
      const refused = await proveByCode(world, member, code);
      return refused ? ask(world, member, { to, refused }) : redirect(to);
    }),
});

const byPassword = route({
  method: "POST",
  path: "/prove/password",
  access: "member",
  limit: 20,
  input: z.object({ body: z.object({ password: text, to }) }),
  handle: ({ world, input }) =>
    forMember(world, async (member) => {
      const { password, to } = input.body;
      // Who has a second factor isn't asked for a password.
      const { password: isAProof } = await proofsOf(world, member);
      const refused = isAProof ? await proveByPassword(world, member, password) : ({ why: "wrong" } as const);
      return refused ? ask(world, member, { to, refused }) : redirect(to);
    }),
});

const passkeyOptions = route({
  method: "POST",
  path: "/prove/passkey/options",
  access: "member",
  limit: 30,
  input: z.object({}),
  handle: ({ world }) =>
    forMember(world, async ({ memberId }) => {
      const { options, cookie } = await useOptions(world, "prove", memberId);
      return { ...json(options), cookies: [cookie] };
    }),
});

const byPasskey = route({
  method: "POST",
  path: "/prove/passkey",
  access: "member",
  limit: 20,
  input: z.object({ body: z.object({ response: text, to }) }),
  handle: ({ world, input }) =>
    forMember(world, async (member) => {
      const { response, to } = input.body;
      if (await proveByPasskey(world, member, response)) return redirect(to);
      return ask(world, member, { to, also: { passkeyFailed: true } });
    }),
});

const sendLink = route({
  method: "POST",
  path: "/prove/mail",
  access: "member",
  limit: 5,
  input: z.object({ body: z.object({ to }) }),
  handle: ({ world, input }) =>
    forMember(world, async (member) => {
      const { to } = input.body;
      const { mail } = await proofsOf(world, member);
      if (mail) await sendProveLink(world, member, to);
      return ask(world, member, { to, also: { isMailSent: mail } });
    }),
});

const showLink = route({
  method: "GET",
  path: "/prove/link",
  access: "member",
  input: z.object({ query: z.object({ token: text }) }),
  handle: ({ world, input }) =>
    forMember(world, async (member) => {
      const { token } = input.query;
      const holds = readProveLink(world, member, token) !== null;
      return page(renderPage(ProveLinkPage({ world, token: holds ? token : null })), holds ? 200 : 422);
    }),
});

const byLink = route({
  method: "POST",
  path: "/prove/link",
  access: "member",
  limit: 20,
  input: z.object({ body: z.object({ token: text }) }),
  handle: ({ world, input }) =>
    forMember(world, async (member) => {
      const to = await proveByLink(world, member, input.body.token);
      return to === null ? page(renderPage(ProveLinkPage({ world, token: null })), 422) : redirect(to);
    }),
});

export const proveRoutes: readonly Route[] = [
  start,
  byCode,
  byPassword,
  passkeyOptions,
  byPasskey,
  sendLink,
  showLink,
  byLink,
];
