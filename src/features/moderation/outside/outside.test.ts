import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MadeSite, makeSite, makeStory } from "../../../../test/factories.ts";
import { engines, startApp, type TestApp } from "../../../../test/harness.ts";
import { as, type MadeMember, makeMember } from "../../../../test/members.ts";
import { formOf } from "../../../../test/rule-settings.ts";
import { internet } from "../../../platform/lib/safe-fetch.ts";

/** A service on this machine that answers as it is told to. */
interface Service {
  server: Server;
  url: string;
  asked: { headers: IncomingMessage["headers"]; body: string }[];
  answer: { status: number; body: string } | "never";
}

async function startService(): Promise<Service> {
  const service: Service = { server: createServer(), url: "", asked: [], answer: { status: 200, body: "" } };
  service.server.on("request", (request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      service.asked.push({ headers: request.headers, body });
      if (service.answer === "never") return;
      response.writeHead(service.answer.status);
      response.end(service.answer.body);
    });
  });
  await new Promise<void>((resolve) => service.server.listen(0, "127.0.0.1", resolve));
  service.url = `http://127.0.0.1:${(service.server.address() as AddressInfo).port}/check`;
  return service;
}

describe.each(engines)("services that classify comments (%s)", (engine) => {
  let app: TestApp;
  let service: Service;
  beforeAll(async () => {
    service = await startService();
    // What goes to the service's public name reaches it here; nothing else on this machine can be reached.
    const target = new URL(service.url);
    app = await startApp(
      engine,
      {},
      {
        network: {
          resolve: async (host) => [{ address: host, family: 4 }],
          isAllowed: (address) => address === target.hostname || internet.isAllowed(address),
          instead: (url) => (url.hostname === "classifier.example" ? target : url),
        },
      },
    );
  });
  afterAll(async () => {
    await app.stop();
    service.server.closeAllConnections();
    await new Promise((resolve) => service.server.close(resolve));
  });

  async function desk() {
    service.asked.length = 0;
    service.answer = { status: 200, body: "" };
    const site = await makeSite(app, { settings: { postsPerDevice: 1000, postsPerNetwork: 10_000 } });
    return { site, editor: await makeMember(app, { role: "editor" }), story: await makeStory(app, site) };
  }

  const send = (site: MadeSite, member: MadeMember, typed: Record<string, string>, id = "new") =>
    app.post(
      `${site.prefix}/desk/rules/classifiers/${id}`,
      {
        ...{
          act: "save",
          version: "0",
          name: "The Judge",
          kind: "hook",
          url: "https://classifier.example/check",
        },
        ...{ secret: "hush", on: "on", holdFrom: "80", failure: "pass" },
        ...typed,
      },
      as(member),
    );

  async function post(path: string, text: string) {
    const answer = await app.post(`${path}/comments`, { name: "Nan", email: "nan@example.org", text });
    const id = Number(/(?:#c-|comments\/)(\d+)/.exec(String(answer.headers.location))?.[1]);
    const [comment] = await app.database.read
      .selectFrom("comment")
      .select("status")
      .where("id", "=", id as never)
      .execute();
    const decisions = await app.database.read
      .selectFrom("decision")
      .select(["code", "details"])
      .where("comment_id", "=", id as never)
      .execute();
    return { status: comment?.status, code: decisions[0]?.code, details: decisions[0]?.details ?? "" };
  }

  it("hold what they score high, and say by how much and in which version", async () => {
    const { site, editor, story } = await desk();
    expect((await send(site, editor, {})).statusCode).toBe(303);
    service.answer = { status: 200, body: '{"score":0.79,"version":"7"}' };
    expect(await post(story.path, "a mild word")).toMatchObject({ status: "published" });
    service.answer = { status: 200, body: '{"score":0.9,"label":"insult","version":"7"}' };
    const held = await post(story.path, "a strong word");
    expect(held).toMatchObject({ status: "pending", code: "labelled" });
    expect(JSON.parse(held.details).findings[0].values).toMatchObject({
      score: 90,
      label: "insult",
      model: "7",
    });
  });

  it("are told the words, signed, and nothing of who wrote them", async () => {
    const { site, editor, story } = await desk();
    await send(site, editor, {});
    service.answer = { status: 200, body: '{"score":0}' };
    await post(story.path, "a word of mine");
    const [asked] = service.asked;
    const [, at, signature] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(asked?.headers["x-belowline-signature"])) ?? [];
    expect(createHmac("sha256", "hush").update(`${at}.${asked?.body}`).digest("hex")).toBe(signature);
    expect(JSON.parse(asked?.body ?? "")).toEqual({ text: "a word of mine", language: "en", site: site.key });
  });

  it("are never asked while rules are only tried", async () => {
    const { site, editor, story } = await desk();
    await send(site, editor, {});
    service.answer = { status: 200, body: '{"score":0.9}' };
    await post(story.path, "a strong word");
    expect(service.asked.length).toBe(1);
    const path = `${site.prefix}/desk/rules`;
    const form = formOf((await app.get(path, as(editor))).body, path);
    const tried = await app.post(`${path}/dry-run`, { ...form, text: "a strong word" }, as(editor));
    expect(tried.body).toContain("It would be published at once.");
    const week = await app.post(`${path}/dry-run/week`, { ...form, "links.most": "1" }, as(editor));
    expect(week.body).toContain("Looked at 1 comment");
    expect(service.asked.length).toBe(1);
  });

  it("are asked as OpenAI's are, and as Akismet is", async () => {
    const { site, editor, story } = await desk();
    await send(site, editor, { kind: "openai", model: "omni" });
    service.answer = {
      status: 200,
      body: JSON.stringify({
        model: "omni-9",
        results: [{ flagged: true, category_scores: { hate: 0.2, harassment: 0.95 } }],
      }),
    };
    expect(await post(story.path, "first words")).toMatchObject({ status: "pending", code: "labelled" });
    expect(service.asked[0]?.headers.authorization).toBe("Bearer hush");
    expect(JSON.parse(service.asked[0]?.body ?? "")).toEqual({ model: "omni", input: "first words" });
    const other = await desk();
    await send(other.site, editor, { kind: "akismet", model: "https://paper.example" });
    service.answer = { status: 200, body: "true" };
    expect(await post(other.story.path, "second words")).toMatchObject({ status: "pending" });
    const fields = new URLSearchParams(service.asked[0]?.body);
    expect(fields.get("api_key")).toBe("hush");
    expect(fields.get("comment_content")).toBe("second words");
    expect([...fields.keys()].filter((name) => /author|email|agent/.test(name))).toEqual([]);
  });

  it("never block posting: what isn't answered passes, or waits where the desk wants that", async () => {
    const { site, editor, story } = await desk();
    await send(site, editor, {});
    for (const answer of [
      "never",
      { status: 500, body: "" },
      { status: 200, body: '{"score":7}' },
    ] as const) {
      service.answer = answer;
      expect(await post(story.path, `words ${JSON.stringify(answer)}`)).toMatchObject({
        status: "published",
      });
    }
    const strict = await desk();
    await send(strict.site, editor, { failure: "hold" });
    service.answer = { status: 200, body: "what?" };
    expect(await post(strict.story.path, "more words")).toMatchObject({ status: "pending", code: "silent" });
  });

  it("rest for a minute after five failures in a row, and are tried again with one question", async () => {
    const { site, editor, story } = await desk();
    await send(site, editor, {});
    service.answer = { status: 500, body: "" };
    for (let n = 0; n < 7; n++) await post(story.path, `words ${n}`);
    expect(service.asked).toHaveLength(5);
    const list = await app.get(`${site.prefix}/desk/rules/classifiers`, as(editor));
    expect(list.body).toContain("failed five times in a row");
    app.clock.now += 61_000;
    service.answer = { status: 200, body: '{"score":1}' };
    expect(await post(story.path, "words again")).toMatchObject({ status: "pending" });
    expect(await post(story.path, "and more words")).toMatchObject({ status: "pending" });
    expect(service.asked).toHaveLength(7);
  });

  it("within one's own network are not asked", async () => {
    const { site, editor } = await desk();
    for (const url of ["https://10.0.0.1/", "http://169.254.169.254/latest", "https://[::1]:5432/"]) {
      const { body } = await send(site, editor, { act: "try", url, words: "hello" });
      expect(body, url).toContain("within your own network");
    }
    expect(service.asked).toHaveLength(0);
  });

  it("are saved with their secret encrypted, which no page shows again", async () => {
    const { site, editor } = await desk();
    await send(site, editor, { secret: "a very secret thing" });
    const row = await app.database.read
      .selectFrom("classifier")
      .select(["id", "secret_sealed"])
      .where("site_id", "=", site.id)
      .executeTakeFirstOrThrow();
    expect(row.secret_sealed).not.toContain("secret");
    const page = await app.get(`${site.prefix}/desk/rules/classifiers/${row.id}`, as(editor));
    expect(page.body).not.toContain("a very secret thing");
    await send(site, editor, { version: "1", secret: "", name: "Renamed" }, String(row.id));
    service.answer = { status: 200, body: '{"score":0.5,"label":"dull"}' };
    const tried = await send(site, editor, { act: "try", secret: "", words: "hello" }, String(row.id));
    expect(tried.body).toContain("It gives these words 50% (dull");
    expect(service.asked.at(-1)?.headers["x-belowline-signature"]).toBeDefined();
  });

  it("say at the field what is wrong, and keep what was typed", async () => {
    const { site, editor } = await desk();
    const answer = await send(site, editor, { url: "ftp://nowhere", name: "", holdFrom: "0", secret: "" });
    expect(answer.statusCode).toBe(422);
    for (const words of ["begins with https", "Give the service a name", "from 1 to 100", "needs its key"])
      expect(answer.body).toContain(words);
    expect(answer.body).toContain("ftp://nowhere");
  });
});
