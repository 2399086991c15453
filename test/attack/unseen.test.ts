import { expect, it } from "vitest";
import { decideOnComment, type StatusDecision } from "../../src/features/discussion/decide-on-comment.ts";
import { changeDiscussion } from "../../src/features/stories/change-discussion.ts";
import { findStory } from "../../src/features/stories/reading.ts";
import type { CommentId } from "../../src/platform/lib/ids.ts";
import { makeComments, makeSite, makeStory } from "../factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../harness.ts";
import { everyAddress } from "./every-address.ts";

/** All that comes back from these addresses, whole pages and fragments, redirects followed once. */
async function readAll(
  app: TestApp,
  addresses: readonly string[],
  headers: Record<string, string>,
): Promise<string> {
  let read = "";
  for (const address of addresses) {
    for (const fragment of [{}, { "x-fragment": "1" }]) {
      const answer = await app.get(address, { ...headers, ...fragment });
      expect(answer.statusCode, address).toBeLessThan(500);
      const { location } = answer.headers;
      const page = location ? await app.get(String(location).split("#")[0] ?? "", headers) : answer;
      read += page.body;
    }
  }
  return read;
}

onBothEngines("what isn't published", (app) => {
  it("is read by nobody but its writer, under no address", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const statuses = ["pending", "rejected", "spam", "withdrawn"] as const;
    const ids = await makeComments(
      app(),
      site,
      story,
      statuses.flatMap((status) => [
        { status, text: `Secret words, ${status}`, name: `Secret name, ${status}` },
        {
          status,
          text: `Secret words above, ${status}`,
          name: `Secret name above, ${status}`,
          replies: [{ text: `Open below ${status}` }],
        },
      ]),
    );
    const stranger = cookiesOf(
      await app().post(`${story.path}/comments`, { name: "Stranger", text: "Passing by" }),
    );
    const addresses = everyAddress(site, story, ids);
    for (const headers of [{}, { cookie: stranger }]) {
      const read = await readAll(app(), addresses, headers);
      expect(read).not.toContain("Secret");
      for (const status of statuses) expect(read).toContain(`Open below ${status}`);
    }
    for (const id of ids) {
      const quoted = await app().post(
        `${story.path}/comments`,
        { name: "", text: "", parent: String(id) },
        { cookie: stranger },
      );
      expect(quoted.body.includes("Secret"), String(id)).toBe(false);
    }
  });

  it("goes from pages, feeds and machine-readable data at once, from whoever had it in a kept page too", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [id = 0] = await makeComments(app(), site, story, [
      { text: "Soon gone", name: "Soon nameless", replies: [{}] },
    ]);
    const addresses = everyAddress(site, story, [id]);
    expect(await readAll(app(), addresses, {})).toContain("Soon gone");
    const decision: StatusDecision = { status: "rejected", rule: null, actor: "staff:desk", reason: "" };
    await decideOnComment(app().ctx, site.id, id as CommentId, decision);
    await app().relay.deliver();
    expect(await readAll(app(), addresses, {})).not.toMatch(/Soon gone|Soon nameless/);
  });

  it("is seen by its writer while it waits, and is never in a page that others get", async () => {
    const site = await makeSite(app(), { settings: { guestsArePremoderated: true } });
    const story = await makeStory(app(), site);
    const posted = await app().post(`${story.path}/comments`, { name: "Waiter", text: "Waiting words" });
    const cookie = cookiesOf(posted);
    const own = await app().get(story.path, { cookie });
    expect(own.body).toContain("Waiting words");
    expect(own.headers["cache-control"]).toBe("private, no-store");
    expect((await app().get(story.path)).body).not.toContain("Waiting words");
    expect((await app().get(story.path, { cookie })).body).toContain("Waiting words");
  });
});

onBothEngines("a hidden discussion", (app) => {
  it("is in no page, feed or machine-readable data, and nothing can be done in it", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const ids = await makeComments(app(), site, story, [
      { text: "Hidden words", name: "Hidden name", replies: [{ text: "Hidden too" }] },
    ]);
    await app().database.transact(async (tx) => {
      const found = await findStory(tx, site.id, story.slug);
      if (found)
        await changeDiscussion(tx, found, {
          mode: "hidden",
          notice: "Hidden notice",
          closesAt: null,
          at: app().clock.now,
        });
    });
    await app().relay.deliver();
    const read = await readAll(app(), everyAddress(site, story, ids), {});
    expect(read).not.toContain("Hidden");
    expect(read).toContain(`Headline of ${story.slug}`);
    expect(read).not.toContain('"commentCount":2');
    expect(read).not.toContain("<slash:comments>2");
    const acts = { recommend: { on: "1" }, report: { reason: "spam" }, edit: { text: "x" }, withdraw: {} };
    for (const [act, fields] of Object.entries(acts)) {
      const { statusCode } = await app().post(`${site.prefix}/comments/${ids[0]}/${act}`, fields);
      expect([403, 404], act).toContain(statusCode);
    }
    const { recommend_count } = await app()
      .database.read.selectFrom("comment")
      .select("recommend_count")
      .where("id", "=", ids[0] as CommentId)
      .executeTakeFirstOrThrow();
    expect(recommend_count).toBe(0);
  });
});

onBothEngines("pages that many share", (app) => {
  it("are the same whoever asked first, and set no cookie but the one that was asked for", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await makeComments(app(), site, story, [{ text: "One" }, { text: "Two" }]);
    const odd = {
      host: "evil.example",
      cookie: 'bl_view=<b>-25; bl_look="evil"; session=evil',
      "accept-language": "evil",
      "user-agent": "evil",
    };
    const first = await app().get(story.path, odd);
    const second = await app().get(story.path);
    expect(second.headers["server-timing"]).toContain("cache;desc=hit");
    expect(second.headers.etag).toBe(first.headers.etag);
    expect(second.body).toBe(first.body);
    expect(second.body).not.toContain("evil");
    expect([first.cookies, second.cookies]).toEqual([[], []]);
    expect(second.headers.vary).toContain("cookie");
    expect(second.headers["cache-control"]).toBe("public, max-age=0, must-revalidate");
  });

  it("hold nothing of a device, a key or a draft", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const posted = await app().post(`${story.path}/comments`, { name: "First Reader", text: "First words" });
    const cookie = cookiesOf(posted);
    expect((await app().get(story.path, { cookie })).body).toContain('value="First Reader"');
    const { body } = await app().get(story.path);
    expect(body).toContain('name="key" value/>');
    expect(body).not.toContain('value="First Reader"');
    expect(body).not.toContain(`/comments/${/(\d+)$/.exec(String(posted.headers.location))?.[1]}/edit`);
    const tampered = await app().get(story.path, { cookie: `${cookie}x` });
    expect(tampered.body).not.toContain('value="First Reader"');
  });

  it("aren't pushed out by addresses that somebody makes up", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await app().get(story.path);
    for (const query of [
      "?x=1",
      "?utm_source=a",
      "?page=1e999",
      "?sort=nonsense",
      "?per=7",
      "?__proto__=1",
      "?p[]=1",
    ]) {
      await app().get(story.path + query);
    }
    for (const cookie of ["bl_view=nonsense-1", "bl_view=newest", `bl_view=${"x".repeat(3000)}`]) {
      const { headers } = await app().get(`${story.path}?again=1`, { cookie });
      expect(headers["server-timing"], cookie.slice(0, 40)).toContain("cache;desc=hit");
    }
  });
});
