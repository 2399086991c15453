import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import {
  DonePage,
  GonePage,
  NotYoursPage,
  PressPage,
  SentPage,
  SignUpPage,
  VerifyPage,
} from "./accounts.view.tsx";
import { takeOverPath } from "../profiles/take-over-path.ts";
import { offeredTo } from "../profiles/take-over.ts";
import { addressLink, signUpLink } from "./account-links.ts";
import { changeAddress } from "./change-address.ts";
import { confirmSignUp, isElsewhere } from "./confirm-sign-up.ts";
import { HelpPage } from "./help.view.tsx";
import { readLink } from "./links.ts";
import { securityRoutes } from "./security.routes.ts";
import { mailsADay, pathTo, signInRoutes, tokenQuery, typed } from "./sign-in.routes.ts";
import { signUp } from "./sign-up.ts";
import { startSession } from "./start-session.ts";

const showSignUp = route({
  method: "GET",
  path: "/sign-up",
  access: "anyone",
  input: z.object({ query: z.object({ to: pathTo }) }),
  handle: async ({ world, input: { query } }) => {
    if (world.actor.member) return redirect(query.to);
    return page(renderPage(SignUpPage({ world, ...query, email: "", name: "", complaints: [] })));
  },
});

const askToSignUp = route({
  method: "POST",
  path: "/sign-up",
  access: "writer",
  limit: 20,
  limitPerThing: mailsADay,
  input: z.object({ body: z.object({ name: typed, email: typed, password: typed, to: pathTo }) }),
  handle: async ({ world, input: { body } }) => {
    const complaints = await signUp(world, body);
    if (complaints.length > 0) return page(renderPage(SignUpPage({ world, ...body, complaints })), 422);
    const address = cleanLine(body.email);
    return page(renderPage(SentPage({ world, address, about: "account.sent.about" })));
  },
});

const showVerify = route({
  method: "GET",
  path: "/verify",
  access: "anyone",
  input: tokenQuery,
  handle: async ({ world, input: { query } }) => {
    const { ctx } = world;
    const asked = await readLink(ctx.db.read, ctx, signUpLink, query.token);
    if (!asked) return page(renderPage(GonePage({ world })), 410);
    const { token } = query;
    const isOther = isElsewhere(world, asked);
    return page(
      renderPage(VerifyPage({ world, token, name: asked.name, isElsewhere: isOther, complaints: [] })),
    );
  },
});

const verify = route({
  method: "POST",
  path: "/verify",
  access: "writer",
  limit: 30,
  input: z.object({ body: z.object({ token: typed, name: typed, password: typed }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const { token, name } = body;
    const result = await confirmSignUp(world, body);
    if (result.outcome === "gone") return page(renderPage(GonePage({ world })), 410);
    if (result.outcome === "refused") {
      const { complaints, isElsewhere } = result;
      return page(renderPage(VerifyPage({ world, token, name, isElsewhere, complaints })), 422);
    }
    const { memberId, to } = result;
    const { count } = await offeredTo(world, memberId);
    return {
      // Their comments as a guest are offered before they go on.
      ...redirect(count > 0 ? takeOverPath(to) : to),
      cookies: await startSession(world, memberId, { remember: true }),
    };
  },
});

const showVerifyAddress = route({
  method: "GET",
  path: "/verify-address",
  // Whoever opens the mail may not know the account: an address that anybody confirmed would be a stranger's by one press.
  access: "member",
  input: tokenQuery,
  handle: async ({ world, input: { query } }) => {
    const { ctx, actor } = world;
    const link = await readLink(ctx.db.read, ctx, addressLink, query.token);
    if (!link) return page(renderPage(GonePage({ world })), 410);
    if (link.memberId !== actor.member?.memberId) return page(renderPage(NotYoursPage({ world })), 403);
    return page(renderPage(PressPage({ world, token: query.token, kind: "address" })));
  },
});

const verifyAddress = route({
  method: "POST",
  path: "/verify-address",
  access: "member",
  limit: 30,
  input: z.object({ body: z.object({ token: typed }) }),
  handle: async ({ world, input: { body } }) => {
    const { member } = world.actor;
    if (!member) return problem("signIn");
    if (!(await changeAddress(world, member, body.token))) return page(renderPage(GonePage({ world })), 410);
    const { locale } = world;
    const title = locale.message("account.address.heading");
    const next = { href: "/settings/sign-in", label: locale.message("account.security.title") };
    return page(renderPage(DonePage({ world, title, text: locale.message("account.address.done"), next })));
  },
});

const help = route({
  method: "GET",
  path: "/account-help",
  access: "anyone",
  input: z.object({}),
  handle: async ({ world }) => page(renderPage(HelpPage({ world }))),
});

export const accountRoutes: readonly Route[] = [
  ...signInRoutes,
  showSignUp,
  askToSignUp,
  showVerify,
  verify,
  showVerifyAddress,
  verifyAddress,
  help,
  ...securityRoutes,
];
