import { expect, it } from "vitest";
import { postAsProgram, programOf } from "../../../test/api-client.ts";
import { type MadeSite, type MadeStory, makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../../../test/harness.ts";
import { listen } from "../../../test/tools.ts";

async function open(app: TestApp): Promise<{ site: MadeSite; story: MadeStory; id: number }> {
  app.clock.now += 3_600_000;
  const site = await makeSite(app, {
    settings: { postsPerDevice: 1000, postsPerNetwork: 10_000 },
  });
  const story = await makeStory(app, site);
  const [id = 0] = await makeComments(app, site, story, [{ text: "First" }]);
  return { site, story, id };
}

onBothEngines("what everybody may read", (app) => {
  it("is kept with an ETag, and asked for again for nothing", async () => {
    const { site, story, id } = await open(app());
    const program = programOf(app(), site);
    const paths = [
      "/stories",
      `/stories/${story.slug}`,
      `/stories/${story.id}/comments?sort=best`,
      `/comments/${id}`,
      `/comments/${id}/replies`,
      "/latest-comments",
      "/openapi.json",
    ];
    for (const path of paths) {
      const first = await program("GET", path);
      const second = await program("GET", path);
      expect(second.headers["server-timing"], path).toContain("cache;desc=hit");
      expect(second.body).toBe(first.body);
      expect(second.headers.vary).toBe("accept-encoding, cookie, origin, belowline-device");
      expect(second.headers["cache-control"]).toBe("public, max-age=0, must-revalidate");
      const etag = String(second.headers.etag);
      const third = await program("GET", path, { headers: { "if-none-match": etag } });
      expect([third.statusCode, third.body]).toEqual([304, ""]);
      const head = await app().fastify.inject({ method: "HEAD", url: `${site.prefix}/api/v1${path}` });
      expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, "", etag]);
    }
    const missing = await app().fastify.inject({
      method: "HEAD",
      url: `${site.prefix}/api/v1/comments/9007199254740991`,
    });
    expect([missing.statusCode, missing.body]).toEqual([404, ""]);
  });

  it("is answered before anything else is done when it is kept, over a socket", async () => {
    const { site, story, id } = await open(app());
    const { device } = await postAsProgram(programOf(app(), site), story.id, { name: "Nan", text: "Mine" });
    const base = `${await listen(app())}${site.prefix}/api/v1`;
    for (const path of ["/stories", `/stories/${story.slug}/comments`, `/comments/${id}`]) {
      const cold = await fetch(base + path);
      expect(cold.headers.get("ratelimit-policy")).toBe('"minute";q=6000;w=60');
      expect(cold.headers.get("ratelimit")).toMatch(/^"minute";r=59\d\d;t=\d+$/);
      const warm = await fetch(base + path);
      // Nobody counted it: it never came that far.
      expect(warm.headers.get("ratelimit")).toBeNull();
      expect(warm.headers.get("server-timing")).toBe("render;dur=0, cache;desc=hit");
      expect(await warm.text()).toBe(await cold.text());
      expect(warm.headers.get("content-type")).toBe("application/json; charset=utf-8");
      const own = await fetch(base + path, { headers: { "belowline-device": device } });
      expect(own.headers.get("cache-control")).toBe("no-store");
      expect(own.headers.get("ratelimit")).not.toBeNull();
    }
  });

  it("counts against the limit only where it had to be made, also without compression", async () => {
    const { site } = await open(app());
    const ask = async (path: string) => {
      const answer = await programOf(app(), site)("GET", path, {
        headers: { "accept-encoding": "identity" },
      });
      return /r=(\d+)/.exec(String(answer.headers.ratelimit))?.[1];
    };
    const first = Number(await ask("/stories?limit=1"));
    for (let n = 0; n < 5; n++) expect(await ask("/stories?limit=1")).toBeUndefined();
    expect(await ask("/stories?limit=2")).toBe(String(first - 1));
    expect(await ask("/stories?section=nothing")).toBe(String(first - 2));
    expect(await ask("/stories?section=nothing")).toBe(String(first - 3));
  });

  it("is made anew when something of it changes, and by nothing else", async () => {
    const { site, story, id } = await open(app());
    const { story: elsewhere, site: otherSite } = await open(app());
    const program = programOf(app(), site);
    const talk = `/stories/${story.id}/comments`;
    const paths = ["/stories", `/stories/${story.id}`, talk, `/comments/${id}`, "/latest-comments"];
    const isKept = async () => {
      const answers = await Promise.all(paths.map((path) => program("GET", path)));
      return answers.map(({ headers }) => String(headers["server-timing"]).includes("hit"));
    };
    await isKept();
    await postAsProgram(programOf(app(), otherSite), elsewhere.id, { name: "Nan", text: "Elsewhere" });
    expect(await isKept()).toEqual([true, true, true, true, true]);
    await program("POST", `/comments/${id}/recommend`, { body: {} });
    for (const path of [talk, "/latest-comments"])
      expect((await program("GET", path)).json().items[0].recommendCount, path).toBe(1);
    expect((await program("GET", `/comments/${id}`)).json().recommendCount).toBe(1);
    await postAsProgram(program, story.id, { name: "Nan", text: "Here", parentId: id });
    expect((await program("GET", "/stories")).json().items[0].commentCount).toBe(2);
    expect((await program("GET", `/stories/${story.id}`)).json().commentCount).toBe(2);
    expect((await program("GET", `/comments/${id}`)).json().replyCount).toBe(1);
  });

  it("is the same for a device, which is never answered from what is kept, nor kept", async () => {
    const { site, story } = await open(app());
    const program = programOf(app(), site);
    const { device } = await postAsProgram(program, story.id, { name: "Nan", text: "Mine" });
    const path = `/stories/${story.id}/comments`;
    const anybodys = await program("GET", path);
    const posted = await app().post(`${story.path}/comments`, { name: "Ned", text: "Page" });
    expect((await program("GET", path)).body).not.toBe(anybodys.body);
    for (const headers of [{ "belowline-device": device }, { cookie: cookiesOf(posted) }]) {
      const own = await program("GET", path, { headers });
      expect(own.body).toBe((await program("GET", path)).body);
      expect(own.headers["cache-control"]).toBe("no-store");
      expect(own.headers.etag).toBeUndefined();
      expect(own.headers.vary).toContain("belowline-device");
    }
  });
});
