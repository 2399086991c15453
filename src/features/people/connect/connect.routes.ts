import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { problem, redirect } from "../../../platform/http/answer.ts";
import { siteUrl } from "../../sites/site.ts";
import { answerTo } from "./answer-to.ts";
import { comeBack } from "./come-back.ts";
import { finishRoutes } from "./finish.routes.ts";
import { connectionRoutes } from "./connections.routes.ts";
import { leave, serverPage } from "./leave.ts";
import { providerOf } from "./providers.ts";
import { publisherRoutes } from "./publisher/publisher.routes.ts";
import { pathWithin, readState } from "./way-back.ts";

const providerParams = z.object({ provider: z.string().max(40) });
const text = z.string().max(4000).default("");

/** Which account's server? Only where there are many. */
const server = route({
  method: "GET",
  path: "/connect/:provider",
  access: "anyone",
  input: z.object({ params: providerParams, query: z.object({ to: text, more: z.string().optional() }) }),
  handle: async ({ world, input: { params, query } }) => {
    const provider = providerOf(world.ctx, params.provider);
    if (!provider?.hasServers) return problem("notFound");
    const isMore = query.more !== undefined;
    return serverPage(world, provider, { isMore, to: pathWithin(query.to), typed: "", error: null });
  },
});

const begin = route({
  method: "POST",
  path: "/connect/:provider",
  access: "writer",
  limit: 20,
  input: z.object({
    params: providerParams,
    body: z.object({ to: text, server: z.string().max(300).optional() }),
  }),
  handle: async ({ world, input: { params, body } }) => {
    const provider = providerOf(world.ctx, params.provider);
    if (!provider) return problem("notFound");
    return leave(world, provider, { to: pathWithin(body.to), server: body.server, memberId: null });
  },
});

const brought = z.object({
  state: z.string().max(200).default(""),
  code: z.string().max(4000).optional(),
  error: z.string().max(200).optional(),
  iss: z.string().max(500).optional(),
  user: z.string().max(4000).optional(),
});

const back = route({
  method: "GET",
  path: "/connect/:provider/callback",
  access: "anyone",
  limit: 60,
  input: z.object({ params: providerParams, query: brought }),
  handle: async ({ world, input: { params, query }, url }) => {
    const provider = providerOf(world.ctx, params.provider);
    if (!provider) return problem("notFound");
    const state = readState(world.ctx, query.state);
    // The browser that began has its cookie at the site where it began.
    if (state && state.site.id !== world.site.id)
      return { kind: "leave", to: siteUrl(state.site, world.ctx.config.url, url) };
    const arrival = await comeBack(world, provider, {
      token: state?.token ?? "",
      code: query.code ?? null,
      error: query.error ?? null,
      issuer: query.iss ?? null,
      name: nameIn(query.user),
    });
    return answerTo(world, provider.label, arrival);
  },
});

const appleUser = z.object({
  name: z.object({ firstName: z.string().default(""), lastName: z.string().default("") }),
});

/** The name that Apple tells, once, beside its answer. */
function nameIn(user: string | undefined): string {
  if (user === undefined) return "";
  try {
    const { name } = appleUser.parse(JSON.parse(user));
    return `${name.firstName} ${name.lastName}`.trim();
  } catch {
    return "";
  }
}

/**
 * Apple answers with a form from its own pages, and browsers send no cookies along with that. It changes nothing: the same
 * comes again as an address, and then with the cookies.
 */
const backByForm = route({
  method: "POST",
  path: "/connect/:provider/callback",
  access: "anyone",
  limit: 60,
  input: z.object({ params: z.object({ provider: z.literal("apple") }), body: brought }),
  handle: async ({ input: { params, body } }) => {
    const given = Object.entries(body).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return redirect(`/connect/${params.provider}/callback?${new URLSearchParams(given)}`);
  },
});

export const connectRoutes: readonly Route[] = [
  server,
  begin,
  back,
  backByForm,
  ...finishRoutes,
  ...connectionRoutes,
  ...publisherRoutes,
];
