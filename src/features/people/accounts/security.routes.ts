import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, redirect } from "../../../platform/http/answer.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import { strongSignIn } from "../second-factor/strong-sign-in.ts";
import { requireFresh } from "../staff/fresh.ts";
import { SentPage } from "./accounts.view.tsx";
import { askAt } from "./ask.ts";
import { changePassword } from "./change-password.ts";
import type { Complaint } from "./complaint.ts";
import { findMember, passwordOf } from "./member.store.ts";
import { SecurityPage } from "./security.view.tsx";
import { mailsADay, typed } from "./sign-in.routes.ts";
import { checkAddress } from "./sign-up.ts";

const path = "/settings/sign-in";

/** The page about a member's address and password, for them alone. */
async function securityPage(
  world: World,
  more: { email?: string; complaints?: readonly Complaint[]; done?: string | null } = {},
): Promise<Answer> {
  const { ctx, actor } = world;
  if (!actor.member) throw new Error("only members have settings");
  const { member: asking } = actor;
  const { memberId } = asking;
  const member = await findMember(ctx.db.read, memberId);
  const sealed = member?.email_sealed ?? null;
  const { email = "", complaints = [], done = null } = more;
  const html = renderPage(
    SecurityPage({
      world,
      address: sealed === null ? null : ctx.keys.open("address", sealed),
      strong: await strongSignIn(world, asking),
      hasPassword: (await passwordOf(ctx.db.read, memberId)) !== null,
      email,
      complaints,
      done,
    }),
  );
  return page(html, complaints.length > 0 ? 422 : 200);
}

const show = route({
  method: "GET",
  path,
  access: "member",
  input: z.object({ query: z.object({ done: z.literal("password").optional().catch(undefined) }) }),
  handle: async ({ world, input: { query } }) =>
    securityPage(world, { done: query.done ? world.locale.message("account.password.done") : null }),
});

const address = route({
  method: "POST",
  path: `${path}/address`,
  access: "member",
  limit: 20,
  limitPerThing: mailsADay,
  countsAs: "/sign-up",
  input: z.object({ body: z.object({ email: typed }) }),
  handle: async ({ world, input: { body } }) => {
    const stale = requireFresh(world, path);
    if (stale) return stale;
    const wanted = cleanLine(body.email);
    const complaints = checkAddress(wanted);
    const { member } = world.actor;
    if (complaints.length > 0 || !member) return securityPage(world, { email: body.email, complaints });
    await askAt(world, wanted, { kind: "newAddress", memberId: member.memberId });
    return page(renderPage(SentPage({ world, address: wanted, about: "account.sent.about" })));
  },
});

const password = route({
  method: "POST",
  path: `${path}/password`,
  access: "member",
  limit: 20,
  input: z.object({ body: z.object({ password: typed }) }),
  handle: async ({ world, input: { body } }) => {
    const stale = requireFresh(world, path);
    if (stale) return stale;
    const complaints = await changePassword(world, body.password);
    return complaints.length > 0 ? securityPage(world, { complaints }) : redirect(`${path}?done=password`);
  },
});

export const securityRoutes: readonly Route[] = [show, address, password];
