import sharp from "sharp";
import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { countOf, sumOf } from "../import/tally.ts";
import { type ExportItem, importInto, rawText, treeOf } from "./export-fixture.ts";

onBothEngines("importing from WordPress", (app) => {
  it("brings stories with their bylines, sections, tags and comments", async () => {
    const site = await makeSite(app());
    const item: ExportItem = {
      id: 7,
      slug: "ferry-late-again",
      title: "Ferry late &amp; again",
      categories: ["Uncategorized", "Harbour", "Quay"],
      comments: [
        { id: 1, name: "Ida" },
        { id: 2, name: "Otto", parent: 1 },
      ],
    };
    await importInto(app(), site.key, [item]);
    const { body } = await app().get(`${site.prefix}/stories/ferry-late-again`);
    for (const words of [
      "Ferry late &amp; again",
      "Mara Lind",
      "Harbour",
      "Quay",
      "Body of 7.",
      "Words of comment 2.",
    ]) {
      expect(body).toContain(words);
    }
    expect(body).not.toContain("Uncategorized");
    expect(
      app()
        .ctx.sites.byKey(site.key)
        ?.sections.map((section) => section.slug),
    ).toEqual(["river", "harbour"]);
  });

  it("makes nothing public that was not", async () => {
    const site = await makeSite(app());
    const hidden: Partial<ExportItem>[] = [
      { status: "draft" },
      { status: "pending" },
      { status: "private" },
      { status: "future" },
      { status: "trash" },
      { password: "fish" },
      { at: "2031-01-01 00:00:00" },
      { type: "feedback" },
      { type: "page" },
      { type: "nav_menu_item" },
      { type: "revision", status: "inherit" },
    ];
    const items = hidden.map((change, index) => ({
      id: 100 + index,
      slug: `hidden-${index}`,
      title: `Hushed title ${index}`,
      content: "<p>Hushed body.</p>",
      comments: [{ id: 500 + index, text: "Hushed comment." }],
      ...change,
    }));
    const { tally } = await importInto(app(), site.key, [...items, { id: 1 }]);
    expect(countOf(tally, "story.added")).toBe(1);
    expect(sumOf(tally, "item.skipped.")).toBe(hidden.length);
    expect(await rawText(app())).not.toMatch(/hushed/i);
    expect((await app().get(`${site.prefix}/stories/hidden-0`)).statusCode).toBe(404);
  });

  it("gives comments the status that they had; shows only what was approved", async () => {
    const site = await makeSite(app());
    const comments = [
      { id: 1, text: "Approved." },
      { id: 2, approved: "0", text: "Waiting." },
      { id: 3, approved: "spam", text: "Cheap watches." },
      { id: 4, approved: "trash", text: "Thrown away." },
      { id: 5, type: "pingback", text: "Pinged." },
      { id: 6, type: "trackback", text: "Tracked." },
      { id: 7, text: "<br>" },
    ];
    const { tally } = await importInto(app(), site.key, [{ id: 1, comments }]);
    expect(await treeOf(app(), site)).toEqual([
      " > Approved. (published, 0)",
      " > Cheap watches. (spam, 0)",
      " > Waiting. (pending, 0)",
    ]);
    expect(countOf(tally, "comment.skipped.ping")).toBe(2);
    expect(countOf(tally, "comment.skipped.trash")).toBe(1);
    expect(countOf(tally, "comment.skipped.empty")).toBe(1);
    const { body } = await app().get(`${site.prefix}/stories/story-1`);
    expect(body).toContain("Approved.");
    expect(body).not.toMatch(/Waiting\.|Cheap watches|Thrown away|Pinged|Tracked/);
  });

  it("keeps the tree, whatever the order and however much is missing", async () => {
    const site = await makeSite(app());
    const comments = [
      { id: 3, parent: 2, text: "three" },
      { id: 2, parent: 1, text: "two" },
      { id: 1, text: "one" },
      { id: 4, parent: 999, text: "of nobody" },
      { id: 5, parent: 2, approved: "trash", text: "gone" },
      { id: 6, parent: 5, text: "below what is gone" },
      { id: 7, parent: 8, text: "round" },
      { id: 8, parent: 7, text: "and round" },
      { id: 9, parent: 9, text: "itself" },
    ];
    const { tally } = await importInto(app(), site.key, [{ id: 1, comments }]);
    const tree = await treeOf(app(), site);
    expect(tree).toContain("one > two (published, 1)");
    expect(tree).toContain("two > three (published, 2)");
    expect(tree).toContain("two > below what is gone (published, 2)");
    expect(tree).toContain(" > of nobody (published, 0)");
    expect(tree).toContain(" > itself (published, 0)");
    expect(tree).toHaveLength(8);
    expect(countOf(tally, "mended.parent-missing")).toBe(2);
    const { body } = await app().get(`${site.prefix}/stories/story-1`);
    expect(body).toMatch(/data-depth="2"[\s\S]*<p>three<\/p>/);
  });

  it("lets no address of a reader out, nor keep it readable, nor any IP", async () => {
    const site = await makeSite(app());
    const comments = [
      { id: 1, name: "Ida", email: "ida.secret@post.example" },
      { id: 2, name: "otto.secret@post.example", email: "otto.secret@post.example" },
    ];
    const { tally } = await importInto(app(), site.key, [{ id: 1, comments }]);
    const { body } = await app().get(`${site.prefix}/stories/story-1`);
    expect(body).toContain("otto.secret");
    for (const text of [body, await rawText(app()), JSON.stringify(tally)]) {
      expect(text).not.toContain("@post.example");
      expect(text).not.toContain("198.51.100.77");
      expect(text).not.toContain("mara@tide.example");
    }
    const people = await app()
      .database.read.selectFrom("person")
      .selectAll()
      .where("site_id", "=", site.id)
      .execute();
    const opened = people.map((person) => app().ctx.keys.open("address", person.email_sealed ?? ""));
    expect(opened.sort()).toEqual(["ida.secret@post.example", "otto.secret@post.example"]);
  });

  it("knows the paper's own people by their number or address", async () => {
    const site = await makeSite(app());
    const comments = [
      { id: 1, name: "Mara", email: "", userId: 4 },
      { id: 2, name: "M. L.", email: "Mara@tide.example" },
      { id: 3, name: "Subscriber", userId: 99 },
    ];
    await importInto(app(), site.key, [{ id: 1, comments }]);
    const rows = await app()
      .database.read.selectFrom("person")
      .select(["name", "kind", "title"])
      .where("site_id", "=", site.id)
      .orderBy("name")
      .execute();
    expect(rows).toEqual([
      { name: "M. L.", kind: "staff", title: "" },
      { name: "Mara", kind: "staff", title: "" },
      { name: "Subscriber", kind: "guest", title: "" },
    ]);
  });

  it("lets old addresses lead to the stories", async () => {
    const site = await makeSite(app());
    const content =
      '<p><a href="https://www.tide.example/2014/05/pier%C3%A9/?x=1">one</a> <a href="http://tide.example/?p=8">two</a> ' +
      '<a href="https://tide.example/wp-content/uploads/plan.pdf">plan</a> <a href="https://other.example/a">other</a></p>';
    await importInto(app(), site.key, [
      { id: 7, slug: "from", content },
      {
        id: 8,
        slug: "pieré",
        link: "https://tide.example/2014/05/pier%C3%A9/",
        fields:
          "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>the-old-pier</wp:meta_value></wp:postmeta>",
      },
      { id: 9, slug: "plain", link: "https://tide.example/?p=9" },
    ]);
    const target = `${site.prefix}/stories/pier%C3%A9`;
    for (const old of ["/?p=8", "/2014/05/pier%C3%A9/", "/2014/05/pier%C3%A9", "/2014/05/the-old-pier/"]) {
      const answer = await app().get(`${site.prefix}${old}`);
      expect([old, answer.statusCode, answer.headers.location]).toEqual([old, 301, target]);
    }
    expect((await app().get(`${site.prefix}/`)).statusCode).toBe(200);
    const { body } = await app().get(`${site.prefix}/stories/from`);
    expect(body).toContain(`href="${site.prefix}/2014/05/pier%C3%A9/?x=1"`);
    expect(body).toContain(`href="${site.prefix}/?p=8"`);
    expect(body).toContain('href="https://tide.example/wp-content/uploads/plan.pdf"');
    expect(body).toContain('href="https://other.example/a"');
  });

  it("keeps slugs, and numbers those that come twice, the same way each time", async () => {
    const site = await makeSite(app());
    const items = [
      { id: 1, slug: "same" },
      { id: 2, slug: "same", link: "https://tide.example/other/same/" },
      { id: 3, slug: "%d8%b3%d9%84%d8%a7%d9%85" },
      { id: 4, slug: "", title: "No Slug At All" },
    ];
    await importInto(app(), site.key, items);
    await importInto(app(), site.key, [...items].reverse());
    const rows = await app()
      .database.read.selectFrom("story")
      .select("slug")
      .where("site_id", "=", site.id)
      .orderBy("id")
      .execute();
    expect(rows.map((row) => row.slug)).toEqual(["same", "same-2", "سلام", "no-slug-at-all"]);
  });

  it("takes two items with one id as two", async () => {
    const site = await makeSite(app());
    const items = [
      { id: 1, slug: "first", title: "First" },
      { id: 1, slug: "second", title: "Second" },
    ];
    for (const _ of [1, 2]) await importInto(app(), site.key, items);
    const rows = await app()
      .database.read.selectFrom("story")
      .select("headline")
      .where("site_id", "=", site.id)
      .execute();
    expect(rows.map((row) => row.headline).sort()).toEqual(["First", "Second"]);
    expect((await app().get(`${site.prefix}/?p=1`)).headers.location).toContain("/stories/first");
  });

  it("closes the discussions that were closed, and keeps them readable", async () => {
    const site = await makeSite(app(), { settings: { closeAfterDays: 10 } });
    await importInto(app(), site.key, [
      { id: 1, isClosed: true, comments: [{ id: 1, text: "Said in time." }] },
      { id: 2, at: "2026-06-08 10:00:00" },
    ]);
    const rows = await app()
      .database.read.selectFrom("discussion")
      .selectAll()
      .where("site_id", "=", site.id)
      .orderBy("story_id")
      .execute();
    expect(rows.map((row) => row.mode)).toEqual(["closed", "open"]);
    expect(rows[1]?.closes_at).toBe(Date.parse("2026-06-18T10:00:00Z"));
    expect((await app().get(`${site.prefix}/stories/story-1`)).body).toContain("Said in time.");
  });

  it("gives a story without a headline its first words, or its date", async () => {
    const site = await makeSite(app());
    await importInto(app(), site.key, [
      { id: 1, title: "", content: "<p>The tide came in.</p>" },
      {
        id: 2,
        title: "",
        content: "<!-- wp:image --><figure><img src='https://tide.example/a.jpg'></figure><!-- /wp:image -->",
      },
    ]);
    const rows = await app()
      .database.read.selectFrom("story")
      .select("headline")
      .where("site_id", "=", site.id)
      .orderBy("id")
      .execute();
    expect(rows.map((row) => row.headline)).toEqual(["The tide came in.", "Friday 2 May 2014"]);
  });

  it("opens a site for a blog that has none", async () => {
    const { site } = await importInto(app(), "tide", [{ id: 1 }]);
    expect(site).toMatchObject({ key: "tide", name: "The Tide Table", language: "en-GB", isSample: false });
    expect((await app().get(`${site?.pathPrefix}/stories/story-1`)).statusCode).toBe(200);
  });

  it("takes pages when asked, which nobody could discuss without a discussion", async () => {
    const site = await makeSite(app());
    const page: ExportItem = {
      id: 5,
      type: "page",
      slug: "the-boats",
      isClosed: true,
      link: "https://tide.example/the-boats/",
    };
    await importInto(app(), site.key, [page], { withPages: true });
    expect((await app().get(`${site.prefix}/the-boats/`)).headers.location).toBe(
      `${site.prefix}/stories/the-boats`,
    );
    await importInto(
      app(),
      site.key,
      [{ id: 6, type: "page", slug: "us", link: "https://tide.example/about/" }],
      {
        withPages: true,
      },
    );
    expect((await app().get(`${site.prefix}/about/`)).headers.location).toBe(`${site.prefix}/stories/us`);
    const rows = await app()
      .database.read.selectFrom("discussion")
      .select("mode")
      .where("site_id", "=", site.id)
      .execute();
    expect(rows[0]).toEqual({ mode: "hidden" });
  });

  it("links pictures, and fetches them when asked, each once", async () => {
    const site = await makeSite(app());
    const attachment = (id: number, file: string): ExportItem => ({
      id,
      type: "attachment",
      status: "inherit",
      fields: `<wp:attachment_url>https://tide.example/up/${file}</wp:attachment_url>`,
    });
    const items: ExportItem[] = [
      {
        id: 1,
        content:
          '<p>Look:</p><p><img class="wp-image-21" src="https://tide.example/up/pier-300x200.png" alt="The pier"></p>',
        fields:
          "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>20</wp:meta_value></wp:postmeta>",
      },
      attachment(20, "lead.png"),
      attachment(21, "pier.png"),
    ];
    await importInto(app(), site.key, items);
    const linked = (await app().get(`${site.prefix}/stories/story-1`)).body;
    expect(linked).toContain('href="https://tide.example/up/pier.png"');
    expect(linked).not.toMatch(/<(?:img|source)[^>]+tide\.example/);
    const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#258" } })
      .png()
      .toBuffer();
    const asked: string[] = [];
    const fetching = {
      fetchMedia: true,
      fetch: async (url: string) => {
        asked.push(url);
        return url.endsWith("pier.png") ? { bytes } : { failure: "not-found" as const };
      },
    };
    const first = await importInto(app(), site.key, items, fetching);
    expect(countOf(first.tally, "picture.fetched")).toBe(1);
    expect(countOf(first.tally, "picture.failed.not-found")).toBe(1);
    expect((await app().get(`${site.prefix}/stories/story-1`)).body).toMatch(/<img[^>]+src="[^"]*\/media\//);
    asked.length = 0;
    await importInto(app(), site.key, items, fetching);
    expect(asked).toEqual(["https://tide.example/up/lead.png"]);
  });
});
