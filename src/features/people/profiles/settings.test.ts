import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { makeMember, signIn } from "../../../../test/members.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { memberPerson } from "../member-person.ts";

onBothEngines("the settings of a profile", (app) => {
  async function open(name: string) {
    const site = await makeSite(app());
    const member = await makeMember(app(), { name });
    const headers = { cookie: member.cookie };
    const save = (fields: Record<string, string>) => app().post(`${site.prefix}/settings`, fields, headers);
    const see = (path: string) => app().get(site.prefix + path, headers);
    return { site, member, save, see };
  }

  it("are for who is signed in", async () => {
    const { site } = await open("Ann One");
    for (const path of ["/settings", "/settings/following", "/settings/take-over"])
      expect((await app().get(site.prefix + path)).headers.location, path).toContain("/sign-in?to=");
    expect((await app().post(`${site.prefix}/settings`, { name: "x" })).statusCode).toBe(401);
  });

  it("are saved and shown", async () => {
    const { save, see, site } = await open("Bea Two");
    const saved = await save({
      name: "Bea Two",
      about: "By the river.\r\n\r\n\r\nSince 1990.",
      language: "ar",
      listed: "1",
    });
    expect(saved.statusCode).toBe(303);
    const settings = await see("/settings?saved=1");
    expect(settings.body).toContain("Saved.");
    expect(settings.body).toMatch(
      /<option [^>]*selected[^>]*value="ar"|<option [^>]*value="ar"[^>]*selected/,
    );
    const profile = await app().get(`${site.prefix}/people/bea-two`);
    expect(profile.body).toContain("By the river.\n\nSince 1990.");
    expect(profile.body).not.toContain("noindex");
    await save({ name: "Bea Two", about: "", language: "tlh" });
    const again = await app().get(`${site.prefix}/people/bea-two`);
    expect(again.body).not.toContain("By the river.");
    expect(again.body).toContain("noindex");
  });

  it("come back with what was typed and what is wrong with it", async () => {
    const { save, site } = await open("Cleo Three");
    await makeMember(app(), { name: "Stella Staff", role: "editor", siteId: site.id });
    for (const [fields, words] of [
      [{ name: "Stel1a Staff", about: "Kept text" }, "reads like that of somebody else"],
      [{ name: "", about: "Kept text" }, "Give a name"],
      [{ name: "Nоra", about: "Kept text" }, "mixes letters"],
      [{ name: "Cleo Three", about: `Kept text ${"a".repeat(500)}` }, "too long by 10 characters"],
      [{ name: "Cleo Three", about: "Kept text, write to me@example.org" }, "leave email addresses out"],
      [{ name: "Cleo Three", about: "Kept text \ufffd" }, "not text"],
    ] as const) {
      const answer = await save(fields);
      expect(answer.statusCode, words).toBe(422);
      expect(answer.body).toContain(words);
      expect(answer.body).toContain("Kept text");
      expect(answer.body).toContain('aria-invalid="true"');
    }
    expect((await app().get(`${site.prefix}/people/cleo-three`)).body).not.toContain("Kept text");
  });

  it("let a name be changed three times in thirty days, and carry it to all that was said", async () => {
    const { save, site, member } = await open("Dora Four");
    const story = await makeStory(app(), site);
    const ids = await makeComments(app(), site, story, [
      { name: "Dora Four", text: "Mine." },
      { name: "Somebody" },
    ]);
    await app().database.transact(async (tx) => {
      const at = app().clock.now;
      const id = await memberPerson(tx, { memberId: member.id, siteId: site.id, name: "Dora Four", at });
      await tx
        .updateTable("comment")
        .set({ author_id: id })
        .where("id", "=", ids[0] as CommentId)
        .execute();
    });
    for (const name of ["Dora Fore", "Dora Fourth", "Dora Forth"]) {
      expect((await save({ name })).statusCode).toBe(303);
      const page = await app().get(story.path);
      expect(page.body).toContain(name);
      expect(page.body).toContain("Somebody");
    }
    const often = await save({ name: "Dora Five" });
    expect(often.statusCode).toBe(422);
    expect(often.body).toContain("three times in 30 days");
    expect(often.body).toContain("9 July 2026");
    expect((await save({ name: "Dora Forth", about: "Still mine." })).statusCode).toBe(303);
    app().clock.now += 30 * 24 * 3_600_000 + 1;
    // The session is over by then.
    const { cookie } = await signIn(app(), member.id);
    const later = await app().post(`${site.prefix}/settings`, { name: "Dora Five" }, { cookie });
    expect(later.headers.location).toContain("saved");
    app().clock.now -= 30 * 24 * 3_600_000 + 1;
  });

  it("let the address follow the name if that is wished; old ones lead there, and nobody else gets them", async () => {
    const { save, site } = await open("Eli Five");
    await save({ name: "Eli Kept" });
    expect((await app().get(`${site.prefix}/people/eli-five`)).body).toContain("Eli Kept");
    await save({ name: "Eli Kept", newHandle: "1" });
    const old = await app().get(`${site.prefix}/people/eli-five`);
    expect(old.headers.location).toBe(`${site.prefix}/people/eli-kept`);
    await makeMember(app(), { name: "Eli Five" });
    expect((await app().get(`${site.prefix}/people/eli-five`)).headers.location).toContain("eli-kept");
    expect((await app().get(`${site.prefix}/people/eli-five-2`)).statusCode).toBe(200);
    await save({ name: "Eli Five", newHandle: "1" });
    expect((await app().get(`${site.prefix}/people/eli-five`)).statusCode).toBe(200);
    expect((await app().get(`${site.prefix}/people/eli-kept`)).headers.location).toContain("eli-five");
  });

  it("don't fall over each other when saved twice at once", async () => {
    const { save, member } = await open("Fay Six");
    const answers = await Promise.all(
      ["Fay A B", "Fay C D", "Fay E F", "Fay G H", "Fay I J"].map((name) => save({ name, newHandle: "1" })),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(3);
    expect(answers.filter(({ statusCode }) => statusCode === 422)).toHaveLength(2);
    const former = await app()
      .database.read.selectFrom("former_handle")
      .select("handle")
      .where("member_id", "=", member.id)
      .execute();
    expect(former).toHaveLength(3);
  });
});
