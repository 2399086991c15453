import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { as, makeMember } from "../../../../test/members.ts";
import { visitor } from "../../../../test/visitor.ts";

const whole = {
  category: "privacy",
  explanation: "It gives away where I live.",
  name: "Nan",
  goodFaith: "1",
};

onBothEngines("a notice that somebody gives under the address of somebody else", (app) => {
  async function aPlace() {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [id = 0] = await makeComments(app(), site, story, [{ text: "She lives at 4 Quay Road." }]);
    const home = `http://localhost:4400${site.prefix}`;
    const give = (fields: object) =>
      visitor(app()).post(`${site.prefix}/notices`, { ...whole, place: `${home}/comments/${id}`, ...fields });
    return { site, home, id, give };
  }

  it("brings nothing into their mail that was typed", async () => {
    const { home, id, give } = await aPlace();
    const email = "victim@places.example";
    const places = [
      "Win at https://casino.example now",
      `${home}/win?at=casino.example`,
      `casino /comments/${id}`,
    ];
    for (const place of places) await give({ place, email });
    expect((await mailsTo(app(), email)).map((mail) => "place" in mail && mail.place)).toEqual([
      `${home}/`,
      `${home}/win`,
      `${home}/comments/${id}`,
    ]);
  });

  it("doesn't fill their letter box", async () => {
    const { give } = await aPlace();
    const email = "victim@box.example";
    for (let n = 0; n < 14; n++) {
      app().clock.now += 3_600_000;
      expect((await give({ email })).statusCode).toBe(303);
    }
    expect(await mailsTo(app(), email)).toHaveLength(10);
  });

  it("doesn't put off what they say themselves, signed in", async () => {
    const { site, home, id, give } = await aPlace();
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    const victim = await makeMember(app());
    const email = "victim@standing.example";
    for (let n = 0; n < 4; n++) {
      const number = /\d+(?=\?)/.exec(String((await give({ email })).headers.location))?.[0] ?? "";
      await app().post(`${site.prefix}/desk/notices/${number}`, { outcome: "unfounded" }, as(editor));
    }
    const typed = { ...whole, place: `${home}/comments/${id}`, email };
    const own = await app().post(`${site.prefix}/notices`, typed, as(victim));
    const number = /\d+(?=\?)/.exec(String(own.headers.location))?.[0];
    const row = await app()
      .database.read.selectFrom("legal_notice")
      .select("outcome")
      .where("id", "=", Number(number))
      .executeTakeFirstOrThrow();
    expect(row.outcome).toBe("");
  });
});
