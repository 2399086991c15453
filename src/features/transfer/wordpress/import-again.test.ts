import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { ImportBusyError } from "../import/run-import.ts";
import { sumOf } from "../import/tally.ts";
import { countsOf, type ExportItem, importInto, rawText, treeOf } from "./export-fixture.ts";

const many: ExportItem[] = Array.from({ length: 90 }, (_, story) => ({
  id: story + 1,
  comments: Array.from({ length: 12 }, (__, index) => ({
    id: story * 12 + index + 1,
    name: `Reader ${index % 5}`,
    parent: index % 3 === 0 ? 0 : story * 12 + index,
    text: `Words ${story} ${index}`,
  })),
}));

onBothEngines("importing from WordPress again", (app) => {
  it("brings nothing twice when it is run again", async () => {
    const site = await makeSite(app());
    const first = await importInto(app(), site.key, many);
    const counts = await countsOf(app(), site);
    const tree = await treeOf(app(), site);
    expect(counts).toMatchObject({ stories: 90, comments: 1080 });
    const second = await importInto(app(), site.key, many);
    expect(await countsOf(app(), site)).toEqual(counts);
    expect(await treeOf(app(), site)).toEqual(tree);
    expect(sumOf(first.tally, "comment.added.")).toBe(1080);
    expect(second.tally).toEqual({
      "story.known": { count: 90, example: "" },
      "comment.known": { count: 1080, example: "" },
    });
  });

  it("adds what a newer export has, and leaves what was decided here", async () => {
    const site = await makeSite(app());
    const comments = [{ id: 1, text: "First." }];
    await importInto(app(), site.key, [{ id: 1, comments }, { id: 2 }]);
    await app().database.transact((tx) =>
      tx.updateTable("discussion").set({ mode: "premoderated" }).where("site_id", "=", site.id).execute(),
    );
    const newer = [
      {
        id: 1,
        content: "<p>Body, corrected.</p>",
        comments: [...comments, { id: 2, parent: 1, text: "Second." }],
      },
      { id: 2 },
      { id: 3 },
    ];
    const { tally } = await importInto(app(), site.key, newer);
    expect(tally["story.changed"]?.count).toBe(1);
    expect(tally["story.known"]?.count).toBe(1);
    expect(tally["story.added"]?.count).toBe(1);
    expect(await treeOf(app(), site)).toEqual([
      " > First. (published, 0)",
      "First. > Second. (published, 1)",
    ]);
    const { body } = await app().get(`${site.prefix}/stories/story-1`);
    expect(body).toContain("Body, corrected.");
    const rows = await app()
      .database.read.selectFrom("discussion")
      .select(["mode", "comment_count"])
      .where("site_id", "=", site.id)
      .orderBy("story_id")
      .execute();
    expect(rows[0]).toEqual({ mode: "premoderated", comment_count: 2 });
  });

  it("goes on where it was stopped, and ends as if it had not been", async () => {
    const whole = await makeSite(app());
    await importInto(app(), whole.key, many);
    const site = await makeSite(app());
    const stopping = new AbortController();
    const stopped = await importInto(app(), site.key, many, {
      signal: stopping.signal,
      onProgress: ({ comments }) => {
        if (comments > 0) stopping.abort();
      },
    });
    expect(stopped.outcome).toBe("stopped");
    const halfway = await countsOf(app(), site);
    expect(halfway.comments).toBeGreaterThan(0);
    expect(halfway.comments).toBeLessThan(1080);
    const rest = await importInto(app(), site.key, many);
    expect(rest.outcome).toBe("finished");
    expect(rest.tally["comment.added.published"]?.count).toBe(1080);
    expect(rest.tally["comment.known"]).toBeUndefined();
    expect(await treeOf(app(), site)).toEqual(await treeOf(app(), whole));
    expect(await countsOf(app(), site)).toEqual(await countsOf(app(), whole));
  });

  it("brings nothing twice when two are at it at once", async () => {
    const site = await makeSite(app());
    const outcomes = await Promise.allSettled([
      importInto(app(), site.key, many),
      importInto(app(), site.key, many),
    ]);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(ImportBusyError);
    }
    await importInto(app(), site.key, many);
    expect(await countsOf(app(), site)).toMatchObject({ stories: 90, comments: 1080, people: 1080 });
  });

  it("writes nothing in a dry run, and says what it would", async () => {
    const site = await makeSite(app());
    const before = await rawText(app());
    const { tally } = await importInto(app(), site.key, many, { dryRun: true });
    const opened = await importInto(app(), "new-paper", many, { dryRun: true });
    expect(await rawText(app())).toBe(before);
    expect(tally["comment.added.published"]?.count).toBe(1080);
    expect(opened.site?.name).toBe("The Tide Table");
  });
});
