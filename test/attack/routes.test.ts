import { expect, it } from "vitest";
import { routes } from "../../src/app.ts";
import { isFromOwnPages } from "../../src/platform/http/route.ts";
import { makeComments, makeSite, makeStory } from "../factories.ts";
import { onBothEngines } from "../harness.ts";

// Those for programs: src/features/api/manners.test.ts.
const posts = routes.filter((route) => route.method !== "GET" && isFromOwnPages(route.access));

onBothEngines("a change", (app) => {
  it("from another website is refused on every route, before anything is written", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [id] = await makeComments(app(), site, story, [{}]);
    const fields = { name: "Nan", text: "From afar", on: "1", reason: "spam" };
    const foreign = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "cross-site", origin: "http://localhost:4400" },
      { "sec-fetch-site": "" },
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "" },
      { origin: "http://localhost:4400.evil.example" },
      { origin: "http://localhost:4400@evil.example" },
      { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    ];
    for (const { path } of posts) {
      const url = site.prefix + path.replace(":slug", story.slug).replace(":id", String(id));
      for (const headers of foreign) {
        const answer = await app().post(url, fields, headers);
        expect(answer.statusCode, `${path} ${JSON.stringify(headers)}`).toBe(403);
        expect(answer.body).toContain("That came from another website");
        expect(answer.cookies).toEqual([]);
      }
    }
    const { events } = await app()
      .database.read.selectFrom("event")
      .select((eb) => eb.fn.countAll<number>().as("events"))
      .where("site_id", "=", site.id)
      .where("type", "like", "comment.%")
      .executeTakeFirstOrThrow();
    expect(Number(events)).toBe(0);
  });

  it("from our own pages is taken, whatever the browser's age", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const own = [
      { "sec-fetch-site": "same-origin" },
      { "sec-fetch-site": "none" },
      { origin: "http://localhost:4400" },
      { origin: "http://localhost:4499", host: "localhost:4499" },
      {},
    ];
    for (const [n, headers] of own.entries()) {
      const answer = await app().post(
        `${story.path}/comments`,
        { name: "Nan", text: `From home ${n}` },
        headers as Record<string, string>,
      );
      expect(answer.statusCode, JSON.stringify(headers)).toBe(303);
      const [cookie] = answer.cookies;
      expect(cookie).toMatchObject({ name: "bl_device", httpOnly: true, sameSite: "Lax", path: "/" });
      expect(String(answer.headers["set-cookie"])).not.toMatch(/[\r\n]/);
    }
  });

  it("carries nothing into a cookie but what we know", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const split = encodeURIComponent("best\r\nSet-Cookie: evil=1");
    for (const query of [
      `sort=${split}`,
      `per=${split}`,
      `sort=best&per=50%0d%0aevil`,
      `sort=${encodeURIComponent("best; Domain=evil")}`,
    ]) {
      const { headers } = await app().get(`${story.path}?${query}`);
      const cookies = String(headers["set-cookie"] ?? "");
      expect(cookies).not.toContain("evil");
      if (cookies)
        expect(cookies).toMatch(/^bl_view=[a-z]+-\d+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    }
  });
});

onBothEngines("every answer", (app) => {
  it("has the whole policy, and pages hold no script or style but our files", async () => {
    const site = await makeSite(app(), {
      settings: { rules: ["Be kind"], about: "About", privacy: "Privacy" },
    });
    const story = await makeStory(app(), site);
    const [id] = await makeComments(app(), site, story, [{ replies: [{}] }]);
    const examples = {
      ":slug": story.slug,
      ":id": String(id),
      ":section": "river",
      ":tag": "bridge",
      ":file": "stories.rss",
      "*": "nothing",
    };
    const filled = (path: string) =>
      Object.entries(examples).reduce((made, [part, example]) => made.replace(part, example), path);
    const paths = routes
      .map(({ path }) => site.prefix + filled(path))
      .concat("/healthz", "/readyz", "/assets/nothing.js");
    for (const path of paths) {
      for (const method of ["GET", "HEAD", "POST", "OPTIONS"] as const) {
        const { headers, body } = await app().fastify.inject({ method, url: path });
        const policy = String(headers["content-security-policy"]);
        for (const part of [
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-ancestors 'none'",
        ]) {
          expect(policy, `${method} ${path}`).toContain(part);
        }
        expect(policy).not.toMatch(/unsafe|\*|http:|https:|data:/);
        expect(headers["x-content-type-options"], path).toBe("nosniff");
        expect(headers["access-control-allow-origin"], path).toBeUndefined();
        expect(headers["x-powered-by"], path).toBeUndefined();
        if (!String(headers["content-type"]).startsWith("text/html")) continue;
        expect(body, path).not.toMatch(/<style|\sstyle="|\son[a-z]+="/);
        for (const [, attributes = ""] of body.matchAll(/<script([^>]*)>/g)) {
          expect(attributes, path).toMatch(/ src="\/assets\/|type="application\/(?:ld\+)?json"/);
        }
      }
    }
  });
});
