import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import { hashPassword } from "../accounts/passwords.ts";
import { acceptInvitation, hasAccount, isInvited, joinStaff, openInvitation } from "./accept-invitation.ts";
import { GonePage } from "./account-form.view.tsx";
import { askingMember } from "./asking-member.ts";
import { checkPassword } from "../accounts/strength.ts";
import { checkName } from "./check-staff-form.ts";
import type { Complaint } from "./desk-form.view.tsx";
import { type Answering, InvitationPage } from "./invitation.view.tsx";
import type { Invitation } from "./invitation.store.ts";
import { signedIn } from "./set-up.routes.ts";

const text = z.string().default("");

const gone = (world: World): Answer => {
  const words = { title: "invitation.gone", about: "invitation.gone.about", path: "/invitation" } as const;
  return page(renderPage(GonePage({ world, ...words })), 410);
};

/** How whoever looks at an invitation can answer it. */
async function answeringOf({ ctx, actor }: World, invitation: Invitation): Promise<Answering> {
  const { member } = actor;
  if (member)
    return (await isInvited(ctx.db.read, invitation, member.memberId))
      ? { by: "accepting", name: member.name }
      : { by: "otherAddress", name: member.name };
  return (await hasAccount(ctx, ctx.db.read, invitation))
    ? { by: "signingIn" }
    : { by: "joining", name: invitation.name, complaints: [] };
}

const look = route({
  method: "GET",
  path: "/invitation",
  access: "anyone",
  limit: 30,
  input: z.object({ query: z.object({ token: text }) }),
  handle: async ({ world, input: { query } }) => {
    const { ctx } = world;
    const { token } = query;
    const invitation = await openInvitation(ctx, ctx.db.read, token);
    if (!invitation) return gone(world);
    const answering = await answeringOf(world, invitation);
    return page(renderPage(InvitationPage({ world, invitation, token, answering })));
  },
});

const accept = route({
  method: "POST",
  path: "/invitation",
  access: "member",
  limit: 10,
  input: z.object({ body: z.object({ token: text }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const asked = { token: body.token, memberId: askingMember(world), siteId: world.site.id };
    switch (await acceptInvitation(world.ctx, asked)) {
      case "done":
        return redirect("/desk");
      case "otherAddress":
        return redirect(`/invitation?token=${encodeURIComponent(body.token)}`);
      case "notFound":
        return gone(world);
      default:
        return problem("role");
    }
  },
});

const join = route({
  method: "POST",
  path: "/invitation/join",
  access: "writer",
  limit: 10,
  input: z.object({ body: z.object({ token: text, name: text, password: text }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const { ctx, site } = world;
    const { token, password } = body;
    const invitation = await openInvitation(ctx, ctx.db.read, token);
    if (!invitation) return gone(world);
    const name = cleanLine(body.name);
    const address = ctx.keys.open("address", invitation.emailSealed);
    const complaints: Complaint[] = [
      ...checkName(body.name),
      ...(await checkPassword(password, [name, address, site.name])),
    ];
    if (complaints.length > 0) {
      const answering = { by: "joining", name: body.name, complaints } as const;
      return page(renderPage(InvitationPage({ world, invitation, token, answering })), 422);
    }
    const passwordHash = await hashPassword(password);
    const made = await joinStaff(ctx, { token, name, passwordHash, siteId: site.id });
    if (made === "notFound") return gone(world);
    if (made === "taken") return redirect(`/invitation?token=${encodeURIComponent(token)}`);
    return signedIn(world, made.memberId, "/desk");
  },
});

export const invitationRoutes: readonly Route[] = [look, accept, join];
