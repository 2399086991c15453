import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { cookiesOf, onBothEngines } from "../../../test/harness.ts";

onBothEngines("posting as a guest", (app) => {
  it("publishes at once and leads to the comment", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const answer = await app().post(`${story.path}/comments`, { name: "Nan", text: "Good *news*." });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toMatch(new RegExp(`^${site.prefix}/comments/\\d+$`));
    const page = await app().get(story.path);
    expect(page.body).toContain("Good <em>news</em>.");
    expect(page.body).toContain("Nan");
  });

  it("gives the form back whole, with the message at its field", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const answer = await app().post(`${story.path}/comments`, {
      name: "",
      email: "nan@example.org",
      text: "Hello there",
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("Sign your comment with a name");
    expect(answer.body).toContain("Hello there");
    expect(answer.body).toContain("nan@example.org");
  });

  it("shows a waiting comment to its writer alone", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site, {
      discussion: { mode: "premoderated", notice: "", closesAt: null },
    });
    const answer = await app().post(`${story.path}/comments`, { name: "Nan", text: "Held words" });
    const cookie = cookiesOf(answer);
    expect((await app().get(story.path)).body).not.toContain("Held words");
    const own = await app().get(story.path, { cookie });
    expect(own.body).toContain("Held words");
    expect(own.body).toContain("Only you can see this.");
  });

  it("keeps replies below what they answer", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [parent] = await makeComments(app(), site, story, [{ text: "Top" }]);
    const answer = await app().post(`${story.path}/comments`, {
      name: "Nan",
      text: "Answer",
      parent: String(parent),
    });
    expect(answer.statusCode).toBe(303);
    const { body } = await app().get(story.path);
    expect(body.indexOf("Top")).toBeLessThan(body.indexOf("Answer"));
    expect(body).toContain('data-depth="1"');
  });
});
