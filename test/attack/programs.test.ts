import fc from "fast-check";
import type { InjectOptions } from "fastify";
import { expect, it } from "vitest";
import { operations } from "../../src/features/api/api.routes.ts";
import type { Operation } from "../../src/features/api/operation.ts";
import { expectAsDescribed, postAsProgram, programOf } from "../api-client.ts";
import { makeComments, makeSite, makeStory } from "../factories.ts";
import { onBothEngines, type TestApp } from "../harness.ts";
import { everyAddress } from "./every-address.ts";

/** API_FUZZ_RUNS=20000 goes on for longer. */
const numRuns = Number(process.env["API_FUZZ_RUNS"] ?? 500);

const plain = fc.lorem({ maxCount: 3 });
const odd = fc.constantFrom(
  "",
  " ",
  "\0",
  "\ud800",
  "a\udfffb",
  "\ufffd",
  "٣",
  "__proto__",
  "🤦",
  "a".repeat(5000),
);
const word = fc.oneof(plain, odd, fc.string({ unit: "binary", maxLength: 40 }), fc.string({ maxLength: 40 }));
const number = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 1.5, 2 ** 53, 1e308, -(2 ** 63)));
const value = fc.oneof(
  word,
  number,
  fc.constant(null),
  fc.boolean(),
  fc.json().map((text) => JSON.parse(text)),
);

/** What somebody knows who looks round before they begin: things that are there. */
interface Known {
  stories: readonly string[];
  comments: readonly number[];
  devices: readonly string[];
}

const query = fc.record(
  {
    limit: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 100 }).map(String) },
      { weight: 1, arbitrary: word },
      { weight: 1, arbitrary: number.map(String) },
    ),
    cursor: fc.oneof(
      word,
      fc
        .tuple(fc.constantFrom("newest.", "best.", "oldestTops.", ""), fc.integer(), fc.nat())
        .map(([order, key, id]) => `${order}${key}.${id}`),
    ),
    sort: fc.oneof(fc.constantFrom("newest", "oldest", "best", "replies"), word),
    topsOnly: fc.oneof(fc.constantFrom("true", "false"), word),
    section: fc.oneof(fc.constant("river"), word),
    tag: fc.oneof(fc.constant("bridge"), word),
    "": word,
  },
  { requiredKeys: [] },
);

function bodyOf({ comments }: Known) {
  const fields = fc.record(
    {
      text: fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: value }),
      name: fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: value }),
      email: fc.oneof(fc.constant("nan@example.org"), word, value),
      parentId: fc.oneof(fc.constantFrom(...comments), value),
      recommended: fc.oneof(fc.boolean(), value),
      reason: fc.oneof(fc.constantFrom("spam", "other"), value),
      note: fc.oneof(word, value),
      __proto__: value,
    },
    { requiredKeys: [] },
  );
  return fc.oneof(
    { weight: 6, arbitrary: fields.map((made) => JSON.stringify(made)) },
    { weight: 1, arbitrary: value.map((made) => JSON.stringify(made)) },
    { weight: 1, arbitrary: word },
  );
}

const headerText = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
});

function headersOf({ devices }: Known) {
  return fc.record(
    {
      "content-type": fc.oneof(
        { weight: 20, arbitrary: fc.constant("application/json") },
        {
          weight: 1,
          arbitrary: fc.constantFrom("text/plain", "application/x-www-form-urlencoded", "application/json;x"),
        },
        { weight: 1, arbitrary: headerText },
      ),
      "idempotency-key": fc.oneof(fc.uuid(), headerText),
      "belowline-device": fc.oneof(fc.constantFrom(...devices), headerText),
      cookie: headerText,
      origin: fc.oneof(
        { weight: 8, arbitrary: fc.constant("https://guest.example") },
        { weight: 1, arbitrary: fc.constantFrom("https://evil.example", "null") },
      ),
      "if-none-match": fc.oneof(headerText, fc.constant("*")),
    },
    { requiredKeys: ["content-type"] },
  );
}

