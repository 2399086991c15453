import { expect, it } from "vitest";
import { postAsProgram, programOf } from "../../../test/api-client.ts";
import { type MadeSite, type MadeStory, makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../test/harness.ts";
import { problemShape } from "./answer-shapes.ts";

const guest = "https://guest.example";

async function open(
  app: TestApp,
  settings: object = {},
): Promise<{ site: MadeSite; story: MadeStory; id: number }> {
  app.clock.now += 3_600_000;
  const site = await makeSite(app, {
    settings: { postsPerDevice: 1000, postsPerNetwork: 10_000, ...settings },
  });
  const story = await makeStory(app, site);
  const [id = 0] = await makeComments(app, site, story, [{ text: "First" }]);
  return { site, story, id };
}

const json = { "content-type": "application/json" };

onBothEngines("what a program does wrong", (app) => {
  it("is told as a problem in JSON, with a status that says whose fault it is", async () => {
    const { site, story, id } = await open(app());
    const posts = `/stories/${story.id}/comments`;
    const requests: [
      method: string,
      path: string,
      status: number,
      headers?: Record<string, string> | undefined,
      payload?: string | undefined,
    ][] = [
      ["GET", "", 404],
      ["GET", "/", 404],
      ["GET", "/nothing", 404],
      ["POST", "/nothing", 404, json, "{"],
      ["GET", "/stories/nothing", 404],
      ["GET", "/stories/%00", 404],
      ["GET", "/stories?section=%00", 404],
      ["GET", "/stories/%ZZ", 400],
      ["GET", `/stories/${"a".repeat(401)}`, 404],
      ["GET", `/stories/${"%D8%A7".repeat(401)}/comments`, 404],
      ["GET", "/comments/1e3", 400],
      ["GET", "/comments/0", 400],
      ["GET", "/comments/9007199254740991", 404],
      ["GET", "/comments/9007199254740993", 400],
      ["GET", "/comments/99999999999999999999", 400],
      ...["limit=0", "limit=101", "limit=1e1", "limit=", "limit=5&limit=5", "limit=-1", "limit=٣"].map(
        (query): [string, string, number] => ["GET", `/stories?${query}`, 400],
      ),
      ...[
        "cursor=",
        "cursor=1",
        "cursor=a.b",
        "cursor=1.-1",
        "cursor=1e3.1",
        `cursor=1.${"9".repeat(16)}`,
      ].map((query): [string, string, number] => ["GET", `/stories?${query}`, 400]),
      ["GET", `${posts}?sort=worst`, 400],
      ["GET", `${posts}?cursor=1.1`, 400],
      ["GET", `${posts}?cursor=worst.1.1`, 400],
      ["GET", `${posts}?topsOnly=yes`, 400],
      ["PUT", "/stories", 405, json, "{}"],
      ["POST", "/stories", 405, { "content-type": "text/plain" }, "x"],
      ["DELETE", posts, 405],
      ["GET", `/comments/${id}/recommend`, 405],
      ["PROPFIND", `/comments/${id}`, 405],
      ["TRACE", "/stories", 405],
      ["OPTIONS", "/nothing", 404],
      ["POST", posts, 400, json, '{"text":'],
      ["POST", posts, 400, json, ""],
      ["POST", posts, 422, json, "null"],
      ["POST", posts, 422, json, "[]"],
      ["POST", posts, 422, json, '"text"'],
      ["POST", posts, 422, json, '{"text":5}'],
      ["POST", posts, 422, json, '{"text":"x","name":"N","parentId":"1"}'],
      ["POST", posts, 422, json, '{"text":"x","name":"N","parentId":99999999999999999999}'],
      ["POST", posts, 422, json, '{"text":"a\\u0000b","name":"N"}'],
      ["POST", posts, 422, json, '{"text":"a\\ud800b","name":"N"}'],
      ["POST", posts, 422, json, '{"text":"x","name":"N\\udfff"}'],
      ["POST", posts, 422, json, '{"text":"x","name":"N","email":"\\ud800@b.example"}'],
      ["PATCH", `/comments/${id}`, 403, json, '{"text":"\\ud800"}'],
      ["POST", posts, 413, json, `{"text":"${"a".repeat(300_000)}"}`],
      ["POST", posts, 415, {}, undefined],
      ["POST", posts, 415, { "content-type": "application/x-www-form-urlencoded" }, "name=Nan&text=Hello"],
      ["POST", posts, 415, { "content-type": "text/plain" }, '{"text":"x","name":"N"}'],
      ["POST", posts, 415, { "content-type": "multipart/form-data; boundary=x" }, "--x--"],
      ["POST", posts, 415, { "content-type": "nonsense" }, "x"],
      ["POST", `/comments/${id}/recommend`, 415, {}, undefined],
      ["POST", `/comments/${id}/recommend`, 422, json, "null"],
      ["DELETE", `/comments/${id}`, 403],
      ["DELETE", `/comments/${id}`, 403, json, ""],
      ["DELETE", `/comments/${id}`, 415, { "content-type": "text/plain" }, "x"],
    ];
    for (const [method, path, status, headers = {}, payload] of requests) {
      const what = `${method} ${path.slice(0, 60)} ${payload?.slice(0, 60)}`;
      const answer = await app().fastify.inject({
        method: method as "GET",
        url: `${site.prefix}/api/v1${path}`,
        headers,
        ...(payload === undefined ? {} : { payload }),
      });
      expect(answer.statusCode, what).toBe(status);
      expect(answer.headers["content-type"], what).toBe("application/problem+json; charset=utf-8");
      expect(answer.headers["cache-control"], what).toBe("no-store");
      expect(answer.headers["x-content-type-options"], what).toBe("nosniff");
      expect(problemShape.parse(answer.json()).status, what).toBe(status);
      if (status === 405) expect(String(answer.headers.allow), what).toMatch(/OPTIONS$/);
      app().clock.now += 10_000;
    }
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it("is named by its field", async () => {
    const { site } = await open(app());
    const answer = await programOf(app(), site)("GET", "/stories?limit=101&cursor=x");
    const { errors, detail } = answer.json();
    expect(errors.map(({ field, code }: { field: string; code: string }) => [field, code])).toEqual([
      ["cursor", "invalid"],
      ["limit", "invalid"],
    ]);
    expect(detail).toContain("/api/v1/openapi.json");
  });

  it("on a host without a site is a problem too", async () => {
    const { statusCode, headers } = await app().get("/api/v1/stories", { host: "nowhere.example" });
    expect([statusCode, headers["content-type"]]).toEqual([404, "application/problem+json; charset=utf-8"]);
  });

  it("doesn't get through the doors of the pages, and forms not through this one", async () => {
    const { site, story } = await open(app());
    const send = (url: string) =>
      app().fastify.inject({ method: "POST", url, headers: json, payload: '{"name":"Nan","text":"Hello"}' });
    expect((await send(`${story.path}/comments`)).statusCode).toBe(415);
    expect((await send(`${site.prefix}/api/v1/stories/${story.id}/comments`)).statusCode).toBe(201);
  });

  it("may not be sent by pages of other origins", async () => {
    const { site, story, id } = await open(app(), { allowedOrigins: [guest] });
    const program = programOf(app(), site);
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "" },
      { origin: `${guest}.evil.example` },
      { origin: `${guest}/` },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) {
      const body = { name: "Nan", text: "From afar" };
      for (const answer of [
        await program("POST", `/stories/${story.id}/comments`, { body, headers }),
        await program("PATCH", `/comments/${id}`, { body, headers }),
        await program("DELETE", `/comments/${id}`, { headers }),
        await program("POST", `/comments/${id}/recommend`, { body: {}, headers }),
        await program("POST", `/comments/${id}/report`, { body: { reason: "spam" }, headers }),
      ]) {
        expect([answer.statusCode, answer.json().code], JSON.stringify(headers)).toEqual([403, "crossSite"]);
        expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
        expect(answer.headers["belowline-device"]).toBeUndefined();
        expect(answer.cookies).toEqual([]);
      }
      app().clock.now += 60_000;
    }
    const { statusCode, headers } = await program("GET", "/stories", {
      headers: { origin: "https://evil.example" },
    });
    expect(statusCode).toBe(200);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(headers.vary).toContain("origin");
  });
});

onBothEngines("pages of an origin that the site allows", (app) => {
  it("may ask beforehand, read and write, without cookies", async () => {
    const { site, story } = await open(app(), { allowedOrigins: [guest] });
    const program = programOf(app(), site);
    const preflight = await app().fastify.inject({
      method: "OPTIONS",
      url: `${site.prefix}/api/v1/stories/${story.id}/comments`,
      headers: { origin: guest, "access-control-request-method": "POST" },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers).toMatchObject({
      "access-control-allow-origin": guest,
      "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
      "access-control-max-age": "7200",
    });
    for (const name of ["content-type", "idempotency-key", "belowline-device"])
      expect(preflight.headers["access-control-allow-headers"]).toContain(name);
    const headers = { origin: guest, "sec-fetch-site": "cross-site" };
    const { comment, device } = await postAsProgram(
      program,
      story.id,
      { name: "Nan", text: "From afar" },
      headers,
    );
    expect(device).not.toBe("");
    for (const path of ["/stories", `/comments/${comment.id}`, "/comments/1e3"]) {
      const answer = await program("GET", path, { headers });
      expect(answer.headers["access-control-allow-origin"]).toBe(guest);
      expect(answer.headers["access-control-expose-headers"]).toContain("belowline-device");
      expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
      expect(answer.headers.vary).toContain("origin");
    }
    const refused = await program("POST", `/stories/${story.id}/comments`, { body: { text: "" }, headers });
    expect(refused.headers["access-control-allow-origin"]).toBe(guest);
    const onPages = await app().post(`${story.path}/comments`, { name: "Nan", text: "By form" }, headers);
    expect(onPages.statusCode).toBe(403);
  });

  it("are allowed by the site's setting, at once and for this site alone", async () => {
    const { site } = await open(app(), { allowedOrigins: [guest] });
    const { site: other } = await open(app());
    const ask = ({ prefix }: MadeSite, origin: string) =>
      app().fastify.inject({
        method: "OPTIONS",
        url: `${prefix}/api/v1/stories`,
        headers: { origin, "access-control-request-method": "GET" },
      });
    expect((await ask(site, guest)).headers["access-control-allow-origin"]).toBe(guest);
    for (const answer of [await ask(site, "https://evil.example"), await ask(other, guest)]) {
      expect(answer.statusCode).toBe(204);
      expect(answer.headers.allow).toBe("GET, HEAD, OPTIONS");
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
      expect(answer.headers["access-control-allow-methods"]).toBeUndefined();
    }
  });
});
