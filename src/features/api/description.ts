import { STATUS_CODES } from "node:http";
import { z } from "zod";
import { answerShapes, problemShape } from "./answer-shapes.ts";
import { type About, apiPath, type Operation } from "./operation.ts";
import { newCommentShape, requestShapes } from "./request-shapes.ts";

type Json = Readonly<Record<string, unknown>>;
type Shapes = z.core.$ZodRegistry<{ id: string; description: string }>;

export interface Described {
  title: string;
  url: string;
  /** What a guest has to give beside words. */
  wanted: readonly ("name" | "email")[];
}

/** The OpenAPI 3.1 document of some operations at an address (https://spec.openapis.org/oas/v3.1.1.html). */
export function describeApi(operations: readonly Operation[], { title, url, wanted }: Described): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const { method, path } = operation.route;
    const address = path.slice(apiPath.length).replaceAll(/:(\w+)/g, "{$1}");
    paths[address] = { ...paths[address], [method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title, version: "1.0.0", description: about },
    servers: [{ url }],
    security: [{}, { device: [] }],
    paths,
    components: {
      schemas: {
        ...schemas(answerShapes, "output"),
        ...schemas(requestShapes, "input"),
        NewComment: newComment(wanted),
      },
      headers: answerHeaders,
      responses: problemAnswers(),
      securitySchemes: { device: deviceToken },
    },
  };
}

const about = `What the pages show, for programs; and what guests can do there.

Ids are numbers below 2^53. Times are ISO 8601 in UTC. A list is \`items\` and \`next\`: give \`next\` as \`cursor\` to read on; null is the end. HEAD is answered wherever GET is. Every address takes a slash at its end, or none. Unknown parameters and fields are left out of account.

Answers that are the same for everybody carry an ETag: ask again with If-None-Match. A request that reaches further than what is kept in memory counts against a limit by network, and then says in RateLimit how much is left.

Pages of other origins may use it where the paper allows their origin (CORS), without cookies.`;

const deviceToken = {
  type: "apiKey",
  in: "header",
  name: "Belowline-Device",
  description:
    "Tells a guest's device. Whoever writes for the first time gets one with the answer, in the header of the same name: send it from then on, to be known as the writer. Keep it as you keep a password.",
};

const answerHeaders = {
  ETag: header(
    "Tells this answer from other ones: for If-None-Match. Only what is the same for everybody has one.",
  ),
  Location: header("The address of the comment here."),
  "Belowline-Device": header("A new device's token, where the request came without one."),
  "Retry-After": header("Seconds after which it may go through.", "integer"),
  "RateLimit-Policy": header(
    'Requests (q) that one network may send in so many seconds (w), for example `"minute";q=30;w=60`. IETF draft-ietf-httpapi-ratelimit-headers-10.',
  ),
  RateLimit: header('How many are left (r), and for how many seconds (t), for example `"minute";r=29;t=12`.'),
};

function header(description: string, type = "string") {
  return { description, schema: { type } };
}

const headersNamed = (names: readonly string[]) => ({
  headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
});

const limits = ["RateLimit-Policy", "RateLimit"];

/** The problems that an operation may answer with, by status, and when it does. */
const problemsBy: Readonly<Record<number, string>> = {
  400: "A parameter, a header or the body could not be read.",
  403: "Not from that website; or not from this device, or not any more.",
  404: "There is nothing here, or nobody may see it.",
  413: "The body is larger than 256 KiB.",
  415: "The body is not application/json.",
  409: "It would wait for a moderator, and was not posted yet: `errors` says why. See `sendAnyway`.",
  422: "It was read, and refused: `errors` says why.",
  429: "Too much at once: Retry-After says when to come again.",
  500: "Something went wrong on our side.",
};

const nameOf = (status: number) => (STATUS_CODES[status] ?? "").replaceAll(/[^A-Za-z]/g, "");

function problemAnswers(): Json {
  const answers = Object.entries(problemsBy).map(([status, description]) => {
    const names = status === "429" ? ["Retry-After", ...limits] : status === "500" ? [] : limits;
    const content = { "application/problem+json": { schema: refOf(problemShape) } };
    return [nameOf(Number(status)), { description, ...headersNamed(names), content }];
  });
  const tooLong = { description: "The headers or the address are too long. The answer has no body." };
  return { ...Object.fromEntries(answers), [nameOf(431)]: tooLong };
}

function problemRefs({ id, route }: Operation): Json {
  const reading = [400, 404, 429, 431, 500];
  const statuses =
    route.method === "GET"
      ? reading
      : [...reading, 403, ...(id === "postComment" ? [409] : []), 413, 415, 422];
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }]),
  );
}

function describe(operation: Operation): Json {
  const { route, id, summary, description, input } = operation;
  const { params, query, headers, body } = input.shape;
  const isRead = route.method === "GET";
  const answers = Object.entries(operation.answers).map(([status, answer]) => [
    status,
    answerOf(answer, isRead ? ["ETag", ...limits] : limits),
  ]);
  const unchanged = { 304: { description: "As you have it already.", ...headersNamed(["ETag"]) } };
  return {
    operationId: id,
    summary,
    description,
    parameters: [
      ...parametersOf("path", params),
      ...parametersOf("query", query),
      ...parametersOf("header", headers),
    ],
    ...(body
      ? { requestBody: { required: true, content: { "application/json": { schema: refOf(body) } } } }
      : {}),
    responses: { ...Object.fromEntries(answers), ...(isRead ? unchanged : {}), ...problemRefs(operation) },
  };
}

function answerOf({ description, shape, headers = [] }: About, always: readonly string[]): Json {
  return {
    description,
    ...headersNamed([...headers, ...always]),
    ...(shape ? { content: { "application/json": { schema: refOf(shape) } } } : {}),
  };
}

const writtenSo: Readonly<Record<string, string>> = { "idempotency-key": "Idempotency-Key" };

function parametersOf(place: "path" | "query" | "header", fields: z.ZodObject | undefined): Json[] {
  return Object.entries(fields?.shape ?? {}).map(([name, field]) => {
    const { description, ...schema } = schemaOf(field);
    return { name: writtenSo[name] ?? name, in: place, required: place === "path", description, schema };
  });
}

/** What comes out of a parameter's schema: addresses are text, which it reads. */
function schemaOf(field: z.core.$ZodType): Json {
  const { $schema, ...schema } = z.toJSONSchema(field, { io: "output" });
  return schema;
}

function refOf(shape: z.core.$ZodType): Json {
  const id = (answerShapes.get(shape) ?? requestShapes.get(shape))?.id;
  return id === undefined ? schemaOf(shape) : { $ref: `#/components/schemas/${id}` };
}

/** A comment to post, as this paper wants it. */
function newComment(wanted: Described["wanted"]): Json {
  const { shape } = newCommentShape;
  const asked = Object.fromEntries(wanted.map((name) => [name, shape[name].unwrap().unwrap().min(1)]));
  const { description } = requestShapes.get(newCommentShape) ?? {};
  const { $schema, ...schema } = z.toJSONSchema(newCommentShape.extend(asked), { io: "input" });
  return { description, ...schema };
}

function schemas(shapes: Shapes, io: "input" | "output"): Json {
  const made = z.toJSONSchema(shapes, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ zodSchema, jsonSchema }) => {
      const named = shapes.get(zodSchema);
      if (named) jsonSchema.description = named.description;
      // Answers may get more fields.
      delete jsonSchema.additionalProperties;
      // The format says it; the pattern with all leap years says it in half a page.
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema]),
  );
}
