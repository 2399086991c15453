import { expect, it } from "vitest";
import { type MadeSite, makeSite, makeStory } from "../../../test/factories.ts";
import { onBothEngines } from "../../../test/harness.ts";
import { makeMember } from "../../../test/members.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { decideOnComment } from "./decide-on-comment.ts";

const aMinute = 60_000;

onBothEngines("what a comment said before", (app) => {
  async function written(settings = {}, draft = {}) {
    const site = await makeSite(app(), { settings });
    const story = await makeStory(app(), site, draft);
    const member = await makeMember(app());
    await app().post(`${story.path}/comments`, { text: "The first words" }, { cookie: member.cookie });
    const row = await app()
      .database.read.selectFrom("comment")
      .select("id")
      .where("story_id", "=", story.id)
      .executeTakeFirstOrThrow();
    const path = `${site.prefix}/comments/${row.id}`;
    const edit = (text: string) => app().post(`${path}/edit`, { text }, { cookie: member.cookie });
    const history = async (cookie = "") => app().get(`${path}/history`, { cookie });
    return { site, story, member, path, id: row.id, edit, history };
  }
  const decide = (site: MadeSite, id: CommentId, status: "published" | "rejected") =>
    decideOnComment(app().ctx, site.id, id, { status, rule: null, actor: "staff:Nan", reason: "" });

  it("can be read by everybody, whenever it was read before", async () => {
    const { story, path, edit, history } = await written();
    app().clock.now += 30 * aMinute;
    await edit("The second words");
    app().clock.now += 5 * aMinute;
    await edit("The third words");
    const { body } = await app().get(story.path);
    expect(body).toContain("The third words");
    expect(body).not.toContain("The second words");
    expect(body).toMatch(new RegExp(`<a href="${path}/history">changed \\d\\d:\\d\\d</a>`));
    const page = await history();
    expect(page.statusCode).toBe(200);
    const said = [...page.body.matchAll(/The (first|second|third) words/g)].map((match) => match[1]);
    expect(said).toEqual(["third", "second", "first"]);
    expect(page.body).toContain("Since ");
    expect(page.body).toMatch(/From .*? to /);
  });

  it("is kept for a member for an hour, unless the site says otherwise", async () => {
    const { edit } = await written();
    app().clock.now += 59 * aMinute;
    expect((await edit("In time")).statusCode).toBe(303);
    app().clock.now += aMinute;
    expect((await edit("Too late")).statusCode).toBe(403);
    const short = await written({ memberEditMinutes: 5 });
    app().clock.now += 6 * aMinute;
    expect((await short.edit("Too late")).statusCode).toBe(403);
  });

  it("is nothing where somebody mends a slip right away, or changes nothing", async () => {
    const { story, path, edit, history } = await written();
    app().clock.now += aMinute;
    await edit("The mended words");
    expect((await history()).body).not.toContain("The first words");
    expect((await app().get(story.path)).body).not.toContain(`${path}/history`);
    app().clock.now += 10 * aMinute;
    await edit("The mended words");
    expect((await history()).body.match(/The mended words/g)).toHaveLength(1);
  });

  it("is kept from the first minute where somebody has answered or agreed", async () => {
    const { story, id, path, edit, history } = await written();
    await app().post(`${path}/recommend`, { on: "1" });
    await edit("The turned words");
    expect((await history()).body).toContain("The first words");
    const other = await written();
    await app().post(
      `${other.story.path}/comments`,
      { name: "Nan", text: "So it is", parent: String(other.id) },
      {},
    );
    await other.edit("The turned words");
    expect((await other.history()).body).toContain("The first words");
    expect([story.id, id]).not.toEqual([other.story.id, other.id]);
  });

  it("is for the staff alone where nobody else has seen it", async () => {
    const premoderated = { discussion: { mode: "premoderated", notice: "", closesAt: null } };
    const { site, id, edit, history } = await written({}, premoderated);
    app().clock.now += 10 * aMinute;
    await edit("The decent words");
    expect((await history()).statusCode).toBe(404);
    await decide(site, id, "published");
    const page = await history();
    expect(page.body).toContain("The decent words");
    expect(page.body).not.toContain("The first words");
    const moderator = await makeMember(app(), { role: "moderator", siteId: site.id });
    const all = await history(moderator.cookie);
    expect(all.body).toContain("The first words");
    expect(all.body).toContain("never published");
    const reporter = await makeMember(app(), { role: "moderator", siteId: (await makeSite(app())).id });
    expect((await history(reporter.cookie)).body).not.toContain("The first words");
  });

  it("goes with a comment that is taken away, but for the staff", async () => {
    const { site, id, edit, history } = await written();
    app().clock.now += 10 * aMinute;
    await edit("The second words");
    expect((await history()).body).toContain("The first words");
    await decide(site, id, "rejected");
    await app().settle();
    expect((await history()).statusCode).toBe(404);
    const editor = await makeMember(app(), { role: "editor" });
    expect((await history(editor.cookie)).body).toContain("The first words");
  });
});
