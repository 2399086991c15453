import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import { formOf, setRules } from "../../../../test/rule-settings.ts";
import { perStep } from "./dry-run.ts";

const day = 24 * 3_600_000;

async function open(app: TestApp) {
  const site = await makeSite(app, { settings: { postsPerDevice: 1000, postsPerNetwork: 10_000 } });
  const story = await makeStory(app, site);
  const editor = await makeMember(app, { role: "editor", siteId: site.id });
  const path = `${site.prefix}/desk/rules`;
  const form = async () => formOf((await app.get(path, as(editor))).body, path);
  const post = (to: string, fields: Record<string, string>) => app.post(`${path}${to}`, fields, as(editor));
  return { site, story, editor, path, form, post };
}

/** Everything that a run could have written. */
async function rowsOf({ database }: TestApp) {
  const tables = ["decision", "event", "rule_set", "queue_item", "comment", "person"] as const;
  const counts = tables.map(async (table) => {
    const { n } = await database.read
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .executeTakeFirstOrThrow();
    return Number(n);
  });
  return Promise.all(counts);
}

onBothEngines("a dry run", (app) => {
  it("of a text tells what it would meet under the rules as they are and as they would be, and keeps nothing", async () => {
    const { form, post } = await open(app());
    const before = await rowsOf(app());
    const fields = {
      ...(await form()),
      "links.most": "0",
      text: "Look at https://elsewhere.example/x\n<b>now</b>",
      as: "guest",
    };
    const { body, statusCode } = await post("/dry-run", fields);
    expect(statusCode).toBe(200);
    const [, now = "", tried = ""] = body.split(/<h2 id="dryRun\.[a-z]+">/);
    expect(now).toContain("It would be published at once.");
    expect(tried).toContain("It would wait for a moderator.");
    expect(tried).toContain("It has 1 link.");
    expect(tried).toContain("<mark>https://elsewhere.example/x</mark>");
    expect(body).not.toContain("<b>now</b>");
    expect(await rowsOf(app())).toEqual(before);
  });

  it("knows who is new, and what a story brings", async () => {
    const { site, story, form, post, editor } = await open(app());
    await setRules(app(), site.id, { phases: { newcomers: { guests: 1 } } });
    const fields = { ...(await form()), text: "Good morning to all of you" };
    expect((await post("/dry-run", { ...fields, as: "new" })).body).toContain("Nothing by this person");
    expect((await post("/dry-run", { ...fields, as: "guest" })).body).toContain("published at once");
    await app().post(
      `${site.prefix}/desk/rules/presets`,
      { story: `https://paper.example${story.path}?x=1`, preset: "death" },
      as(editor),
    );
    const under = { ...fields, as: "guest", story: String(story.id) };
    expect((await post("/dry-run", under)).body).toContain("The story is about a death");
    const linked = { ...under, text: "See https://elsewhere.example/" };
    expect((await post("/dry-run", linked)).body).toContain("Links are not allowed under this story.");
  });

  it("of a text that can't be posted says so at the field", async () => {
    const { form, post } = await open(app());
    const answer = await post("/dry-run", { ...(await form()), text: "   " });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("The comment is still empty.");
  });

  it("of last week's comments counts and lists what would become different, and why", async () => {
    const { site, story, form, post } = await open(app());
    const { now } = app().clock;
    await makeComments(app(), site, story, [
      { text: "Nothing to see here at all", at: now - day },
      { name: "Ned Loud", text: "THIS IS MUCH TOO LOUD FOR ME", at: now - 2 * day },
      { text: "One https://one.example/ two https://two.example/", at: now - 3 * day, status: "pending" },
      { text: "OLD AND LOUD AND FORGOTTEN BY ALL", at: now - 8 * day },
      { text: "TAKEN BACK BUT LOUD ALL THE SAME", at: now - day, status: "withdrawn" },
    ]);
    const before = await rowsOf(app());
    const fields = { ...(await form()), "links.most": "0", "shape.capitals": "0" };
    const { body } = await post("/dry-run/week", fields);
    expect(body).toContain("Looked at 3 comments");
    expect(body).toContain("2 of them would meet something else.");
    expect(body).toMatch(/>held<\/th><td>1<\/td><td>1<\/td>/);
    expect(body).toMatch(/>published<\/th><td>2<\/td><td>2<\/td>/);
    expect(body).toContain("Ned Loud");
    expect(body).toContain("It has 2 links.");
    expect(body).not.toContain("FORGOTTEN");
    expect(await rowsOf(app())).toEqual(before);
  });

  it("counts of what somebody wrote what they had written by then", async () => {
    const { site, story, form, post } = await open(app());
    const { now } = app().clock;
    await makeComments(app(), site, story, [
      { name: "Ann", text: "My very first one", at: now - 3 * day },
      { name: "Ann", text: "And my second one", at: now - 2 * day },
    ]);
    const { body } = await post("/dry-run/week", { ...(await form()), "newcomers.guests": "1" });
    expect(body).toContain("1 of them would meet something else.");
    expect(body).toContain("My very first one");
    expect(body).not.toContain("And my second one");
  });

  it("counts a text as often as it had been said by then, and never with itself", async () => {
    const { site, story, form, post } = await open(app());
    const wall =
      "Wake up people of the quay, they are hiding the true depth of the harbour from you and the mayor knows";
    // Said five times: under the rules as they were, all but the first wait.
    for (let n = 0; n < 5; n++) {
      await app().post(`${story.path}/comments`, { name: "Nan", text: `${wall} ${n}` });
      app().clock.now += 1000;
    }
    const waiting = await app()
      .database.read.selectFrom("comment")
      .select("id")
      .where("site_id", "=", site.id)
      .where("status", "=", "pending")
      .execute();
    expect(waiting.length).toBe(4);
    const week = async (times: string) =>
      (await post("/dry-run/week", { ...(await form()), "repeats.times": times })).body;
    const three = await week("3");
    expect(three).toMatch(/>held<\/th><td>4<\/td><td>2<\/td>/);
    expect(three).toMatch(/>published<\/th><td>1<\/td><td>3<\/td>/);
    expect(await week("4")).toMatch(/>held<\/th><td>4<\/td><td>1<\/td>/);
    expect(await week("5")).toMatch(/>held<\/th><td>4<\/td><td>0<\/td>/);
  });

  it("goes on in steps, with what was found so far, until all were looked at", async () => {
    const { site, story, form, post, path } = await open(app());
    const { now } = app().clock;
    const specs = Array.from({ length: perStep + 5 }, (_, n) => ({
      text: n % 50 === 0 ? `LOUD NUMBER ${n} IS VERY LOUD INDEED` : `Quiet number ${n}`,
      at: now - day - (n % 7),
    }));
    await makeComments(app(), site, story, specs);
    const first = await post("/dry-run/week", { ...(await form()), "shape.capitals": "0" });
    expect(first.body).toContain(`Looked at ${perStep} of ${perStep + 5} comments`);
    const next = formOf(first.body, `${path}/dry-run/week`);
    const second = await post("/dry-run/week", next);
    expect(second.body).toContain(`Looked at ${perStep + 5} comments`);
    expect(second.body).toContain("5 of them would meet something else.");
    // From there back into the form, or saved.
    const back = formOf(second.body, `${path}/again`);
    const again = await post("/again", back);
    expect(formOf(again.body, path)["shape.capitals"]).toBe("0");
    expect((await post("", back)).statusCode).toBe(303);
  });

  it("of settings that can't be says what is wrong", async () => {
    const { form, post } = await open(app());
    const answer = await post("/dry-run/week", { ...(await form()), "links.most": "many" });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("A whole number from 0 to 50");
  });
});
