import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { makeMember } from "../../../../test/members.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";
import { memberPerson } from "../member-person.ts";
import type { CommentId, MemberId } from "../../../platform/lib/ids.ts";
import { changeProfile } from "../profiles/change-profile.ts";
import { checkName } from "./check-name.ts";
import { nameTaken } from "./name-taken.ts";
import { nameReserved } from "./reserved-names.ts";

const bidi = "\u202e";

it.each([
  ["Nora Quill", "Nora Quill"],
  ["  نەسرین   کەریم ", "نەسرین کەریم"],
  ["Jean-Luc O’Hara (Quay)", "Jean-Luc O’Hara (Quay)"],
  ["Anna Петрова", "Anna Петрова"],
  ["J. R. R. T.", "J. R. R. T."],
  [`Nora${bidi}llQ`, "NorallQ"],
  ["Li", "Li"],
  ["김철수", "김철수"],
])("takes the name %s", (typed, name) => {
  expect(checkName(typed)).toEqual({ name, complaint: null });
});

it.each([
  ["", "name.missing"],
  ["\u200b\u2060", "name.missing"],
  ["A", "name.length"],
  ["a".repeat(61), "name.length"],
  ["12345", "name.letters"],
  ["٣٣٣", "name.letters"],
  ["!!!", "name.letters"],
  ["\u2800\u2800", "name.letters"],
  ["Nora ★★★ Quill", "name.signs"],
  ["Nоra Quill", "name.mixed"],
  ["nora@example.org", "name.address"],
  ["www.buy-here.example", "name.address"],
  ["Nora \ufffd", "error.text.broken"],
  ["Nora \ud800", "error.text.broken"],
])("refuses the name %j", (typed, message) => {
  expect(checkName(typed).complaint?.message).toBe(message);
});

onBothEngines("a name", (app) => {
  it("that two of the staff choose at once becomes one's, and the other is told", async () => {
    const site = await makeSite(app());
    for (let round = 0; round < 5; round++) {
      const both = await Promise.all(
        [1, 2].map((n) => makeMember(app(), { name: `Former ${site.key} ${round} ${n}`, role: "reporter" })),
      );
      const name = `Wanted ${site.key} ${"abcde"[round]}`;
      const typed = { name, about: "", language: "", isListed: true, newHandle: false };
      const told = await Promise.all(
        both.map(({ id }) => changeProfile(app().ctx, { memberId: id, siteId: site.id, typed })),
      );
      expect(told.map((complaints) => complaints.map(({ message }) => message)).toSorted()).toEqual([
        [],
        ["account.name.taken"],
      ]);
    }
  });

  it("that stands for the paper itself is for its staff alone", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    const { ctx, database } = app();
    const reserved = (name: string, who: MemberId | null) =>
      nameReserved(database.read, ctx.sites, name, who);
    for (const name of [
      "Editor",
      "THE EDITORS",
      "Еditor",
      "m o d e r a t o r",
      "Adm1n",
      `The ${site.key} Gazette`,
      `${site.key}\u200b gazette`,
      `Editor, The ${site.key} Gazette`,
      `${site.key} Gazette (moderation)`,
      "المُحرِّر",
      "هيئة التحرير",
      "سەرنووسەر",
      "چاودێری گفتوگۆ",
    ]) {
      expect(await reserved(name, null), name).toBe(true);
      expect(await reserved(name, member.id), name).toBe(true);
      expect(await reserved(name, editor.id), name).toBe(false);
    }
    for (const name of [
      "Edith Orr",
      `${site.key} Reader`,
      "Nora Editor",
      "Tide",
      "Modesta",
      "Adam",
      "سەرهەنگ",
      "★",
    ])
      expect(await reserved(name, null), name).toBe(false);
    const story = await makeStory(app(), site);
    const post = (name: string) => app().post(`${story.path}/comments`, { name, text: "As the paper." });
    const refused = await post("The Editors");
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain("as if the paper itself were writing");
    expect((await post("Edith Orr")).statusCode).toBe(303);
    const typed = { name: "Moderator", about: "", language: "", isListed: true, newHandle: false };
    const change = (memberId: MemberId) => changeProfile(ctx, { memberId, siteId: site.id, typed });
    expect(await change(member.id)).toMatchObject([{ field: "name", message: "account.name.reserved" }]);
    expect(await change(editor.id)).toEqual([]);
  });

  it("that reads like one of the staff's is for them alone", async () => {
    const site = await makeSite(app());
    const editor = await makeMember(app(), { name: "Nora Quill", role: "editor", siteId: site.id });
    const other = await makeMember(app(), { name: "Alma Reed" });
    const taken = (name: string, except = other.id) => nameTaken(app().database.read, site.id, name, except);
    for (const name of [
      "Nora Quill",
      "N o r a quill",
      "Nоra Quiⅼⅼ",
      "Ν0RA QU1LL",
      "nora-quill",
      "Nora\u200d Quill",
      "Nora Quill (editor)",
      "Editor: Nora Quill",
      "Nora Quill, The Paper",
      "nora quill – night editor",
      "Nora Quill @ The Paper",
    ])
      expect(await taken(name), name).toBe(true);
    for (const name of ["Nora Quill-Hansen", "Lenora Quill", "Quill, Nora", "Nora Quillon (editor)"])
      expect(await taken(name), name).toBe(false);
    expect(await taken("Nora Quill", editor.id)).toBe(false);
    expect(await taken("Nora Quilt")).toBe(false);
    expect(await taken("★")).toBe(false);
    const elsewhere = await makeSite(app());
    expect(await nameTaken(app().database.read, elsewhere.id, "Nora Quill", other.id)).toBe(true);
  });

  it("is kept for a member with a proved address who has written enough", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const member = await makeMember(app(), { name: "Selim Ward" });
    const ids = await makeComments(
      app(),
      site,
      story,
      Array.from({ length: 20 }, () => ({ name: "somebody" })),
    );
    await app().database.transact(async (tx) => {
      const personId = await memberPerson(tx, {
        memberId: member.id,
        siteId: site.id,
        name: "Selim Ward",
        at: app().clock.now,
      });
      await tx.updateTable("comment").set({ author_id: personId }).where("story_id", "=", story.id).execute();
    });
    const taken = () => nameTaken(app().database.read, site.id, "SeIim WarԀ", null);
    const publish = (status: "published" | "rejected") =>
      decideOnComment(app().ctx, site.id, ids[0] as CommentId, {
        status,
        rule: null,
        actor: "staff:t",
        reason: "",
      });
    await publish("rejected");
    await app().settle();
    expect(await taken()).toBe(false);
    await publish("published");
    await app().settle();
    expect(await taken()).toBe(true);
    expect(await nameTaken(app().database.read, site.id, "Selim Ward", member.id)).toBe(false);
    const answer = await app().post(`${story.path}/comments`, { name: "selim  wärd", text: "It is me." });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("reads like one of our staff, or like somebody well known here");
  });
});
