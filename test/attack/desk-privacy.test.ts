import { sql } from "kysely";
import { expect, it } from "vitest";
import { everythingKept, tablesOf } from "../erasing.ts";
import { makeSite, makeStory } from "../factories.ts";
import { type Engine, onBothEngines, type TestApp } from "../harness.ts";
import { as, makeMember } from "../members.ts";
import { actsOn } from "../moderation.ts";
import { visitor } from "../visitor.ts";

const mark = "Markedlife";
const idIn = (location: unknown) => /(\d+)$/.exec(String(location))?.[1] ?? "";

/** A guest with everything that the desk, others and they themselves can leave behind in moderation. */
async function aLife(app: TestApp) {
  const site = await makeSite(app, { settings: { rules: ["Be kind."] } });
  const story = await makeStory(app, site);
  const editor = await makeMember(app, { name: "Tamsin Roe", role: "editor", siteId: site.id });
  const other = await makeMember(app, { name: "Ivo Lark", role: "editor", siteId: site.id });
  const { act } = actsOn(() => ({ app, site }));
  const guest = visitor(app);
  const say = async (text: string) => {
    const fields = { name: `${mark} Gus`, email: `${mark}@mail.example.org`, text };
    return idIn((await guest.post(`${story.path}/comments`, fields)).headers.location);
  };
  const [covered, refused, banned] = [
    await say(
      `${mark} said the secret thing at length, and more of it than anybody would want to read in one go`,
    ),
    await say(`${mark} is refused`),
    await say(`${mark} is banned`),
  ];
  await act(editor, { id: covered, act: "redact", hidden: `${mark} said`, words: `${mark} told secrets` });
  await act(editor, { id: covered, act: "note", words: `${mark} is rude` });
  await act(editor, { id: covered, act: "trust" });
  await act(editor, { id: refused, act: "refuse", code: "insult", words: `${mark} again` });
  const page = await guest.get(`${site.prefix}/comments/mine`);
  const statement = /\/statements\/\d+/.exec(page.body)?.[0] ?? "";
  expect(statement).not.toBe("");
  const appealed = await guest.post(`${site.prefix}${statement}/appeal`, {
    text: `${mark} objects`,
    email: `${mark}.two@mail.example.org`,
  });
  expect(appealed.statusCode).toBe(303);
  const { id: appeal } = await app.database.read
    .selectFrom("appeal")
    .select("id")
    .where("site_id", "=", site.id)
    .executeTakeFirstOrThrow();
  const answer = { outcome: "uphold", words: `No, ${mark}` };
  expect((await app.post(`${site.prefix}/desk/appeals/${appeal}`, answer, as(other))).statusCode).toBe(303);
  const told = { id: banned, act: "warn", words: `Stop it, ${mark}` };
  await act(editor, told);
  await act(editor, { ...told, act: "ban", code: "insult", until: "7", confirmed: "yes", whom: "device" });
  const others = idIn(
    (await visitor(app).post(`${story.path}/comments`, { name: "Nan", text: "By another" })).headers.location,
  );
  const notice = {
    place: `http://localhost:4400${site.prefix}/comments/${others}`,
    category: "privacy",
    explanation: `${mark} thinks that this is illegal, for reasons that are told here at length`,
    name: `${mark} Gus`,
    email: `${mark}@mail.example.org`,
    goodFaith: "1",
  };
  const given = await guest.post(`${site.prefix}/notices`, notice);
  expect(given.statusCode).toBe(303);
  const { id: noticeId } = await app.database.read
    .selectFrom("legal_notice")
    .select("id")
    .where("site_id", "=", site.id)
    .executeTakeFirstOrThrow();
  const kept = { outcome: "kept", words: `It stays, ${mark}` };
  expect((await app.post(`${site.prefix}/desk/notices/${noticeId}`, kept, as(other))).statusCode).toBe(303);
  await app.settle();
  return { site, story, guest };
}

/** In which tables something stands still, for whoever mends it. */
async function tablesWith(app: TestApp, engine: Engine): Promise<string[]> {
  const found: string[] = [];
  for (const name of await tablesOf(app, engine)) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(app.database.read);
    if (JSON.stringify(rows).toLowerCase().includes(mark.toLowerCase())) found.push(name);
  }
  return found;
}

onBothEngines("what moderation keeps of somebody", (app, engine) => {
  it("is gone from every table and file when they erase everything", async () => {
    const { site, guest } = await aLife(app());
    const before = await everythingKept(app(), engine);
    expect(before).toContain(mark);
    // Addresses lie sealed all the time.
    expect(before.toLowerCase()).not.toContain(`${mark.toLowerCase()}@mail`);
    await guest.post(`${site.prefix}/my-data/choose`, { level: "everything" });
    const erased = await guest.post(`${site.prefix}/my-data/erase`, { level: "everything" });
    expect((await app().get(String(erased.headers.location))).body).toContain("done, ");
    await app().settle();
    expect(await tablesWith(app(), engine)).toEqual([]);
    expect(await everythingKept(app(), engine)).not.toContain(mark);
  });
});