function requestOf(operation: Operation, known: Known) {
  const { method, path } = operation.route;
  const isOfStory = path.includes("/stories/");
  const real = isOfStory ? fc.constantFrom(...known.stories) : fc.constantFrom(...known.comments).map(String);
  const id = fc.oneof(
    { weight: 3, arbitrary: real },
    { weight: 1, arbitrary: word.filter((text) => text !== "") },
  );
  return fc.record({
    operation: fc.constant(operation.id),
    id: id.map((text) => encodeURIComponent(text.toWellFormed())),
    query: query.map((pairs) => new URLSearchParams(pairs).toString()),
    headers: headersOf(known),
    payload: method === "GET" ? fc.constant(undefined) : bodyOf(known),
    network: fc.ipV4(),
  });
}

type Request = typeof requestOf extends (...args: never[]) => fc.Arbitrary<infer Made> ? Made : never;

async function send(app: TestApp, prefix: string, request: Request): Promise<void> {
  const { id, query, headers, payload, network } = request;
  const operation = operations.find((each) => each.id === request.operation);
  if (!operation) throw new Error(`there is no ${request.operation}`);
  const { method, path } = operation.route;
  const options: InjectOptions = {
    method,
    url: `${prefix}${path.replace(":id", id)}?${query}`,
    headers,
    remoteAddress: network,
    ...(payload === undefined ? {} : { payload }),
  };
  const answer = await app.fastify.inject(options);
  expect(answer.statusCode, `${method} ${options.url} ${answer.body}`).toBeLessThan(500);
  expectAsDescribed(operation, answer);
}

onBothEngines("whatever a program sends", (app) => {
  it("is answered as the description says, and by no fault of ours", { timeout: 600_000 }, async () => {
    const site = await makeSite(app(), {
      settings: { postsPerDevice: 1000, postsPerNetwork: 10_000, allowedOrigins: ["https://guest.example"] },
    });
    const story = await makeStory(app(), site);
    const hidden = await makeStory(app(), site, {
      discussion: { mode: "hidden", notice: "", closesAt: null },
    });
    const comments = await makeComments(app(), site, story, [
      { replies: [{ replies: [{}] }] },
      { status: "pending" },
      { status: "rejected", replies: [{}] },
    ]);
    const program = programOf(app(), site);
    const mine = await postAsProgram(program, story.id, { name: "Nan", text: "Mine" });
    const known: Known = {
      stories: [String(story.id), story.slug, hidden.slug],
      comments: [...comments, mine.comment.id],
      devices: [mine.device],
    };
    const request = fc.oneof(...operations.map((operation) => requestOf(operation, known)));
    await fc.assert(
      fc.asyncProperty(request, async (each) => {
        await send(app(), site.prefix, each);
        app().clock.now += 100;
      }),
      { numRuns },
    );
    expect(({} as Record<string, unknown>)["text"]).toBeUndefined();
  });
});

onBothEngines("a guest's address that a program sends", (app) => {
  it("is in no answer, not even its own", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const program = programOf(app(), site);
    const body = { name: "Marked", text: "With an address", email: "Marked.Guest@mail.example.org" };
    const posted = await program("POST", `/stories/${story.id}/comments`, { body });
    const device = String(posted.headers["belowline-device"]);
    const id: number = posted.json().id;
    const headers = { "belowline-device": device };
    const edited = await program("PATCH", `/comments/${id}`, { body: { text: "Changed" }, headers });
    const refused = await program("POST", `/stories/${story.id}/comments`, { body: { ...body, text: "" } });
    const read = await Promise.all(
      everyAddress(site, story, [id]).flatMap((url) => [app().get(url), app().get(url, headers)]),
    );
    for (const answer of [posted, edited, refused, ...read]) {
      expect(answer.body).not.toMatch(/marked\.guest|mail\.example/i);
      expect(JSON.stringify(answer.headers)).not.toMatch(/marked\.guest|mail\.example/i);
    }
    expect(read.map(({ body: text }) => text).join("")).toContain("Changed");
  });
});
