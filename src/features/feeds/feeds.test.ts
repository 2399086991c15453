import { parseDocument } from "htmlparser2";
import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { onBothEngines } from "../../../test/harness.ts";

onBothEngines("feeds", (app) => {
  it("of the site, a section and a discussion come in three formats", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site, { headline: "Fish & <Chips>" });
    await makeComments(app(), site, story, [{ text: "Salt & vinegar", name: "Nan" }]);
    for (const name of ["stories", "sections/river", `stories/${story.slug}`]) {
      const rss = await app().get(`${site.prefix}/feeds/${name}.rss`);
      expect(rss.headers["content-type"]).toContain("application/rss+xml");
      expect(rss.body).toContain("Fish &amp; &lt;Chips&gt;");
      const atom = await app().get(`${site.prefix}/feeds/${name}.atom`);
      expect(parseDocument(atom.body, { xmlMode: true }).children.length).toBeGreaterThan(0);
      const json = await app().get(`${site.prefix}/feeds/${name}.json`);
      expect(json.json().items).toHaveLength(1);
    }
    const talk = await app().get(`${site.prefix}/feeds/stories/${story.slug}.json`);
    expect(talk.json().items[0]).toMatchObject({
      title: "\u2068Nan\u2069: \u2068Fish & <Chips>\u2069",
      authors: [{ name: "Nan" }],
    });
  });

  it("has sitemaps that lead to every story, and a robots.txt that leads to them", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await makeStory(app(), site, { slug: "old", publishedAt: app().clock.now - 10 * 86_400_000 });
    const robots = await app().get(`${site.prefix}/robots.txt`);
    expect(robots.body).toContain(`Sitemap: http://localhost:4400${site.prefix}/sitemap.xml`);
    const index = await app().get(`${site.prefix}/sitemap.xml`);
    expect(index.body).toContain("sitemap-stories.xml?after=0");
    const stories = await app().get(`${site.prefix}/sitemap-stories.xml?after=0`);
    expect(stories.body).toContain(`http://localhost:4400${story.path}`);
    expect(stories.body).toContain("/stories/old");
    const news = await app().get(`${site.prefix}/news-sitemap.xml`);
    expect(news.body).toContain(`/stories/${story.slug}`);
    expect(news.body).not.toContain("/stories/old<");
  });

  it("knows no feed that isn't there", async () => {
    const site = await makeSite(app());
    for (const path of [
      "/feeds/stories.xml",
      "/feeds/sections/none.rss",
      "/feeds/stories/none.atom",
      "/feeds/x",
    ]) {
      expect((await app().get(site.prefix + path)).statusCode, path).toBe(404);
    }
  });
});
