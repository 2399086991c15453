import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { onBothEngines } from "../../../../test/harness.ts";
import { removeSite } from "../../sites/change-site.ts";
import { loadSample } from "./load-sample.ts";

const folder = fileURLToPath(new URL("../../../../sample", import.meta.url));

onBothEngines("the sample newspaper", (app) => {
  beforeAll(() => loadSample(app().ctx, folder, "UTC"));

  it("opens in three editions, all of it in the last days, with talk of every kind", async () => {
    const { read } = app().database;
    const sites = app().ctx.sites.all();
    expect(sites.map((site) => [site.key, site.pathPrefix, site.isSample])).toEqual([
      ["en", "", true],
      ["ar", "/ar", true],
      ["ckb", "/ckb", true],
    ]);
    const stories = await read
      .selectFrom("story")
      .select(["slug", "site_id", "translation_key", "published_at"])
      .execute();
    expect(stories).toHaveLength(36);
    expect(new Set(stories.map((story) => story.translation_key)).size).toBe(12);
    for (const story of stories) expect(story.published_at).toBeLessThan(app().clock.now);
    const comments = await read.selectFrom("comment").select(["status", "depth", "created_at"]).execute();
    expect(comments.length).toBeGreaterThanOrEqual(600);
    expect(new Set(comments.map((comment) => comment.status))).toEqual(
      new Set(["published", "pending", "rejected", "withdrawn"]),
    );
    expect(Math.max(...comments.map((comment) => comment.depth))).toBeGreaterThanOrEqual(7);
    expect(Math.max(...comments.map((comment) => comment.created_at))).toBeLessThan(app().clock.now);
  });

  it("gives a new desk something to look at in each edition", async () => {
    const { read } = app().database;
    for (const { id } of app().ctx.sites.all()) {
      const items = await read.selectFrom("queue_item").selectAll().where("site_id", "=", id).execute();
      expect(items.filter(({ queue }) => queue === "held").length).toBeGreaterThanOrEqual(2);
      const held = await read
        .selectFrom("decision")
        .select(["actor", "code"])
        .where("site_id", "=", id)
        .where("actor", "like", "rule:%")
        .execute();
      const found = held.map(({ actor, code }) => `${actor} ${code}`);
      expect(found).toEqual(
        expect.arrayContaining(["rule:words suspect", "rule:words banned", "rule:repeats said"]),
      );
      const reports = await read
        .selectFrom("report")
        .innerJoin("comment", "comment.id", "report.comment_id")
        .select("reason")
        .where("comment.site_id", "=", id)
        .execute();
      expect(reports.length).toBeGreaterThanOrEqual(2);
    }
  });

  it("has no dead link among its own pages", async () => {
    const seen = new Set<string>();
    const queue = ["/", "/ar/", "/ckb/"];
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      const { body, statusCode } = await app().get(path);
      expect(statusCode, path).toBe(200);
      if (!path.includes("/stories") && !["/", "/ar/", "/ckb/"].includes(path)) continue;
      for (const [, href = ""] of body.matchAll(/<a [^>]*href="([^"#?]+)"/g)) {
        const to = href.replace("http://localhost:4400", "").replaceAll("&amp;", "&");
        if (!to.startsWith("/") || /\/comments\/\d+/.test(to) || seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
    expect(seen.size).toBeGreaterThan(80);
  });

  it("goes with all that it brought", async () => {
    const { read } = app().database;
    for (const site of app().ctx.sites.all())
      await app().database.transact((tx) => removeSite(tx, site, app().clock.now));
    const tables = ["comment", "queue_item", "report", "word_list", "repeat_value"] as const;
    for (const table of tables) {
      const row = await read
        .selectFrom(table)
        .select((eb) => eb.fn.countAll().as("n"))
        .executeTakeFirst();
      expect(Number(row?.n), table).toBe(0);
    }
  });
});
