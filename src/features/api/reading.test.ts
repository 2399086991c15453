import { expect, it } from "vitest";
import { programOf, walk } from "../../../test/api-client.ts";
import { type CommentSpec, makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { onBothEngines } from "../../../test/harness.ts";
import type { CommentShape, StoryShape } from "./answer-shapes.ts";

onBothEngines("stories", (app) => {
  it("are listed newest first, each once, whatever the length of the parts", async () => {
    const site = await makeSite(app());
    const program = programOf(app(), site);
    const made: number[] = [];
    for (let n = 0; n < 7; n++) {
      // Some at the same moment.
      const publishedAt = app().clock.now - 3_600_000 + Math.floor(n / 2) * 1000;
      made.push((await makeStory(app(), site, { publishedAt })).id);
    }
    const ids = await walk(program, "/stories?limit=2");
    expect(ids).toEqual(made.toReversed());
    expect(await walk(program, "/stories?limit=7")).toEqual(ids);
    expect(await walk(program, "/stories")).toEqual(ids);
  });

  it("are told by id and by slug, with section, times and discussion", async () => {
    const site = await makeSite(app());
    const program = programOf(app(), site);
    const closesAt = app().clock.now + 3_600_000;
    const story = await makeStory(app(), site, {
      slug: "پردی-نوێ",
      language: "ckb",
      discussion: { mode: "premoderated", notice: "", closesAt },
    });
    const byId: StoryShape = (await program("GET", `/stories/${story.id}`)).json();
    expect(byId).toMatchObject({
      id: story.id,
      slug: "پردی-نوێ",
      url: `http://localhost:4400${site.prefix}/stories/${encodeURIComponent("پردی-نوێ")}`,
      language: "ckb",
      section: { slug: "river", name: "River" },
      bylines: [{ name: "Nora Quill", title: "Reporter" }],
      publishedAt: "2026-06-09T12:40:00.000Z",
      commentCount: 0,
      discussion: { mode: "premoderated", isOpen: true, closesAt: "2026-06-09T14:40:00.000Z" },
    });
    const bySlug = await program("GET", `/stories/${encodeURIComponent("پردی-نوێ")}`);
    expect(bySlug.json()).toEqual(byId);
    const { items } = (await program("GET", "/stories")).json();
    expect(items).toEqual([byId]);
    app().clock.now = closesAt;
    const closed: StoryShape = (await program("GET", `/stories/${story.id}`)).json();
    expect(closed.discussion.isOpen).toBe(false);
  });

  it("with a slug of digits are told by it where no story has that id", async () => {
    const site = await makeSite(app());
    const program = programOf(app(), site);
    const story = await makeStory(app(), site, { slug: "987654321" });
    expect((await program("GET", "/stories/987654321")).json().id).toBe(story.id);
    const other = await makeStory(app(), site, { slug: String(story.id) });
    expect((await program("GET", `/stories/${story.id}`)).json().id).toBe(story.id);
    expect((await program("GET", `/stories/${other.id}`)).json().slug).toBe(String(story.id));
  });

  it("can be asked for by section and by tag", async () => {
    const site = await makeSite(app());
    const program = programOf(app(), site);
    const first = await makeStory(app(), site);
    const other = await makeStory(app(), site, { section: null, tags: [] });
    expect(await walk(program, "/stories")).toHaveLength(2);
    expect(await walk(program, "/stories?section=river")).toEqual([first.id]);
    expect(await walk(program, "/stories?tag=bridge&limit=1")).toEqual([first.id]);
    for (const query of ["section=nothing", "tag=nothing", "tag=bridge&section=nothing"])
      expect(await walk(program, `/stories?${query}`)).toEqual([]);
    expect((await program("GET", `/stories/${other.id}`)).json().section).toBeNull();
  });

  it("of another site are not there", async () => {
    const [site, other] = [await makeSite(app()), await makeSite(app())];
    const story = await makeStory(app(), other);
    const [id] = await makeComments(app(), other, story, [{}]);
    const program = programOf(app(), site);
    const paths = [`/stories/${story.id}`, `/stories/${story.slug}`, `/stories/${story.id}/comments`];
    for (const path of [...paths, `/comments/${id}`, `/comments/${id}/replies`])
      expect((await program("GET", path)).statusCode, path).toBe(404);
    expect(await walk(program, "/stories")).toEqual([]);
    expect(await walk(program, "/latest-comments")).toEqual([]);
  });
});

onBothEngines("the comments of a story", (app) => {
  /** Wide, deep, with ties in time and with removed ones above answers. */
  function manyComments(): CommentSpec[] {
    const at = app().clock.now - 1_000_000;
    const chain = (depth: number): CommentSpec => ({
      at: at + depth,
      ...(depth === 3 ? { status: "rejected" as const } : {}),
      replies: depth < 7 ? [chain(depth + 1)] : [],
    });
    return [
      ...Array.from({ length: 9 }, (_, n) => ({ at: at + (n % 3), recommends: n % 4 })),
      chain(0),
      { at, status: "withdrawn", replies: [{ at: at + 5 }, { at: at + 5, status: "spam" }] },
      { at, status: "pending" },
      { at, status: "spam" },
    ];
  }

  it("are listed by time, each once, with what was removed above answers", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const ids = await makeComments(app(), site, story, manyComments());
    // 9 tops, a chain of 8, a tombstone with an answer; not its spam, and not the two that nobody sees.
    const oldest = await walk(programOf(app(), site), `/stories/${story.slug}/comments?sort=oldest&limit=3`);
    expect(oldest).toHaveLength(19);
    expect(new Set(oldest).size).toBe(19);
    expect(ids.filter((id) => !oldest.includes(id))).toHaveLength(3);
    const newest = await walk(programOf(app(), site), `/stories/${story.id}/comments?limit=4`);
    expect(newest).toEqual(oldest.toReversed());
  });

  it("name their parents, which are all there", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await makeComments(app(), site, story, manyComments());
    const answer = await programOf(app(), site)("GET", `/stories/${story.id}/comments?limit=100`);
    const items: CommentShape[] = answer.json().items;
    const byId = new Map(items.map((item) => [item.id, item]));
    for (const { parentId, depth } of items) {
      if (parentId === null) expect(depth).toBe(0);
      else expect(byId.get(parentId)?.depth).toBe(depth - 1);
    }
    const gone = items.filter(({ status }) => status !== "published");
    expect(gone.map(({ status }) => status).toSorted()).toEqual(["rejected", "withdrawn"]);
    for (const { author, text, html } of gone) expect([author, text, html]).toEqual([null, null, null]);
    for (const item of items)
      expect(item.url).toBe(`http://localhost:4400${site.prefix}/comments/${item.id}`);
  });

  it("are listed by their tops in every order, and the rest of each thread by its comments", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await makeComments(app(), site, story, manyComments());
    const program = programOf(app(), site);
    const path = `/stories/${story.id}/comments`;
    const everything = await walk(program, `${path}?sort=oldest`);
    const tops = await walk(program, `${path}?sort=oldest&topsOnly=true&limit=4`);
    expect(tops).toHaveLength(11);
    expect(await walk(program, `${path}?sort=newest&topsOnly=true&limit=2`)).toEqual(tops.toReversed());
    for (const sort of ["best", "replies"]) {
      const ordered = await walk(program, `${path}?sort=${sort}&limit=3`);
      expect(ordered.toSorted((one, other) => one - other)).toEqual(
        tops.toSorted((one, other) => one - other),
      );
    }
    const reached: number[] = [];
    const descend = async (ids: readonly number[]): Promise<void> => {
      for (const id of ids) {
        reached.push(id);
        await descend(await walk(program, `/comments/${id}/replies?limit=2`));
      }
    };
    await descend(tops);
    expect(reached.toSorted()).toEqual(everything.toSorted());
  });

  it("are each met once while others come and go", async () => {
    const site = await makeSite(app(), { settings: { postsPerDevice: 1000, postsPerNetwork: 10_000 } });
    const story = await makeStory(app(), site);
    await makeComments(app(), site, story, manyComments());
    const program = programOf(app(), site);
    const path = `/stories/${story.id}/comments`;
    for (const sort of ["newest", "oldest"]) {
      const before = await walk(program, `${path}?sort=${sort}`);
      let n = 0;
      const met = await walk(program, `${path}?sort=${sort}&limit=2`, async () => {
        app().clock.now += 1000;
        if (n++ < 5) {
          const body = { name: "Meanwhile", text: `${sort} ${n}` };
          await program("POST", `/stories/${story.id}/comments`, { body });
        }
      });
      expect(new Set(met).size).toBe(met.length);
      expect(met.filter((id) => before.includes(id))).toEqual(before);
      // Whoever reads towards the newest meets what came.
      expect(met.length).toBe(before.length + (sort === "oldest" ? 5 : 0));
    }
  });
});

onBothEngines("what readers say under all stories", (app) => {
  it("is listed newest first, without hidden discussions", async () => {
    const site = await makeSite(app());
    const at = app().clock.now - 1_000_000;
    const stories = [await makeStory(app(), site), await makeStory(app(), site)];
    const hidden = await makeStory(app(), site, {
      discussion: { mode: "hidden", notice: "", closesAt: null },
    });
    const ids: number[] = [];
    for (const [n, story] of stories.entries()) {
      const specs = Array.from({ length: 6 }, (_, step) => ({ at: at + 2 * step + n }));
      ids.push(...(await makeComments(app(), site, story, specs)));
    }
    const specs = Array.from({ length: 30 }, (_, step) => ({ at: at + step }));
    await makeComments(app(), site, hidden, specs);
    const latest = await walk(programOf(app(), site), "/latest-comments?limit=2");
    expect(latest.toSorted()).toEqual(ids.toSorted());
    const all: CommentShape[] = (await programOf(app(), site)("GET", "/latest-comments?limit=30")).json()
      .items;
    expect(all.map(({ id }) => id)).toEqual(latest);
    const times = all.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });
});
