import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, redirect } from "../../../platform/http/answer.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import { AskPage, DonePage, GonePage, PressPage, ResetPage, SentPage, SignInPage } from "./accounts.view.tsx";
import { magicLink, resetLink } from "./account-links.ts";
import { askAt } from "./ask.ts";
import { resetPassword } from "./change-password.ts";
import { readLink } from "./links.ts";
import { signInByPassword } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { checkAddress } from "./sign-up.ts";
import { startSession } from "./start-session.ts";
import { useMagicLink } from "./use-magic-link.ts";

/** Where to go on: a path of this site, whatever somebody put into the address. */
export const pathTo = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[^\\\s]*$/)
  .catch("/")
  .default("/");

/** Mails that one network may have sent to addresses that anybody can type: enough for a school, and too few for spam. */
export const mailsADay = 200;

export const typed = z.string().max(1000).catch("").default("");
export const tokenQuery = z.object({ query: z.object({ token: typed }) });

const showSignIn = route({
  method: "GET",
  path: "/sign-in",
  access: "anyone",
  input: z.object({ query: z.object({ to: pathTo }) }),
  handle: async ({ world, input: { query } }) => {
    if (world.actor.member) return redirect(query.to);
    return page(renderPage(SignInPage({ world, ...query, email: "", complaints: [], remember: true })));
  },
});

const signIn = route({
  method: "POST",
  path: "/sign-in",
  access: "writer",
  limit: 60,
  input: z.object({
    body: z.object({ email: typed, password: typed, remember: z.string().optional(), to: pathTo }),
  }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const { email, password, to } = body;
    const remember = body.remember === "1";
    const result = await signInByPassword(world, { email, password, remember });
    if (result.outcome === "refused") {
      const { complaints } = result;
      return page(renderPage(SignInPage({ world, to, email, complaints, remember })), 422);
    }
    return { ...redirect(to), cookies: result.cookies };
  },
});

const leave = route({
  method: "POST",
  path: "/sign-out",
  access: "writer",
  limit: 60,
  input: z.object({ body: z.object({ to: pathTo }) }),
  handle: async ({ world, input: { body } }) => ({
    ...redirect(body.to),
    cookies: await signOut(world),
  }),
});

/** Two pages that ask for an address, and write to it. */
function asking(kind: "forgot" | "magicLink"): Route[] {
  const path = kind === "forgot" ? "/forgot-password" : "/magic-link";
  return [
    route({
      method: "GET",
      path,
      access: "anyone",
      input: z.object({ query: z.object({ to: pathTo, token: typed }) }),
      handle: async ({ world, input: { query } }) =>
        kind === "magicLink" && query.token !== ""
          ? openMagicLink(world, query.token)
          : page(renderPage(AskPage({ world, to: query.to, email: "", complaints: [], kind }))),
    }),
    route({
      method: "POST",
      path,
      access: "writer",
      limit: 20,
      limitPerThing: mailsADay,
      countsAs: "/sign-up",
      input: z.object({ body: z.object({ email: typed, to: pathTo }) }),
      handle: async ({ world, input: { body } }) => {
        const address = cleanLine(body.email);
        const complaints = checkAddress(address);
        if (complaints.length > 0)
          return page(renderPage(AskPage({ world, ...body, complaints, kind })), 422);
        await askAt(world, address, kind === "forgot" ? { kind: "reset" } : { kind, to: body.to });
        const about = kind === "forgot" ? "account.sent.reset" : "account.sent.magicLink";
        return page(renderPage(SentPage({ world, address, about })));
      },
    }),
  ];
}

async function openMagicLink(world: World, token: string): Promise<Answer> {
  const { ctx } = world;
  const link = await readLink(ctx.db.read, ctx, magicLink, token);
  if (!link) return page(renderPage(GonePage({ world })), 410);
  return page(renderPage(PressPage({ world, token, kind: "magicLink" })));
}

const signInByLink = route({
  method: "POST",
  path: "/magic-link/use",
  access: "writer",
  limit: 30,
  input: z.object({ body: z.object({ token: typed }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const link = await useMagicLink(world, body.token);
    if (!link) return page(renderPage(GonePage({ world })), 410);
    return { ...redirect(link.to), cookies: await startSession(world, link.memberId, { remember: true }) };
  },
});

const showReset = route({
  method: "GET",
  path: "/reset-password",
  access: "anyone",
  input: tokenQuery,
  handle: async ({ world, input: { query } }) => {
    const { ctx } = world;
    const link = await readLink(ctx.db.read, ctx, resetLink, query.token);
    if (!link) return page(renderPage(GonePage({ world })), 410);
    return page(renderPage(ResetPage({ world, token: query.token, complaints: [] })));
  },
});

const reset = route({
  method: "POST",
  path: "/reset-password",
  access: "writer",
  limit: 30,
  input: z.object({ body: z.object({ token: typed, password: typed }) }),
  handle: async ({ world, input: { body } }) => {
    const { token, password } = body;
    const result = await resetPassword(world, token, password);
    if (result.outcome === "gone") return page(renderPage(GonePage({ world })), 410);
    if (result.outcome === "refused")
      return page(renderPage(ResetPage({ world, token, complaints: result.complaints })), 422);
    const { locale } = world;
    const title = locale.message("account.password.heading");
    const next = { href: "/sign-in", label: locale.message("account.signIn.title") };
    return page(renderPage(DonePage({ world, title, text: locale.message("account.reset.done"), next })));
  },
});

export const signInRoutes: readonly Route[] = [
  showSignIn,
  signIn,
  leave,
  ...asking("forgot"),
  ...asking("magicLink"),
  signInByLink,
  showReset,
  reset,
];
