import { describe, expect, it } from "vitest";
import { onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { makeSite, makeStory } from "../../../../test/factories.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { likeness, sketchOf } from "./sketch.ts";

const wall =
  "Wake up people of the quay, they are hiding the true depth of the harbour from you and the mayor knows it, " +
  "ask yourself who gains from the new lanterns and why the heron was never invited to the meeting about it";
const changed = wall
  .replace("people", "friends")
  .replace("true depth", "real size")
  .replace("mayor", "council");
const other =
  "The lanterns along the weir look lovely this year, and my children counted every single one of them twice on " +
  "the way home from the rowing club, where the soup was as good as it has ever been on a cold evening";

describe("a sketch", () => {
  const size = { seed: 1, fewest: 10 };
  const common = (one: string, two: string) => {
    const [a, b] = [sketchOf(one, size), sketchOf(two, size)];
    return a && b ? a.values.filter((value, at) => value === b.values[at]).length : -1;
  };

  it("shares values with a text that was changed here and there, and none with another one", () => {
    expect(common(wall, wall)).toBe(16);
    expect(common(wall, changed)).toBeGreaterThan(3);
    expect(common(wall, other)).toBe(0);
  });

  it("doesn't look at case, marks, signs, spaces and quotations", () => {
    expect(common(wall, wall.toUpperCase().replaceAll(" ", "  ").replaceAll(",", " -"))).toBe(16);
    expect(common(wall, `> ${other}\n\n${wall}`)).toBe(16);
  });

  it("is of one site, and of texts that are long enough", () => {
    const [one, two] = [sketchOf(wall, size), sketchOf(wall, { ...size, seed: 2 })];
    expect(one?.values.some((value) => two?.values.includes(value))).toBe(false);
    expect(sketchOf("too short to be a wall", size)).toBeNull();
    for (const value of one?.values ?? []) expect(Number.isSafeInteger(value)).toBe(true);
  });

  it("is made of scripts that set no spaces, too", () => {
    const text = "昨天晚上港口的灯亮了一整夜没有人知道为什么市长也不肯回答记者提出的任何问题大家都很生气";
    const same = text.replace("昨天", "前天").replace("记者", "读者");
    expect(common(text, same)).toBeGreaterThan(1);
    expect(common(wall.replace(/[a-z]+/g, "وشە$&"), wall)).toBeGreaterThanOrEqual(0);
  });

  it("tells how alike two texts are by their words", () => {
    const [a, b, c] = [wall, changed, other].map((text) => sketchOf(text, size));
    if (!a || !b || !c) throw new Error("too short");
    expect(likeness(a, a)).toBe(1);
    expect(likeness(a, b)).toBeGreaterThan(0.8);
    expect(likeness(a, c)).toBeLessThan(0.4);
  });
});

interface Post {
  id: CommentId;
  status: string;
}

async function post(app: TestApp, path: string, text: string, cookie = ""): Promise<Post> {
  const answer = await app.post(`${path}/comments`, { name: "Nan", text }, cookie ? { cookie } : {});
  const id = Number(/(?:#c-|comments\/)(\d+)/.exec(String(answer.headers.location))?.[1]) as CommentId;
  const row = await app.database.read
    .selectFrom("comment")
    .select("status")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return { id, status: row.status };
}

const itemsOf = (app: TestApp, siteId: number) =>
  app.database.read
    .selectFrom("queue_item")
    .select(["comment_id", "cluster_id", "is_head"])
    .where("site_id", "=", siteId as never)
    .orderBy("id")
    .execute();

onBothEngines("a wall of text", (app) => {
  async function paper() {
    const site = await makeSite(app(), { settings: { postsPerDevice: 1000, postsPerNetwork: 10_000 } });
    return { site, one: await makeStory(app(), site), two: await makeStory(app(), site) };
  }

  it("passes once, and waits the next time, changed, below another story, by somebody else", async () => {
    const { one, two } = await paper();
    expect(await post(app(), one.path, wall)).toMatchObject({ status: "published" });
    expect(await post(app(), two.path, other)).toMatchObject({ status: "published" });
    const again = await post(app(), two.path, changed);
    expect(again).toMatchObject({ status: "pending" });
    const row = await app()
      .database.read.selectFrom("decision")
      .select(["actor", "code"])
      .where("comment_id", "=", again.id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ actor: "rule:repeats", code: "said" });
  });

  it("waits as one thing, however often it comes", async () => {
    const { site, one } = await paper();
    await post(app(), one.path, wall);
    const held: CommentId[] = [];
    for (let n = 0; n < 4; n++) held.push((await post(app(), one.path, `${changed} ${n}`)).id);
    const items = await itemsOf(app(), site.id);
    expect(items.map(({ comment_id }) => comment_id)).toEqual(held);
    expect(new Set(items.map(({ cluster_id }) => cluster_id)).size).toBe(1);
    expect(items.map(({ is_head }) => is_head)).toEqual([1, 0, 0, 0]);
  });

  it("is refused once the desk has refused it, and waits again where the site wants that", async () => {
    const { site, one, two } = await paper();
    await post(app(), one.path, wall);
    const held = await post(app(), one.path, changed);
    await decideOnComment(app().ctx, site.id, held.id, {
      status: "rejected",
      rule: null,
      actor: "staff:somebody",
      reason: "",
    });
    expect(await post(app(), two.path, `${changed} once more`)).toMatchObject({ status: "rejected" });
    const settings = JSON.stringify({ phases: { repeats: { refuseAgain: false } } });
    await app().database.transact((tx) =>
      tx.insertInto("rule_set").values({ site_id: site.id, settings, by: "cli", at: 0 }).execute(),
    );
    app().clock.now += 61_000;
    expect(await post(app(), two.path, `${changed} and again`)).toMatchObject({ status: "pending" });
  });

  it("waits also where it stands as a quotation, but what is quoted of what is answered doesn't", async () => {
    const { one, two } = await paper();
    const first = await post(app(), one.path, wall);
    const quoted = wall.replace(", but", ",\nbut").replace(/^/gm, "> ");
    const answer = (text: string) =>
      app().post(`${one.path}/comments`, { name: "Nan", text, parent: String(first.id) });
    await answer(`${quoted}\n\nI have never read such a thing in my life, and I have read much.`);
    await answer(`${quoted}\n\nWhoever invited the heron should say so, I would come to see it.`);
    const rows = await app()
      .database.read.selectFrom("comment")
      .select("status")
      .where("parent_id", "=", first.id)
      .execute();
    expect(rows.map(({ status }) => status)).toEqual(["published", "published"]);
    expect(await post(app(), two.path, `This.\n\n${quoted}`)).toMatchObject({ status: "pending" });
    expect(await post(app(), two.path, `So true.\n\n> ${changed}`)).toMatchObject({ status: "pending" });
  });

  it("is forgotten when its time is over, and when its writer changes it", async () => {
    const { one } = await paper();
    const answer = await app().post(`${one.path}/comments`, { name: "Nan", text: wall });
    const cookie = String(answer.headers["set-cookie"]).split(";")[0] ?? "";
    const id = Number(/(?:#c-|comments\/)(\d+)/.exec(String(answer.headers.location))?.[1]) as CommentId;
    await app().post(one.path.replace(/\/stories.*/, `/comments/${id}/edit`), { text: other }, { cookie });
    expect(await post(app(), one.path, changed)).toMatchObject({ status: "published" });
    expect(await post(app(), one.path, `${other} indeed`)).toMatchObject({ status: "pending" });
    app().clock.now += 15 * 24 * 3_600_000;
    expect(await post(app(), one.path, `${changed} much later`)).toMatchObject({ status: "published" });
  });
});
