import { expect, it } from "vitest";
import { cookiesOf, freshApp, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { type MadeSite, makeComments, makeSite, makeStory } from "../../../../test/factories.ts";
import { as, type MadeMember, makeMember } from "../../../../test/members.ts";

interface Typed {
  act?: string;
  version?: string;
  name?: string;
  kind?: string;
  language?: string;
  on?: string;
  entries?: string;
}

async function send(
  app: TestApp,
  site: MadeSite,
  member: MadeMember,
  { id = "new", file, ...typed }: Typed & { id?: string; file?: string },
) {
  const form = new FormData();
  const fields = { act: "save", version: "0", name: "Vegetables", kind: "banned", on: "on", ...typed };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file !== undefined) form.set("file", new Blob([file], { type: "text/plain" }), "list.txt");
  const request = new Request("http://localhost", { method: "POST", body: form });
  return app.fastify.inject({
    method: "POST",
    url: `${site.prefix}/desk/rules/words/${id}`,
    headers: { ...as(member), "content-type": request.headers.get("content-type") ?? "" },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}

async function listId(app: TestApp, site: MadeSite): Promise<string> {
  const row = await app.database.read
    .selectFrom("word_list")
    .select("id")
    .where("site_id", "=", site.id)
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  return String(row.id);
}

async function post(app: TestApp, path: string, text: string, name = "Nan") {
  const answer = await app.post(`${path}/comments`, { name, text });
  const id = Number(/(?:#c-|comments\/)(\d+)/.exec(String(answer.headers.location))?.[1]);
  const row = await app.database.read
    .selectFrom("comment")
    .select("status")
    .where("id", "=", id as never)
    .executeTakeFirst();
  return { status: row?.status, id, cookie: cookiesOf(answer) };
}

onBothEngines("word lists", (app) => {
  async function desk() {
    const site = await makeSite(app(), { settings: { postsPerDevice: 1000, postsPerNetwork: 10_000 } });
    const [editor, story] = [await makeMember(app(), { role: "editor" }), await makeStory(app(), site)];
    return { site, editor, story };
  }

  it("refuse what is banned and let wait what is suspect, and say where they saw it", async () => {
    const { site, editor, story } = await desk();
    expect((await send(app(), site, editor, { entries: "turnip\n# a remark\nturnip" })).statusCode).toBe(303);
    await send(app(), site, editor, { name: "Fruit", kind: "suspect", entries: "plum*" });
    expect(await post(app(), story.path, "A kind word")).toMatchObject({ status: "published" });
    expect(await post(app(), story.path, "Plums for all")).toMatchObject({ status: "pending" });
    const refused = await post(app(), story.path, "You t.u.r.n.i.p!");
    expect(refused).toMatchObject({ status: "rejected" });
    expect(await post(app(), story.path, "Nothing to see", "Mr Turnip")).toMatchObject({
      status: "rejected",
    });
    const row = await app()
      .database.read.selectFrom("decision")
      .select(["actor", "code", "details"])
      .where("comment_id", "=", refused.id as never)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ actor: "rule:words", code: "banned" });
    expect(JSON.parse(row.details).findings).toMatchObject([
      { spans: [{ from: 4, to: 15 }], values: { list: "Vegetables", words: "turnip" } },
    ]);
  });

  it("hold below stories of their language alone, and not at all when switched off", async () => {
    const { site, editor } = await desk();
    const german = await makeStory(app(), site, { language: "de-AT" });
    const english = await makeStory(app(), site, { language: "en" });
    await send(app(), site, editor, { language: "de", entries: "turnip" });
    expect(await post(app(), german.path, "turnip")).toMatchObject({ status: "rejected" });
    expect(await post(app(), english.path, "turnip")).toMatchObject({ status: "published" });
    const id = await listId(app(), site);
    await send(app(), site, editor, { id, version: "1", language: "de", entries: "turnip", on: "" });
    expect(await post(app(), german.path, "turnip once more")).toMatchObject({ status: "published" });
  });

  it("stay with what was typed where a line can't be looked for, and say which", async () => {
    const { site, editor } = await desk();
    const answer = await send(app(), site, editor, { entries: "turnip\na*\n?" });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("turnip\na*\n?");
    expect(answer.body).toContain("Line 2");
    expect(answer.body).toContain("Line 3");
    expect(answer.body).not.toContain("Line 1<");
    expect((await send(app(), site, editor, { name: " ", entries: "turnip" })).body).toContain(
      "Give the list a name",
    );
  });

  it("tell the second of two editors, and overwrite nothing", async () => {
    const { site, editor } = await desk();
    await send(app(), site, editor, { entries: "turnip" });
    const id = await listId(app(), site);
    expect((await send(app(), site, editor, { id, version: "1", entries: "turnip\nleek" })).statusCode).toBe(
      303,
    );
    const second = await send(app(), site, editor, { id, version: "1", entries: "turnip\ncarrot" });
    expect(second.statusCode).toBe(422);
    expect(second.body).toContain("Somebody else has changed this list");
    expect(second.body).toContain("carrot");
    const fetched = await app().get(`${site.prefix}/desk/rules/words/${id}/export`, as(editor));
    expect(fetched.body).toBe("turnip\nleek\n");
  });

  it("come from a file, and go again", async () => {
    const { site, editor, story } = await desk();
    await send(app(), site, editor, { entries: "turnip", file: "\uFEFFleek\r\ncarrot\r\n" });
    expect(await post(app(), story.path, "a leek")).toMatchObject({ status: "rejected" });
    const id = await listId(app(), site);
    expect((await send(app(), site, editor, { id, version: "1", act: "remove" })).statusCode).toBe(303);
    expect(await post(app(), story.path, "another leek")).toMatchObject({ status: "published" });
    const broken = await send(app(), site, editor, { entries: "", file: "\0" });
    expect(broken.statusCode).toBe(422);
  });

  it("say whom they would have caught, before they are saved", async () => {
    const { site, editor, story } = await desk();
    await makeComments(app(), site, story, [
      { text: "a turnip" },
      { text: "a leek" },
      { text: "turnips", status: "rejected" },
    ]);
    const answer = await send(app(), site, editor, { act: "try", entries: "turnip*" });
    expect(answer.body).toContain("2, of which 1 was published");
    expect(answer.body).toContain("<mark>turnip</mark>");
    const lists = await app()
      .database.read.selectFrom("word_list")
      .select("id")
      .where("site_id", "=", site.id)
      .execute();
    expect(lists).toEqual([]);
  });

  it("hold in every process", async () => {
    const { site, editor, story } = await desk();
    const other = await freshApp(app());
    const elsewhere = { ...app(), ...other, post: app().post };
    await send(app(), site, editor, { entries: "turnip" });
    await elsewhere.relay.deliver();
    const answer = await other.fastify.inject({
      method: "POST",
      url: `${story.path}/comments`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams({ name: "Nan", text: "turnip" }).toString(),
    });
    const id = Number(/(?:#c-|comments\/)(\d+)/.exec(String(answer.headers.location))?.[1]);
    const row = await app()
      .database.read.selectFrom("comment")
      .select("status")
      .where("id", "=", id as never)
      .executeTakeFirst();
    expect(row?.status).toBe("rejected");
    await other.close();
  });
});
