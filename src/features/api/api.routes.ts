import { z } from "zod";
import type { Route } from "../../context.ts";
import { json } from "../../platform/http/answer.ts";
import { shows } from "../../shows.ts";
import { siteUrl } from "../sites/site.ts";
import { commentOperations } from "./comments.ts";
import { describeApi } from "./description.ts";
import { apiPath, type Operation, operation, shown } from "./operation.ts";
import { readingLimit, storyOperations } from "./stories.ts";
import { writingOperations } from "./writing.ts";

const description = operation({
  method: "GET",
  path: "/openapi.json",
  id: "describe",
  summary: "This description",
  description: "OpenAPI 3.1.",
  limit: readingLimit,
  shared: true,
  input: z.object({}),
  answers: { 200: { description: "The description.", shape: z.looseObject({ openapi: z.string() }) } },
  handle: async ({ world: { site, ctx } }) => {
    const url = siteUrl(site, ctx.config.url, apiPath);
    const { nameRequired, emailRequired } = site.settings;
    const wanted = [...(nameRequired ? ["name" as const] : []), ...(emailRequired ? ["email" as const] : [])];
    return json(describeApi(operations, { title: site.name, url, wanted }), shown([shows.sites]));
  },
});

/** Everything that programs can ask. */
export const operations: readonly Operation[] = [
  ...storyOperations,
  ...commentOperations,
  ...writingOperations,
  description,
];

export const apiRoutes: readonly Route[] = operations.map(({ route }) => route);
