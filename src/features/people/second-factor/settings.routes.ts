import { z } from "zod";
import { type Route, route, type SignedIn, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, redirect } from "../../../platform/http/answer.ts";
import { requireFresh } from "../staff/fresh.ts";
import type { Refused } from "./check-code.ts";
import { text } from "./fields.ts";
import { renewRecoveryCodes } from "./renew-recovery-codes.ts";
import { CodesPage, SecondFactorPage, SetUpPage } from "./second-factor.view.tsx";
import { forMember } from "./sessions.routes.ts";
import { beginTotp, confirmTotp, waitingTotp } from "./set-up-totp.ts";
import { strongSignIn } from "./strong-sign-in.ts";
import { switchOff } from "./switch-off.ts";

const home = "/settings/second-factor";

/** Does something for whoever is signed in and has just proved it. */
export function forFresh(
  world: World,
  to: string,
  handle: (member: SignedIn) => Promise<Answer>,
): Promise<Answer> {
  return forMember(world, async (member) => requireFresh(world, to) ?? handle(member));
}

const overview = route({
  method: "GET",
  path: home,
  access: "member",
  input: z.object({}),
  handle: ({ world }) =>
    forMember(world, async (member) =>
      page(renderPage(SecondFactorPage({ world, strong: await strongSignIn(world, member) }))),
    ),
});

const begin = route({
  method: "POST",
  path: `${home}/begin`,
  access: "member",
  limit: 20,
  input: z.object({}),
  handle: ({ world }) =>
    forFresh(world, home, async (member) => {
      await beginTotp(world, member);
      return redirect(`${home}/new`);
    }),
});

async function showSetUp(world: World, member: SignedIn, refused: Refused | null): Promise<Answer> {
  const waiting = await waitingTotp(world, member);
  if (!waiting) return redirect(home);
  return page(renderPage(SetUpPage({ world, waiting, refused })), refused ? 422 : 200);
}

const setUp = route({
  method: "GET",
  path: `${home}/new`,
  access: "member",
  input: z.object({}),
  handle: ({ world }) => forFresh(world, `${home}/new`, (member) => showSetUp(world, member, null)),
});

const confirm = route({
  method: "POST",
  path: `${home}/confirm`,
  access: "member",
  limit: 20,
  input: z.object({ body: z.object({ code: text }) }),
  handle: ({ world, input }) =>
    forFresh(world, `${home}/new`, async (member) => {
      const done = await confirmTotp(world, member, input.body.code);
      if ("why" in done) return showSetUp(world, member, done);
      return page(renderPage(CodesPage({ world, codes: done.codes })));
    }),
});

const renew = route({
  method: "POST",
  path: `${home}/recovery-codes`,
  access: "member",
  limit: 10,
  input: z.object({}),
  handle: ({ world }) =>
    forFresh(world, home, async (member) => {
      if (!member.hasSecondFactor) return redirect(home);
      return page(renderPage(CodesPage({ world, codes: await renewRecoveryCodes(world, member) })));
    }),
});

const off = route({
  method: "POST",
  path: `${home}/off`,
  access: "member",
  limit: 10,
  input: z.object({}),
  handle: ({ world }) =>
    forFresh(world, home, async (member) => {
      // Where it isn't done, the page says why.
      await switchOff(world, member);
      return redirect(home);
    }),
});

export const secondFactorSettings: readonly Route[] = [overview, begin, setUp, confirm, renew, off];
