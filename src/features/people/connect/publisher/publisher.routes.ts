import { z } from "zod";
import { type Route, route } from "../../../../context.ts";
import { renderPage } from "../../../../platform/html/render.ts";
import { page, problem, redirect } from "../../../../platform/http/answer.ts";
import { answerTo } from "../answer-to.ts";
import { pathWithin } from "../way-back.ts";
import { FlawPage } from "./flaw-page.view.tsx";
import { handOver } from "./hand-over.ts";
import { readPublisher } from "./publisher.ts";

const fields = z.object({ token: z.string().max(10_000), to: z.string().max(4000).default("/") });

/** A link from the publisher. Who follows it twice finds it used, and is signed in already. */
const enter = route({
  method: "GET",
  path: "/connect/publisher",
  access: "anyone",
  limit: 60,
  input: z.object({ query: fields }),
  handle: async ({ world, input: { query } }) => {
    const { ctx, site } = world;
    const publisher = await readPublisher(ctx.db.read, ctx.keys, site.id);
    if (!publisher) return problem("notFound");
    const to = pathWithin(query.to);
    const arrival = await handOver(world, publisher, { token: query.token, to });
    if (arrival.kind !== "flawed") return answerTo(world, site.name, arrival);
    ctx.log.warn({ site: site.key, flaw: arrival.flaw }, "a publisher's token was refused");
    return page(renderPage(FlawPage({ world, flaw: arrival.flaw, to })), 422);
  },
});

/** The same by a form of the publisher's page. It changes nothing: with a form from there, no cookies of ours would come. */
const enterByForm = route({
  method: "POST",
  path: "/connect/publisher",
  access: "anyone",
  limit: 60,
  input: z.object({ body: fields }),
  handle: async ({ input: { body } }) => redirect(`/connect/publisher?${new URLSearchParams(body)}`),
});

export const publisherRoutes: readonly Route[] = [enter, enterByForm];
