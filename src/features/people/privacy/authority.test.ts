import { expect, it } from "vitest";
import { type MadeSite, makeSite, makeStory } from "../../../../test/factories.ts";
import { cookiesOf, onBothEngines } from "../../../../test/harness.ts";
import { as, type MadeMember, makeMember } from "../../../../test/members.ts";
import { readId, type CommentId } from "../../../platform/lib/ids.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";
import { memberPerson } from "../member-person.ts";
import { beginErasure, continueErasure } from "./erase.ts";
import { forgetOld } from "./forget.ts";
import { sealKey, type SubjectKey } from "./subject.ts";

onBothEngines("who may answer for somebody else's data", (app) => {
  const desk = (site: MadeSite, by: MadeMember, act: string, fields: Record<string, string>) =>
    app().post(`${site.prefix}/desk/privacy/${act}`, fields, as(by));

  async function tries(site: MadeSite, by: MadeMember, who: string, key: SubjectKey) {
    const t = sealKey(app().ctx, "desk", key);
    return [
      (await desk(site, by, "find", { who })).statusCode,
      (await desk(site, by, "export", { t })).statusCode,
      (await desk(site, by, "erase", { t, level: "everything" })).statusCode,
    ];
  }

  async function handleOf({ id }: MadeMember): Promise<string> {
    const query = app().database.read.selectFrom("member").select("handle").where("id", "=", id);
    return `@${(await query.executeTakeFirstOrThrow()).handle}`;
  }

  it("leaves the staff to who manages the staff", async () => {
    const site = await makeSite(app());
    const admin = await makeMember(app(), { name: "Tara Admin", role: "admin" });
    await makeMember(app(), { name: "Second Admin", role: "admin" });
    const editor = await makeMember(app(), { name: "Ed Editor", role: "editor" });
    const key = { kind: "member", memberId: admin.id } as const;
    expect(await tries(site, editor, await handleOf(admin), key)).toEqual([403, 403, 403]);
    expect((await app().get(`${site.prefix}/desk`, as(admin))).statusCode).toBe(200);
  });

  it("leaves an account, which is one on all sites, to who has a role on all of them", async () => {
    const [site] = [await makeSite(app()), await makeSite(app())];
    const reader = await makeMember(app(), { name: "Rosa Reader" });
    const ofSite = await makeMember(app(), { name: "Ed Here", role: "editor", siteId: site.id });
    const ofAll = await makeMember(app(), { name: "Ed Everywhere", role: "editor" });
    const key = { kind: "member", memberId: reader.id } as const;
    expect(await tries(site, ofSite, await handleOf(reader), key)).toEqual([403, 403, 403]);
    expect(await tries(site, ofAll, await handleOf(reader), key)).toEqual([200, 200, 303]);
  });

  it("leaves what a guest wrote elsewhere to who has a role there", async () => {
    const [here, there] = [await makeSite(app()), await makeSite(app())];
    const address = `guest-${here.id}@example.org`;
    const write = async (site: MadeSite) => {
      const story = await makeStory(app(), site);
      const fields = { name: "Gus Guest", email: address, text: `Something to say on ${site.id}` };
      expect((await app().post(`${story.path}/comments`, fields)).statusCode).toBe(303);
    };
    await write(here);
    const ofHere = await makeMember(app(), { name: "Ed Here", role: "editor", siteId: here.id });
    expect((await desk(here, ofHere, "find", { who: address })).statusCode).toBe(200);
    await write(there);
    expect((await desk(here, ofHere, "find", { who: address })).statusCode).toBe(403);
  });

  it("lets two admins who go at the same moment not both go", async () => {
    const site = await makeSite(app());
    await app().database.transact((tx) => tx.deleteFrom("staff_role").execute());
    const [one, other] = [
      await makeMember(app(), { name: "First Admin", role: "admin" }),
      await makeMember(app(), { name: "Other Admin", role: "admin" }),
    ];
    const leave = ({ id: memberId }: MadeMember) =>
      beginErasure(app().ctx, {
        key: { kind: "member", memberId },
        level: "everything",
        siteId: site.id,
        by: "self",
      });
    const outcomes = await Promise.all([leave(one), leave(other)]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["begun", "lastAdmin"]);
  });

  it("finds nobody behind a comment that has lost its name, and leaves the words of others who did alone", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const write = async (name: string) => {
      const posted = await app().post(`${story.path}/comments`, { name, text: `Words of ${name}` });
      const id = readId<CommentId>(/(\d+)$/.exec(String(posted.headers.location))?.[1] ?? "");
      if (id === null) throw new Error("not posted");
      const erased = await app().post(
        `${site.prefix}/my-data/erase`,
        { level: "name" },
        { cookie: cookiesOf(posted, "") },
      );
      expect(erased.statusCode).toBe(303);
      return id;
    };
    const [first] = [await write("Ann First"), await write("Bob Second")];
    const editor = await makeMember(app(), { name: "Ed Everywhere", role: "editor" });
    expect((await desk(site, editor, "find", { who: `#${first}` })).statusCode).toBe(422);
    const key = { kind: "comment", siteId: site.id, commentId: first } as const;
    const order = { key, level: "words", siteId: site.id, by: { staff: editor.id } } as const;
    const done = await beginErasure(app().ctx, order);
    if (done.outcome === "begun") await continueErasure(app().ctx, done.receipt);
    expect((await app().get(story.path)).body).toContain("Words of Bob Second");
  });

  it("lets nothing be written any more for an account that is being erased", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app(), { name: "Lara Last" });
    const writer = { memberId: member.id, siteId: site.id, name: "Lara Last", at: app().clock.now };
    await app().database.transact((tx) => memberPerson(tx, writer));
    const key = { kind: "member", memberId: member.id } as const;
    await beginErasure(app().ctx, { key, level: "everything", siteId: site.id, by: "self" });
    await expect(app().database.transact((tx) => memberPerson(tx, writer))).rejects.toThrow("closed");
  });

  it("gives what somebody wrote who is being erased to no member in the meantime", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const posted = await app().post(`${story.path}/comments`, { name: "Gone Soon", text: "Going, going" });
    const id = /(\d+)$/.exec(String(posted.headers.location))?.[1] ?? "";
    const device = cookiesOf(posted, "");
    const member = await makeMember(app(), { name: "Mala Nosy" });
    const edit = (cookie: string) => app().get(`${site.prefix}/comments/${id}/edit`, { cookie });
    expect((await edit(device)).statusCode).toBe(200);
    const key = { kind: "comment", siteId: site.id, commentId: Number(id) as CommentId } as const;
    const begun = await beginErasure(app().ctx, { key, level: "words", siteId: site.id, by: "self" });
    expect(begun.outcome).toBe("begun");
    expect((await edit(member.cookie)).statusCode).toBe(403);
    expect((await app().get(story.path, as(member))).body).not.toContain(`/comments/${id}/edit`);
  });

  it("lists what was erased to who may erase on that site, and to nobody else", async () => {
    const [here, there] = [await makeSite(app()), await makeSite(app())];
    const receipts = new Map<MadeSite, string>();
    for (const site of [here, there]) {
      const key = { kind: "member", memberId: (await makeMember(app())).id } as const;
      const order = { key, level: "everything", siteId: site.id, by: "self" } as const;
      const begun = await beginErasure(app().ctx, order);
      if (begun.outcome !== "begun") throw new Error(begun.outcome);
      receipts.set(site, begun.receipt);
    }
    const seenBy = async (by: MadeMember, at: MadeSite) => {
      const { body } = await app().get(`${at.prefix}/desk/privacy`, as(by));
      return [here, there].filter((site) => body.includes(receipts.get(site) ?? "-"));
    };
    const ofHere = await makeMember(app(), { role: "editor", siteId: here.id });
    const ofAll = await makeMember(app(), { role: "editor" });
    expect(await seenBy(ofHere, here)).toEqual([here]);
    expect(await seenBy(ofAll, there)).toEqual([here, there]);
  });

  it("shows what was refused of a guest whose device is forgotten to no member", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const posted = await app().post(`${story.path}/comments`, { name: "Long Ago", text: "Refused words" });
    const id = Number(/(\d+)$/.exec(String(posted.headers.location))?.[1]) as CommentId;
    const refusal = { status: "rejected", rule: null, actor: "staff:Desk", reason: "" } as const;
    await decideOnComment(app().ctx, site.id, id, refusal);
    app().clock.now += 2000 * 24 * 3_600_000;
    await forgetOld(app().ctx);
    await app().settle();
    const member = await makeMember(app(), { name: "Mala Nosy" });
    expect((await app().get(story.path, as(member))).body).not.toContain("Refused words");
    expect((await app().get(`${site.prefix}/comments/${id}`, as(member))).statusCode).toBe(404);
  });
});
