import { expect, it } from "vitest";
import { makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import { actsOn } from "../../../../test/moderation.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";

onBothEngines("what the desk has decided", (app) => {
  async function open() {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [one, two] = [
      await makeMember(app(), { name: "Tamsin Roe", role: "editor", siteId: site.id }),
      await makeMember(app(), { name: "Ivo Lark", role: "moderator", siteId: site.id }),
    ];
    await makeMember(app(), { name: "Rhoda Reporter", role: "reporter", siteId: site.id });
    const reader = await makeMember(app(), { name: "Wilma Reed" });
    const write = (text: string) => app().post(`${story.path}/comments`, { text }, as(reader));
    for (const text of ["Turnips, all of them.", "Herons, rather."]) await write(text);
    const rows = await app()
      .database.read.selectFrom("comment")
      .select(["id", "author_id"])
      .where("site_id", "=", site.id)
      .orderBy("id")
      .execute();
    return { site, one, two, reader, rows };
  }

  it("is listed for one moderator, chosen from a menu of those who may", async () => {
    const { site, one, two, rows } = await open();
    const { act } = actsOn(() => ({ app: app(), site }));
    await act(one, { id: `${rows[0]?.id}`, act: "pick" });
    await act(two, { id: `${rows[1]?.id}`, act: "pick" });
    const path = `${site.prefix}/desk/comments/decisions`;
    const all = (await app().get(path, as(one))).body;
    const menu = /<select id="f-by".*?<\/select>/s.exec(all)?.[0] ?? "";
    expect([...menu.matchAll(/>([^<>]+)<\/option>/g)].map(([, name]) => name)).toEqual([
      "All",
      "Mine",
      "Ivo Lark",
      "Tamsin Roe",
    ]);
    const his = (await app().get(`${path}?by=${two.id}`, as(one))).body;
    expect(his).toMatch(new RegExp(`<option (selected )?value="${two.id}"( selected)?>`));
    expect(his).toContain("Herons");
    expect(his).not.toContain("Turnips");
    expect((await app().get(`${path}?by=a%27b`, as(one))).statusCode).toBe(200);
  });

  const handleOf = async (id: MemberId) => {
    const member = app().database.read.selectFrom("member").select("handle").where("id", "=", id);
    return (await member.executeTakeFirstOrThrow()).handle;
  };

  it("about a member is a step from their page, for those who moderate", async () => {
    const { site, two, reader, rows } = await open();
    const page = (await app().get(`${site.prefix}/desk/people/${await handleOf(reader.id)}`, as(two))).body;
    const link = `${site.prefix}/desk/comments/writers/${rows[0]?.author_id}`;
    expect(page).toContain(`href="${link}"`);
    expect((await app().get(link, as(two))).body).toContain("Wilma Reed");
    const silent = await makeMember(app(), { name: "Nan Silent" });
    const none = (await app().get(`${site.prefix}/desk/people/${await handleOf(silent.id)}`, as(two))).body;
    expect(none).not.toContain("/desk/comments/writers/");
  });
});
