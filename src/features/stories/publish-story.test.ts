import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { onBothEngines } from "../../../test/harness.ts";
import { sanitizeStoryHtml } from "../../platform/html/safe-html.ts";

onBothEngines("publishing", (app) => {
  const html = (text: string) => sanitizeStoryHtml(`<p>${text}</p>`);

  it("shows everything that a news page shows", async () => {
    const site = await makeSite(app());
    const at = app().clock.now - 600_000;
    const story = await makeStory(app(), site, {
      confidence: "developing",
      dateline: "Quay <Street>",
      notes: [
        { kind: "update", at, html: html("Buses too.") },
        { kind: "correction", at: at + 60_000, html: html("It was 1921.") },
      ],
    });
    const { body } = await app().get(story.path);
    for (const part of [
      "What it is about.",
      "Nora Quill",
      "Reporter",
      "Last updated at",
      'class="dateline">Quay &lt;Street&gt;',
      "Developing",
      "Buses too.",
      "It was 1921.",
      "minute’s read",
      `/tags/bridge`,
      "/sections/river",
    ]) {
      expect(body).toContain(part);
    }
  });

  it("keeps revisions, and marks what was written before an update", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await makeComments(app(), site, story, [{ text: "Early bird" }]);
    const update = { kind: "update", at: app().clock.now, html: html("News.") } as const;
    await makeStory(app(), site, { slug: story.slug, notes: [update] });
    await app().post(`${story.path}/comments`, { name: "Late", text: "Late bird" });
    const rows = await app()
      .database.read.selectFrom("revision")
      .select("number")
      .where("story_id", "=", story.id)
      .orderBy("number")
      .execute();
    expect(rows.map((row) => row.number)).toEqual([1, 2]);
    const page = await app().get(story.path);
    const body = page.body.slice(page.body.indexOf('id="comments"'));
    const stamps = body.match(/class="stamp"/g) ?? [];
    expect(stamps).toHaveLength(1);
    expect(body.indexOf('class="stamp"')).toBeLessThan(body.indexOf("Early bird"));
    expect(body.indexOf("Late bird")).toBeLessThan(body.indexOf('class="tidemark"'));
    expect(body.indexOf('class="tidemark"')).toBeLessThan(body.indexOf("Early bird"));
  });

  it("makes no revision when nothing changed", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await makeStory(app(), site, { slug: story.slug });
    const rows = await app()
      .database.read.selectFrom("revision")
      .selectAll()
      .where("story_id", "=", story.id)
      .execute();
    expect(rows).toHaveLength(1);
  });

  it("leads to the same story in other editions", async () => {
    const site = await makeSite(app());
    const other = await makeSite(app(), { language: "ar" });
    const key = `k-${site.key}`;
    const story = await makeStory(app(), site, { translationKey: key });
    const twin = await makeStory(app(), other, { translationKey: key, slug: "الجسر", language: "ar" });
    const { body } = await app().get(story.path);
    expect(body).toContain(
      `hreflang="ar" href="http://localhost:4400${other.prefix}/stories/${encodeURIComponent("الجسر")}"`,
    );
    expect((await app().get(encodeURI(twin.path))).body).toContain('dir="rtl"');
  });
});

onBothEngines("lists of stories", (app) => {
  it("page by key, without doubles or gaps, also among equal times", async () => {
    const site = await makeSite(app());
    const publishedAt = app().clock.now - 7_200_000;
    for (let n = 0; n < 53; n++) await makeStory(app(), site, { slug: `same-${n}`, publishedAt });
    const seen: string[] = [];
    let path: string | undefined = `${site.prefix}/sections/river`;
    while (path) {
      const { body }: { body: string } = await app().get(path);
      seen.push(
        ...[...body.matchAll(/<h3><a href="[^"]*\/stories\/(same-\d+)"/g)].map((match) => match[1] ?? ""),
      );
      path = /href="([^"]+)" rel="next"/.exec(body)?.[1];
    }
    expect(seen).toHaveLength(53);
    expect(new Set(seen).size).toBe(53);
  });

  it("bring up what is nearest in tag, section and time elsewhere", async () => {
    const site = await makeSite(app());
    const at = app().clock.now - 40 * 86_400_000;
    const none = { tags: [], section: null };
    const story = await makeStory(app(), site, { slug: "this", publishedAt: at, tags: [{ name: "Weir" }] });
    await makeStory(app(), site, { slug: "far", publishedAt: app().clock.now, ...none });
    await makeStory(app(), site, { slug: "near", publishedAt: at + 86_400_000, ...none });
    await makeStory(app(), site, {
      slug: "tagged",
      publishedAt: at - 8 * 86_400_000,
      section: null,
      tags: [{ name: "Weir" }],
    });
    const { body } = await app().get(story.path);
    const side = body.slice(body.indexOf('id="elsewhere"'), body.indexOf('id="said"'));
    const order = [...side.matchAll(/\/stories\/(\w+)"/g)]
      .map((match) => match[1])
      .filter((slug) => slug !== "this");
    expect(order).toEqual(["tagged", "near", "far"]);
  });
});
