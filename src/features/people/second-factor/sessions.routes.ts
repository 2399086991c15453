import { z } from "zod";
import { type Route, route, type SignedIn, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { endSessions } from "../accounts/end-sessions.ts";
import { endSession } from "./end-session.ts";
import { sessionsOf } from "./sessions.store.ts";
import { SessionsPage } from "./sessions.view.tsx";

/** Does something for whoever is signed in. */
export async function forMember(
  { actor }: World,
  handle: (member: SignedIn) => Promise<Answer>,
): Promise<Answer> {
  return actor.member ? handle(actor.member) : problem("signIn");
}

const list = route({
  method: "GET",
  path: "/settings/sessions",
  access: "member",
  input: z.object({}),
  handle: ({ world }) =>
    forMember(world, async (member) => {
      const sessions = await sessionsOf(world.ctx.db.read, member.memberId, world.now);
      return page(renderPage(SessionsPage({ world, member, sessions })));
    }),
});

const end = route({
  method: "POST",
  path: "/settings/sessions/:id/end",
  access: "member",
  limit: 60,
  input: z.object({ params: z.object({ id: z.string() }) }),
  handle: ({ world, input }) =>
    forMember(world, async (member) =>
      (await endSession(world, member, input.params.id))
        ? redirect("/settings/sessions")
        : problem("notFound"),
    ),
});

const endOthers = route({
  method: "POST",
  path: "/settings/sessions/end-others",
  access: "member",
  limit: 20,
  input: z.object({}),
  handle: ({ world }) =>
    forMember(world, async ({ memberId, sessionId: except }) => {
      const { ctx, site } = world;
      await ctx.db.transact((tx) => endSessions(tx, { memberId, except, siteId: site.id, at: ctx.now() }));
      return redirect("/settings/sessions");
    }),
});

export const sessionRoutes: readonly Route[] = [list, end, endOthers];
