import { beforeAll, expect, it } from "vitest";
import {
  type MadeSite,
  type MadeStory,
  makeComments,
  makeSite,
  makeStory,
} from "../../../../test/factories.ts";
import { programOf } from "../../../../test/api-client.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { type MadeMember, makeMember } from "../../../../test/members.ts";
import { actsOn } from "../../../../test/moderation.ts";

const origin = { origin: "http://localhost:4400" };

onBothEngines("how marks look to readers", (app) => {
  let site: MadeSite;
  let story: MadeStory;
  let moderator: MadeMember;

  beforeAll(async () => {
    site = await makeSite(app());
    moderator = await makeMember(app(), { name: "Tamsin Roe", role: "moderator", siteId: site.id });
  });

  const { act } = actsOn(() => ({ app: app(), site }));
  const read = async (path = story.path) => (await app().get(path)).body;

  it("shows an editors' pick on a page that was kept before, and no longer when it is taken back", async () => {
    story = await makeStory(app(), site);
    const [id = 0] = await makeComments(app(), site, story, [{ text: "Leave us the early boat." }]);
    expect(await read()).not.toContain("pickmark");
    await act(moderator, { id: `${id}`, act: "pick" });
    expect(await read()).toContain('<p class="pickmark">Editors’ pick</p>');
    const program = programOf(app(), site);
    const marks = { isPicked: true, isPinned: false, isLocked: false };
    expect((await program("GET", `/comments/${id}`)).json()).toMatchObject(marks);
    await act(moderator, { id: `${id}`, act: "lock" });
    const list = (await program("GET", `/stories/${story.id}/comments`)).json();
    expect(list.items).toMatchObject([{ ...marks, isLocked: true }]);
    await act(moderator, { id: `${id}`, act: "unpick" });
    expect(await read()).not.toContain("pickmark");
  });

  it("puts a pinned thread above the others on the first page, once", async () => {
    story = await makeStory(app(), site);
    const many = Array.from({ length: 12 }, (_, index) => ({ text: `Number ${index} of twelve.` }));
    const ids = await makeComments(app(), site, story, many);
    await act(moderator, { id: `${ids[0]}`, act: "pin" });
    const first = await read(`${story.path}?sort=newest&per=10`);
    const shown = [...first.matchAll(/id="c-(\d+)"/g)].map(([, id]) => Number(id));
    expect(shown[0]).toBe(ids[0]);
    expect(shown).toHaveLength(11);
    await act(moderator, { id: `${ids[11]}`, act: "pin" });
    const again = await read(`${story.path}?sort=newest&per=10`);
    const both = [...again.matchAll(/id="c-(\d+)"/g)].map(([, id]) => Number(id));
    expect(both.filter((id) => id === ids[11])).toHaveLength(1);
    expect(both.slice(0, 2).sort()).toEqual([ids[0], ids[11]].sort());
  });

  it("folds a comment away, for whoever wants to open it", async () => {
    story = await makeStory(app(), site);
    const [id = 0] = await makeComments(app(), site, story, [{ text: "Turnips, all of them." }]);
    await act(moderator, { id: `${id}`, act: "fold" });
    expect(await read()).toMatch(/<details class="muted">.*folded away by the editors.*Turnips/s);
  });

  it("takes no more answers below a locked thread, by form or by program", async () => {
    story = await makeStory(app(), site);
    const [top = 0, reply = 0] = await makeComments(app(), site, story, [{ replies: [{}] }]);
    await act(moderator, { id: `${top}`, act: "lock" });
    const html = await read();
    expect(html).not.toContain(`/comments/${top}/reply`);
    expect(html).not.toContain(`/comments/${reply}/reply`);
    expect(html).toContain("closed this thread to answers");
    const typed = { name: "Peg", text: "But I have more to say about that.", parent: `${reply}` };
    const byForm = await app().post(`${story.path}/comments`, typed, origin);
    expect(byForm.statusCode).toBe(422);
    expect(byForm.body).toContain("closed this thread to answers");
    const byProgram = await app().fastify.inject({
      method: "POST",
      url: `${site.prefix}/api/v1/stories/${story.id}/comments`,
      headers: origin,
      payload: { name: "Peg", text: "And I do it by program.", parentId: reply },
    });
    expect(byProgram.statusCode).toBe(422);
    await act(moderator, { id: `${top}`, act: "unlock" });
    expect(await read()).toContain(`/comments/${reply}/reply`);
  });

  it("covers words with a mark and the reason, and tells nobody what they were", async () => {
    story = await makeStory(app(), site);
    const text = "Ring the toll keeper on 555 0142, he is **always** in.";
    const [id = 0] = await makeComments(app(), site, story, [{ text }]);
    const covered = await act(moderator, { id: `${id}`, act: "redact", hidden: "555 0142", code: "private" });
    expect(covered.statusCode).toBe(303);
    const html = await read();
    expect(html).toContain("Ring the toll keeper on █████, he is <strong>always</strong> in.");
    expect(html).toContain("Why: Private details.");
    const places = [
      story.path,
      `${site.prefix}/latest-comments`,
      `${site.prefix}/comments/${id}/history`,
      `${site.prefix}/feeds/stories/${story.slug}.atom`,
      `${site.prefix}/feeds/comments.atom`,
      `${site.prefix}/api/v1/comments/${id}`,
      `${site.prefix}/api/v1/stories/${story.id}/comments`,
      `${site.prefix}/comments/${id}/reply?quote=1`,
      `${site.prefix}/`,
    ];
    for (const path of places) expect(await read(path), path).not.toContain("0142");
  });
});
