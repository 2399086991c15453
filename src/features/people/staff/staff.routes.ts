import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page } from "../../../platform/http/answer.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import { settingRoutes } from "../../sites/settings.routes.ts";
import { askingMember } from "./asking-member.ts";
import { reachOf } from "./authority.ts";
import { checkAddress, checkName, checkTitle } from "./check-staff-form.ts";
import type { Complaint } from "./desk-form.view.tsx";
import { deskRoutes } from "./desk.routes.ts";
import { requireFresh } from "./fresh.ts";
import { invitationRoutes } from "./invitation.routes.ts";
import { listInvitations } from "./invitation.store.ts";
import { invite, inviteAgain, withdrawInvitation } from "./invite.ts";
import { logRoutes } from "./log.routes.ts";
import { answerTo, peopleRoutes } from "./people.routes.ts";
import { findSomebody } from "./people.store.ts";
import { readScope, scopeOptions } from "./scopes.ts";
import { setUpRoutes } from "./set-up.routes.ts";
import { readRole } from "./staff.ts";
import { listStaff } from "./staff.store.ts";
import { InvitePage, type InvitePageProps, StaffPage } from "./staff.view.tsx";

const text = z.string().default("");

const staff = route({
  method: "GET",
  path: "/desk/staff",
  access: { may: "staff.manage" },
  input: z.object({
    query: z.object({ done: z.enum(["invited", "withdrawn"]).optional().catch(undefined) }),
  }),
  handle: async ({ world, input: { query } }) => {
    const { ctx, site } = world;
    const db = ctx.db.read;
    const reach = await reachOf(db, askingMember(world), "staff.manage");
    const listed = await listStaff(db, reach.isEverywhere ? null : site.id);
    const open = (await listInvitations(db)).filter(({ scope }) => reach.includes(scope));
    const invitations = [];
    for (const invitation of open) {
      const inviter = await findSomebody(db, invitation.invitedBy as MemberId);
      invitations.push({ ...invitation, inviter: inviter?.name ?? site.name });
    }
    return page(renderPage(StaffPage({ world, staff: listed, invitations, done: query.done ?? null })));
  },
});

async function invitePage(
  world: World,
  typed: InvitePageProps["typed"],
  complaints: Complaint[] = [],
): Promise<string> {
  const scopes = await scopeOptions(world, askingMember(world));
  return renderPage(InvitePage({ world, typed, scopes, complaints }));
}

const inviteForm = route({
  method: "GET",
  path: "/desk/staff/invite",
  access: { may: "staff.manage" },
  input: z.object({}),
  handle: async ({ world, url }) => {
    const typed = { name: "", address: "", role: "reporter", site: world.site.key, title: "" };
    return requireFresh(world, url) ?? page(await invitePage(world, typed));
  },
});

const sendInvitation = route({
  method: "POST",
  path: "/desk/staff/invite",
  access: { may: "staff.manage" },
  limit: 20,
  input: z.object({ body: z.object({ name: text, address: text, role: text, site: text, title: text }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const { ctx, site } = world;
    const old = requireFresh(world, "/desk/staff/invite");
    if (old) return old;
    const role = readRole(body.role);
    const scope = readScope(ctx, body.site);
    const complaints: Complaint[] = [
      ...checkName(body.name),
      ...checkAddress(body.address),
      ...(role ? [] : [{ field: "role", message: "staff.error.role" } as const]),
      ...(scope === null ? [{ field: "site", message: "staff.error.site" } as const] : []),
      ...checkTitle(body.title),
    ];
    if (!role || scope === null || complaints.length > 0)
      return page(await invitePage(world, body, complaints), 422);
    const outcome = await invite(ctx, {
      by: askingMember(world),
      site,
      name: cleanLine(body.name),
      address: cleanLine(body.address),
      scope,
      to: { role, title: cleanLine(body.title) },
    });
    return answerTo(outcome, "/desk/staff?done=invited");
  },
});

const onInvitation = (act: "again" | "withdraw") =>
  route({
    method: "POST",
    path: `/desk/staff/invitations/:id/${act}`,
    access: { may: "staff.manage" },
    limit: 20,
    input: z.object({ params: z.object({ id: z.string() }) }),
    handle: async ({ world, input: { params } }): Promise<Answer> => {
      const old = requireFresh(world, "/desk/staff");
      if (old) return old;
      const about = { by: askingMember(world), site: world.site, id: params.id };
      const outcome = await (act === "again" ? inviteAgain : withdrawInvitation)(world.ctx, about);
      return answerTo(outcome, `/desk/staff?done=${act === "again" ? "invited" : "withdrawn"}`);
    },
  });

export const staffRoutes: readonly Route[] = [
  ...deskRoutes,
  staff,
  inviteForm,
  sendInvitation,
  onInvitation("again"),
  onInvitation("withdraw"),
  ...logRoutes,
  ...peopleRoutes,
  ...invitationRoutes,
  ...setUpRoutes,
  ...settingRoutes,
];
