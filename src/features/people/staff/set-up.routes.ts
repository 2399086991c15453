import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, redirect } from "../../../platform/http/answer.ts";
import { cleanLine, isolate } from "../../../platform/text/clean.ts";
import { hashPassword } from "../accounts/passwords.ts";
import { startSession } from "../accounts/start-session.ts";
import { ChoosePasswordPage, GonePage, SetUpPage } from "./account-form.view.tsx";
import { checkPassword } from "../accounts/strength.ts";
import { checkAddress, checkName } from "./check-staff-form.ts";
import type { Complaint } from "./desk-form.view.tsx";
import { choosePassword, memberOfLink } from "./password-link.ts";
import { holdsForSetUp, setUp } from "./set-up.ts";

const text = z.string().default("");
const tokenQuery = z.object({ token: text });

const goneSetUp = (world: World): Answer =>
  page(renderPage(GonePage({ world, title: "setUp.gone", about: "setUp.gone.about", path: "/set-up" })), 410);

const setUpForm = route({
  method: "GET",
  path: "/set-up",
  access: "anyone",
  limit: 30,
  input: z.object({ query: tokenQuery }),
  handle: async ({ world, input: { query } }) => {
    const { ctx } = world;
    if (!(await holdsForSetUp(ctx, ctx.db.read, query.token))) return goneSetUp(world);
    return page(renderPage(SetUpPage({ world, token: query.token, name: "", address: "", complaints: [] })));
  },
});

const makeFirstAdmin = route({
  method: "POST",
  path: "/set-up",
  access: "writer",
  limit: 10,
  input: z.object({ body: z.object({ token: text, name: text, address: text, password: text }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const { ctx, site } = world;
    const { token, password } = body;
    if (!(await holdsForSetUp(ctx, ctx.db.read, token))) return goneSetUp(world);
    const [name, address] = [cleanLine(body.name), cleanLine(body.address)];
    const again = (complaints: Complaint[]) =>
      page(renderPage(SetUpPage({ world, ...body, complaints })), 422);
    const complaints = [
      ...checkName(body.name),
      ...checkAddress(body.address),
      ...(await checkPassword(password, [name, address, site.name])),
    ];
    if (complaints.length > 0) return again(complaints);
    const passwordHash = await hashPassword(password);
    const made = await setUp(ctx, { token, name, address, passwordHash, siteId: site.id });
    if (made === "notFound") return goneSetUp(world);
    if (made === "taken") return again([{ field: "address", message: "staff.error.taken" }]);
    return signedIn(world, made.memberId, "/desk");
  },
});

/** Leads to a page of the site, signed in. */
export async function signedIn(
  world: World,
  memberId: Parameters<typeof startSession>[1],
  to: string,
): Promise<Answer> {
  return { ...redirect(to), cookies: await startSession(world, memberId, { remember: false }) };
}

const gonePassword = (world: World): Answer =>
  page(
    renderPage(
      GonePage({
        world,
        title: "setUp.gone",
        about: "choosePassword.gone.about",
        path: "/choose-password",
      }),
    ),
    410,
  );

const passwordForm = route({
  method: "GET",
  path: "/choose-password",
  access: "anyone",
  limit: 30,
  input: z.object({ query: tokenQuery }),
  handle: async ({ world, input: { query } }) => {
    const { ctx } = world;
    const member = await memberOfLink(ctx, ctx.db.read, query.token);
    if (!member) return gonePassword(world);
    const about = { whose: isolate(member.name), token: query.token, complaints: [] };
    return page(renderPage(ChoosePasswordPage({ world, ...about })));
  },
});

const savePassword = route({
  method: "POST",
  path: "/choose-password",
  access: "writer",
  limit: 10,
  input: z.object({ body: z.object({ token: text, password: text }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const { ctx, site } = world;
    const { token, password } = body;
    const member = await memberOfLink(ctx, ctx.db.read, token);
    if (!member) return gonePassword(world);
    const complaints = await checkPassword(password, [member.name, site.name]);
    if (complaints.length > 0) {
      const about = { whose: isolate(member.name), token, complaints };
      return page(renderPage(ChoosePasswordPage({ world, ...about })), 422);
    }
    const passwordHash = await hashPassword(password);
    const memberId = await choosePassword(ctx, { token, passwordHash, siteId: site.id });
    return memberId === null ? gonePassword(world) : signedIn(world, memberId, "/");
  },
});

export const setUpRoutes: readonly Route[] = [setUpForm, makeFirstAdmin, passwordForm, savePassword];
