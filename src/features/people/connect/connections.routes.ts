import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { page, problem, redirect } from "../../../platform/http/answer.ts";
import { requireFresh } from "../staff/fresh.ts";
import { ConnectionsPage } from "./connections.view.tsx";
import { disconnect } from "./disconnect.ts";
import { leave } from "./leave.ts";
import { listConnections } from "./list-connections.ts";
import { providerOf } from "./providers.ts";

const path = "/settings/connections";

const told = {
  connected: "connections.connected",
  disconnected: "connections.disconnected",
  last: "connections.last",
} as const;

const show = route({
  method: "GET",
  path,
  access: "member",
  input: z.object({
    query: z.object({ told: z.enum(["connected", "disconnected", "last"]).optional().catch(undefined) }),
  }),
  handle: async ({ world, input: { query } }) => {
    const { member } = world.actor;
    if (!member) return problem("signIn");
    const connections = await listConnections(world, member.memberId);
    const message = query.told === undefined ? null : told[query.told];
    return page(renderPage(ConnectionsPage({ world, connections, told: message })));
  },
});

const more = route({
  method: "POST",
  path,
  access: "member",
  limit: 20,
  input: z.object({
    body: z.object({ provider: z.string().max(40), server: z.string().max(300).optional() }),
  }),
  handle: async ({ world, input: { body } }) => {
    const provider = providerOf(world.ctx, body.provider);
    const { member } = world.actor;
    if (!provider || !member) return problem("notFound");
    const stale = requireFresh(world, path);
    if (stale) return stale;
    const to = `${path}?told=connected`;
    return leave(world, provider, { to, server: body.server, memberId: member.memberId });
  },
});

const less = route({
  method: "POST",
  path: `${path}/disconnect`,
  access: "member",
  limit: 20,
  input: z.object({ body: z.object({ id: z.string().max(60) }) }),
  handle: async ({ world, input: { body } }) => {
    const { member } = world.actor;
    if (!member) return problem("signIn");
    const stale = requireFresh(world, path);
    if (stale) return stale;
    const done = await disconnect(world, member.memberId, body.id);
    return redirect(`${path}?told=${done === "last" ? "last" : "disconnected"}`);
  },
});

export const connectionRoutes: readonly Route[] = [show, more, less];
