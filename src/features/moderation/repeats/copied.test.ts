import { expect, it } from "vitest";
import { makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../../test/harness.ts";
import type { CommentId, SiteId } from "../../../platform/lib/ids.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";

const words =
  "The council should light the weir again in winter, because my children walk home along it from the rowing club, " +
  "and nobody has ever told us who decided that the lanterns had to go or what was saved by it";
const smear = `${words}. And whoever doesn't see that is a fool who ought to be thrown off the bridge at night`;

interface Posted {
  id: CommentId;
  cookie: string;
}

async function post(app: TestApp, path: string, text: string, cookie = ""): Promise<Posted> {
  const answer = await app.post(`${path}/comments`, { name: "Nan", text }, cookie ? { cookie } : {});
  const id = Number(/(?:#c-|comments\/)(\d+)/.exec(String(answer.headers.location))?.[1]) as CommentId;
  return { id, cookie: cookie || (String(answer.headers["set-cookie"]).split(";")[0] ?? "") };
}

async function statusOf(app: TestApp, id: CommentId): Promise<string> {
  const { status } = await app.database.read
    .selectFrom("comment")
    .select("status")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return status;
}

const refuse = (app: TestApp, siteId: SiteId, id: CommentId) =>
  decideOnComment(app.ctx, siteId, id, { status: "rejected", rule: null, actor: "staff:one", reason: "" });

onBothEngines("somebody's words, pasted by others to have them refused", (app) => {
  async function paper() {
    const site = await makeSite(app(), { settings: { postsPerDevice: 1000, postsPerNetwork: 10_000 } });
    const [one, two] = [await makeStory(app(), site), await makeStory(app(), site)];
    const edit = (posted: Posted, text: string) =>
      app().post(`${site.prefix}/comments/${posted.id}/edit`, { text }, { cookie: posted.cookie });
    return { site, one, two, edit };
  }

  it("stay on the page when their writer puts a slip right, as often as they like", async () => {
    const { site, one, two, edit } = await paper();
    const first = await post(app(), one.path, words);
    app().clock.now += 1000;
    const copies = [await post(app(), two.path, words), await post(app(), two.path, `${words} too`)];
    for (const { id } of copies) await refuse(app(), site.id, id);
    app().clock.now += 1000;
    await edit(first, words.replace("light", "do light"));
    await edit(first, words.replace("winter", "the winter"));
    expect(await statusOf(app(), first.id)).toBe("published");
  });

  it("don't wait with the copies, to be refused with them", async () => {
    const { site, one, two, edit } = await paper();
    const first = await post(app(), one.path, words);
    app().clock.now += 1000;
    await post(app(), two.path, words);
    const links = [1, 2, 3].map((n) => `https://weir.example/${n}`).join(" ");
    await edit(first, `${words} ${links}`);
    expect(await statusOf(app(), first.id)).toBe("pending");
    const item = await app()
      .database.read.selectFrom("queue_item")
      .select("cluster_id")
      .where("site_id", "=", site.id)
      .where("comment_id", "=", first.id)
      .executeTakeFirstOrThrow();
    expect(item.cluster_id).toBeNull();
  });

  it("are held, not refused, when somebody says them after a copy with an insult was refused", async () => {
    const { site, one, two } = await paper();
    const first = await post(app(), one.path, words);
    await refuse(app(), site.id, (await post(app(), two.path, smear)).id);
    expect(await statusOf(app(), (await post(app(), two.path, `${words} yes`)).id)).toBe("pending");
    expect(await statusOf(app(), (await post(app(), two.path, `${smear} yes`)).id)).toBe("rejected");
    await refuse(app(), site.id, (await post(app(), two.path, words)).id);
    app().clock.now += 61_000;
    expect(await statusOf(app(), (await post(app(), two.path, words, first.cookie)).id)).toBe("pending");
    app().clock.now += 61_000;
    expect(await statusOf(app(), (await post(app(), two.path, words)).id)).toBe("rejected");
  });

  it("don't make a wall of what is edited into one", async () => {
    const { site, one, two, edit } = await paper();
    const harmless = await post(app(), one.path, "What a lovely evening at the weir, thanks to all who came");
    app().clock.now += 1000;
    await post(app(), one.path, words);
    await refuse(app(), site.id, (await post(app(), two.path, smear)).id);
    await edit(harmless, smear);
    expect(await statusOf(app(), harmless.id)).toBe("rejected");
  });
});
