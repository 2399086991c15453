import { expect, it } from "vitest";
import { z } from "zod";
import { makeSite } from "../../../test/factories.ts";
import { onBothEngines } from "../../../test/harness.ts";
import { routes } from "../../app.ts";

const ref = z.strictObject({
  $ref: z.string().regex(/^#\/components\/(?:schemas|responses|headers)\/\w[\w-]*$/),
});
const schema = z.looseObject({}).and(z.json());
const description = z.string().min(2);
const headers = z.record(z.string(), ref).optional();
const content = (types: readonly ["application/json" | "application/problem+json"]) =>
  z.partialRecord(z.enum(types), z.strictObject({ schema })).optional();
const answer = z.strictObject({ description, headers, content: content(["application/json"]) });

const parameter = z.strictObject({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean(),
  description,
  schema,
});

const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z]\w+$/),
  summary: description,
  description,
  parameters: z.array(parameter),
  requestBody: z
    .strictObject({ required: z.literal(true), content: content(["application/json"]) })
    .optional(),
  responses: z.record(z.string().regex(/^[2-5]\d\d$/), ref.or(answer)),
});

/** What of OpenAPI 3.1 the description uses, and nothing else. */
const document = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({ title: z.string(), version: z.string(), description }),
  servers: z.tuple([z.strictObject({ url: z.url() })]),
  security: z.tuple([z.strictObject({}), z.strictObject({ device: z.tuple([]) })]),
  paths: z.record(z.string(), z.partialRecord(z.enum(["get", "post", "patch", "delete"]), operation)),
  components: z.strictObject({
    schemas: z.record(z.string(), z.looseObject({ description, type: z.literal("object") })),
    headers: z.record(z.string(), z.strictObject({ description, schema })),
    responses: z.record(
      z.string(),
      z.strictObject({ description, headers, content: content(["application/problem+json"]) }),
    ),
    securitySchemes: z.strictObject({ device: z.looseObject({ type: z.literal("apiKey") }) }),
  }),
});

/** All that stands under `$ref`, anywhere. */
function refsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "$ref" ? [String(inner)] : refsIn(inner)));
}

onBothEngines("the description of the API", (app) => {
  it("is OpenAPI 3.1, whole in itself, with every parameter of every path", async () => {
    const site = await makeSite(app());
    const text = (await app().get(`${site.prefix}/api/v1/openapi.json`)).json();
    const { paths, components, servers } = document.parse(text);
    expect(servers[0].url).toBe(`http://localhost:4400${site.prefix}/api/v1`);
    const targets = refsIn(text);
    expect(targets.length).toBeGreaterThan(50);
    for (const target of targets) {
      const [, , kind = "", name = ""] = target.split("/");
      expect((components as Record<string, object>)[kind], target).toHaveProperty([name]);
    }
    for (const kind of ["schemas", "responses", "headers"] as const)
      for (const name of Object.keys(components[kind]))
        expect(targets).toContain(`#/components/${kind}/${name}`);
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).flatMap((each) => (each ? [{ ...each, path }] : [])),
    );
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, parameters } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = parameters.filter((each) => each.in === "path");
      expect(declared.map(({ name }) => name)).toEqual(inPath);
      expect(declared.every(({ required }) => required)).toBe(true);
    }
  });

  it("has every route of the API, and nothing else", async () => {
    const site = await makeSite(app());
    const { paths } = document.parse((await app().get(`${site.prefix}/api/v1/openapi.json`)).json());
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} /api/v1${path}`),
    );
    const served = routes
      .filter(({ path }) => path.startsWith("/api/"))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    expect(described.toSorted()).toEqual(served.toSorted());
    expect(served.length).toBeGreaterThan(10);
  });

  it("says what this paper wants of a guest", async () => {
    const required = async (settings: object) => {
      const site = await makeSite(app(), { settings });
      const { components } = (await app().get(`${site.prefix}/api/v1/openapi.json`)).json();
      return components.schemas.NewComment.required;
    };
    expect(await required({})).toEqual(["text", "name"]);
    expect(await required({ nameRequired: false })).toEqual(["text"]);
    expect(await required({ nameRequired: false, emailRequired: true })).toEqual(["text", "email"]);
  });
});
