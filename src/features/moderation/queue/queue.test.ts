import { beforeEach, expect, it } from "vitest";
import {
  makeComments,
  makeSite,
  type MadeSite,
  makeStory,
  type MadeStory,
} from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { as, type MadeMember, makeMember } from "../../../../test/members.ts";
import { actsOn } from "../../../../test/moderation.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { addSection } from "../../sites/add-section.ts";
import { dequeue, enqueue, joinCluster } from "./queue.ts";

onBothEngines("the desk's lists", (app) => {
  let site: MadeSite;
  let story: MadeStory;
  let nora: MadeMember;
  let idris: MadeMember;

  beforeEach(async () => {
    site = await makeSite(app());
    story = await makeStory(app(), site);
    nora = await makeMember(app(), { name: "Nora", role: "moderator", siteId: site.id });
    idris = await makeMember(app(), { name: "Idris", role: "moderator", siteId: site.id });
    app().clock.now += 120_000;
  });

  const see = async (path: string, by = nora) => {
    const answer = await app().get(`${site.prefix}/desk/comments${path}`, as(by));
    expect([path, answer.statusCode]).toEqual([path, 200]);
    return answer.body;
  };
  const claim = (id: number, by: MadeMember) =>
    app().post(
      `${site.prefix}/desk/comments/${id}/claim`,
      {},
      { ...as(by), origin: "http://localhost:4400" },
    );
  const pending = (texts: readonly string[], of = story) =>
    makeComments(
      app(),
      site,
      of,
      texts.map((text, index) => ({ text, status: "pending", at: app().clock.now - 60_000 + index })),
    );

  it("hold what was pending where it was imported from, the longest first", async () => {
    const [one, two] = await pending(["First of all", "Second to that"]);
    const html = await see("");
    expect(idsIn(html)).toEqual([one, two]);
    expect(caseIn(html)).toBe(one);
    expect(html).toContain("First of all");
    expect(countIn(html, "held")).toBe("2");
  });

  it("say so when nothing waits", async () => {
    const html = await see("?queue=reported");
    expect(html).toContain("Nothing waits here.");
    expect(caseIn(html)).toBeNull();
  });

  it("page by key: everything once, in order", async () => {
    const ids = await pending(Array.from({ length: 60 }, (_, index) => `Comment number ${index}`));
    const seen: number[] = [];
    for (let path: string | null = "?queue=held"; path !== null; ) {
      const html = await see(path);
      seen.push(...idsIn(html));
      path =
        /href="[^"]*\/desk\/comments(\?[^"#]*)#waiting">Later ones/
          .exec(html)?.[1]
          ?.replaceAll("&amp;", "&") ?? null;
    }
    expect(seen).toEqual(ids);
    const middle = await see(`/${ids[30]}?queue=held`);
    expect(caseIn(middle)).toBe(ids[30]);
    expect(middle).toContain("<b>31 of 60 </b>");
    expect(idsIn(middle).slice(0, 5)).toEqual(ids.slice(26, 31));
  });

  it("are narrowed by story, section and language", async () => {
    await app().database.transact((tx) => addSection(tx, site.id, { slug: "market", name: "Market" }));
    await app().ctx.sites.reload();
    const other = await makeStory(app(), site, {
      section: { slug: "market", name: "Market" },
      language: "ckb",
    });
    const [here] = await pending(["Here"]);
    const [there] = await pending(["There"], other);
    expect(idsIn(await see(`?story=${other.id}`))).toEqual([there]);
    expect(idsIn(await see("?language=ckb"))).toEqual([there]);
    expect(idsIn(await see("?language=en"))).toEqual([here]);
    const market = app()
      .ctx.sites.byId(site.id)
      ?.sections.find(({ slug }) => slug === "market")?.id;
    expect(idsIn(await see(`?section=${market}`))).toEqual([there]);
    expect(idsIn(await see(`?queue=all&section=${market}`))).toEqual([there]);
    expect(idsIn(await see("?queue=all&language=en"))).toEqual([here]);
    expect(await see("?language=de")).toContain("Nothing here is about what you have chosen.");
  });

  it("are of one site alone", async () => {
    const [id] = await pending(["Ours"]);
    const other = await makeSite(app());
    const they = await makeMember(app(), { role: "moderator", siteId: other.id });
    const at = (path: string) => app().get(`${other.prefix}/desk/comments${path}`, as(they));
    expect((await at(`/${id}`)).statusCode).toBe(404);
    expect(idsIn((await at("")).body)).toEqual([]);
    expect((await at(`/chosen?id=${id}`)).body).not.toContain("Ours");
  });

  it("lead past what somebody else is looking at, for two minutes", async () => {
    const [one, two] = await pending(["One", "Two"]);
    expect((await claim(one ?? 0, nora)).body).toBe("");
    expect((await claim(one ?? 0, idris)).body).toContain("Nora");
    expect(caseIn(await see("", idris))).toBe(two);
    expect(caseIn(await see("", nora))).toBe(one);
    expect(await see(`/${one}?queue=held`, idris)).toContain("is looking at this.");
    app().clock.now += 120_001;
    expect(caseIn(await see("", idris))).toBe(one);
    expect((await claim(one ?? 0, idris)).body).toBe("");
  });

  it("let go of a case as soon as its moderator looks at another", async () => {
    const [one, two] = await pending(["One", "Two"]);
    await claim(one ?? 0, nora);
    await claim(two ?? 0, nora);
    expect(caseIn(await see("", idris))).toBe(one);
    await claim(one ?? 0, idris);
    const third = await makeMember(app(), { name: "Una", role: "moderator", siteId: site.id });
    const html = await see("", third);
    expect(caseIn(html)).toBeNull();
    expect(html).toContain("Somebody else is looking at everything");
  });

  it("change nothing when they are read", async () => {
    const [one] = await pending(["One"]);
    await see("");
    await see(`/${one}?queue=held`);
    expect((await claim(one ?? 0, idris)).body).toBe("");
  });

  it("show near-repeats as one, headed by the first that waits", async () => {
    const ids = await pending(["Buy this now", "Buy this now!", "Buy this now!!", "Something else"]);
    const [one = 0, two = 0, three = 0, other = 0] = ids;
    await app().database.transact(async (tx) => {
      for (const id of [one, two, three]) await joinCluster(tx, 7, id as CommentId);
    });
    const html = await see("");
    expect(idsIn(html)).toEqual([one, other]);
    expect(html).toContain("and 2 more like this");
    const clusters = await see("?queue=clusters");
    expect(idsIn(clusters)).toEqual([one]);
    expect(clusters).toContain("2 more are nearly the same");
    expect(clusters).toContain('name="cluster" value="7"');
    await app().database.transact((tx) => dequeue(tx, "held", one as CommentId));
    expect(idsIn(await see(""))).toEqual([two, other]);
    await app().database.transact((tx) => dequeue(tx, "held", three as CommentId));
    expect(idsIn(await see("?queue=clusters"))).toEqual([]);
    expect(idsIn(await see(""))).toEqual([two, other]);
  });

  it("show what is new since one last looked, each to their own", async () => {
    const ids = await makeComments(app(), site, story, [
      { text: "Older", at: app().clock.now - 3000 },
      { text: "Newer", at: app().clock.now - 2000, status: "pending" },
      { text: "Newest", at: app().clock.now - 1000 },
    ]);
    expect(idsIn(await see("?queue=new"))).toEqual(ids);
    expect(idsIn(await see("?queue=all"))).toEqual(ids.toReversed());
    const seen = await app().post(
      `${site.prefix}/desk/comments/mark`,
      { id: String(ids[1]) },
      { ...as(nora), origin: "http://localhost:4400" },
    );
    expect(seen.statusCode).toBe(303);
    expect(idsIn(await see("?queue=new"))).toEqual([ids[2]]);
    expect(countIn(await see("?queue=new"), "new")).toBe("1");
    expect(idsIn(await see("?queue=new", idris))).toEqual(ids);
  });

  it("take several comments to one verdict", async () => {
    const ids = await pending(["One of them", "Two of them", "Not that one"]);
    const html = await see(`/chosen?queue=held&id=${ids[0]}&id=${ids[1]}`);
    expect(html).toContain("2 comments, one verdict");
    expect(html).toContain("One of them");
    expect(html).not.toContain("Not that one");
    expect([...html.matchAll(/name="id" value="(\d+)"/g)].map(([, id]) => Number(id))).toEqual(
      ids.slice(0, 2),
    );
    expect(await see("/chosen")).toContain("You have chosen nothing.");
  });

  it("go on to the next case after a verdict, and begin again after the last", async () => {
    const ids = await pending(["One", "Two", "Three"]);
    const { act, seen } = actsOn(() => ({ app: app(), site }));
    const html = await see(`/${ids[1]}?queue=held`);
    const to = /name="to" value="([^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const answer = await act(nora, { id: String(ids[1]), act: "publish", seen: await seen(ids[1] ?? 0), to });
    expect(answer.statusCode).toBe(303);
    const next = String(answer.headers.location).replace(`${site.prefix}/desk/comments`, "");
    expect(caseIn(await see(next))).toBe(ids[2]);
    expect(caseIn(await see(`?queue=held&after=${Number.MAX_SAFE_INTEGER}.1`))).toBe(ids[0]);
  });

  it("keep other queues apart", async () => {
    const [id] = await makeComments(app(), site, story, [{ text: "Reported" }]);
    await app().database.transact((tx) =>
      enqueue(tx, {
        queue: "reported",
        siteId: site.id,
        commentId: id as CommentId,
        storyId: story.id,
        sectionId: null,
        language: "en",
        since: app().clock.now,
      }),
    );
    expect(idsIn(await see(""))).toEqual([]);
    expect(idsIn(await see("?queue=reported"))).toEqual([id]);
  });
});

/** The comments in the list of a page, in its order. */
function idsIn(html: string): number[] {
  return [...html.matchAll(/<li data-id="(\d+)"/g)].map(([, id]) => Number(id));
}

function caseIn(html: string): number | null {
  const found = /data-claim="[^"]*\/desk\/comments\/(\d+)\/claim"/.exec(html)?.[1];
  return found === undefined ? null : Number(found);
}

function countIn(html: string, queue: string): string {
  return new RegExp(`queue=${queue}"[^>]*>.*?<b>([^<]*)</b>`, "s").exec(html)?.[1] ?? "";
}
