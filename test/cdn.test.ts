import { createServer } from "node:http";
import { expect, it, vi } from "vitest";
import { makeSite, makeStory } from "./factories.ts";
import { type Engine, startApp } from "./harness.ts";

/** A hook that a cache in front would offer, on loopback. */
async function openHook() {
  const told: { everything?: boolean; tags?: string[] }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      told.push(JSON.parse(body));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { told, url: `http://127.0.0.1:${port}/purge`, close: () => server.close() };
}

it.each<Engine>(["sqlite", "postgres"])(
  "a cache in front is told how long it may answer, and what to throw away (%s)",
  async (engine) => {
    const hook = await openHook();
    const app = await startApp(engine, { BELOWLINE_CDN_SECONDS: "60", BELOWLINE_PURGE_URL: hook.url });
    try {
      const site = await makeSite(app);
      const story = await makeStory(app, site);
      const { headers } = await app.get(story.path);
      expect(headers["cache-control"]).toBe(
        "public, max-age=0, must-revalidate, s-maxage=60, stale-while-revalidate=60",
      );
      expect(headers["cdn-cache-control"]).toBe("public, max-age=60, stale-while-revalidate=60");
      const chosen = await app.get(`${story.path}?sort=best`);
      expect(chosen.headers["cache-control"]).toBe("private, no-cache");
      expect(chosen.headers["cdn-cache-control"]).toBeUndefined();
      expect(chosen.headers["surrogate-key"]).toBeUndefined();
      const tags = String(headers["surrogate-key"]).split(" ");
      expect(headers["cache-tag"]).toBe(tags.join(","));
      expect(tags).toContain(`talk-${story.id}`);
      await vi.waitFor(() => expect(hook.told[0]).toEqual({ everything: true }));
      hook.told.length = 0;
      await app.post(
        `${story.path}/comments`,
        { name: "Nan", text: "A word" },
        { "sec-fetch-site": "same-origin" },
      );
      await vi.waitFor(() =>
        expect(hook.told.flatMap(({ tags = [] }) => tags)).toContain(`talk-${story.id}`),
      );
    } finally {
      await app.stop();
      hook.close();
    }
  },
);

it("without such settings every cache asks each time", async () => {
  const app = await startApp("sqlite");
  try {
    const story = await makeStory(app, await makeSite(app));
    const { headers } = await app.get(story.path);
    expect(headers["cache-control"]).toBe("public, max-age=0, must-revalidate");
    expect(headers["surrogate-key"]).toBeUndefined();
  } finally {
    await app.stop();
  }
});
