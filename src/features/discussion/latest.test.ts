import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { onBothEngines } from "../../../test/harness.ts";
import { latestComments } from "./latest.ts";

onBothEngines("what readers say", (app) => {
  it("is gathered by story: newest talk first, within a story the older before the newer", async () => {
    const site = await makeSite(app());
    const one = await makeStory(app(), site, { slug: "one" });
    const two = await makeStory(app(), site, { slug: "two" });
    const t = app().clock.now;
    await makeComments(app(), site, one, [
      { text: "one-old", at: t - 50_000 },
      { text: "one-new", at: t - 10_000 },
    ]);
    await makeComments(app(), site, two, [
      { text: "two-old", at: t - 40_000 },
      { text: "two-new", at: t - 20_000, status: "pending" },
    ]);
    const groups = await latestComments(app().database.read, { siteId: site.id, stories: 5, perStory: 2 });
    expect(groups.map((group) => [group.story.slug, group.comments.map((comment) => comment.text)])).toEqual([
      ["one", ["one-old", "one-new"]],
      ["two", ["two-old"]],
    ]);
  });

  it("stands on old pages too, and is cut at a word", async () => {
    const site = await makeSite(app());
    const old = await makeStory(app(), site, { publishedAt: app().clock.now - 900 * 86_400_000 });
    const fresh = await makeStory(app(), site);
    await makeComments(app(), site, fresh, [{ text: `Beginning ${"word ".repeat(60)}end`, name: "Talker" }]);
    const { body } = await app().get(old.path);
    expect(body).toContain("Talker");
    const excerpt = /<blockquote dir="auto"><a [^>]*>(Beginning[^<]*)</.exec(body)?.[1] ?? "";
    expect(excerpt.length).toBeLessThanOrEqual(151);
    expect(excerpt).toMatch(/ word…$/);
  });

  it("leaves hidden discussions and other sites out", async () => {
    const site = await makeSite(app());
    const other = await makeSite(app());
    const hidden = await makeStory(app(), site, {
      discussion: { mode: "hidden", notice: "", closesAt: null },
    });
    const foreign = await makeStory(app(), other);
    await makeComments(app(), site, hidden, [{ text: "hidden words" }]);
    await makeComments(app(), other, foreign, [{ text: "foreign words" }]);
    const { body } = await app().get(`${site.prefix}/latest-comments`);
    expect(body).not.toContain("hidden words");
    expect(body).not.toContain("foreign words");
    expect(body).toContain("Nobody has said anything yet.");
  });

  it("pages by key through all discussions", async () => {
    const site = await makeSite(app());
    for (let n = 0; n < 45; n++) {
      const story = await makeStory(app(), site, { slug: `s${n}` });
      await makeComments(app(), site, story, [{ text: `words-${n}.`, at: app().clock.now - n * 1000 }]);
    }
    const seen: string[] = [];
    let path: string | undefined = `${site.prefix}/latest-comments`;
    while (path) {
      const { body }: { body: string } = await app().get(path);
      seen.push(...[...body.matchAll(/words-(\d+)\./g)].map((match) => match[1] ?? ""));
      path = /href="([^"]+)" rel="next"/.exec(body)?.[1];
    }
    expect(seen).toEqual(Array.from({ length: 45 }, (_, n) => String(n)));
  });
});
