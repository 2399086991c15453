import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { onBothEngines } from "../../../test/harness.ts";
import type { CommentId, PersonId } from "../../platform/lib/ids.ts";
import { bodyOfMarkdown } from "../discussion/comment-body.ts";
import { decideOnComment } from "../discussion/decide-on-comment.ts";
import { finishImport, importComments } from "../discussion/import-comment.ts";
import { moveStanding } from "./standing.ts";

onBothEngines("what is counted of a writer", (app) => {
  const counted = (id: PersonId) =>
    app()
      .database.read.selectFrom("person")
      .select(["published_count as published", "refused_count as refused", "upheld_count as upheld"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
  const authorOf = async (id: number) =>
    (
      await app()
        .database.read.selectFrom("comment")
        .select("author_id")
        .where("id", "=", id as CommentId)
        .executeTakeFirstOrThrow()
    ).author_id;

  it("begins with what was imported, and goes on with what is decided about it", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [seed = 0] = await makeComments(app(), site, story, [{ status: "pending" }]);
    const person = await authorOf(seed);
    expect(await counted(person)).toEqual({ published: 0, refused: 0, upheld: 0 });
    const one = {
      siteId: site.id,
      storyId: story.id,
      parent: null,
      authorId: person,
      authorName: "Gus",
      body: bodyOfMarkdown("Imported"),
      language: null,
      rule: null,
      revision: 1,
      createdAt: app().clock.now,
    };
    const statuses = ["published", "published", "rejected", "spam", "pending", "withdrawn"] as const;
    const [first] = await app().database.transact(async (tx) => {
      const made = await importComments(
        tx,
        statuses.map((status) => ({ ...one, status })),
      );
      await finishImport(tx, story.id);
      // Again, as when an import is resumed.
      await finishImport(tx, story.id);
      return made;
    });
    expect(await counted(person)).toEqual({ published: 2, refused: 2, upheld: 0 });
    const decision = { rule: null, actor: "staff:Desk", reason: "" };
    const id = first?.id ?? (0 as CommentId);
    await decideOnComment(app().ctx, site.id, id, { ...decision, status: "rejected" });
    expect(await counted(person)).toEqual({ published: 1, refused: 3, upheld: 0 });
  });

  it("goes with comments that become somebody else's, the answers to reports too, and is never below nothing", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const ids = await makeComments(app(), site, story, [
      { status: "published" },
      { status: "rejected" },
      { status: "published" },
    ]);
    const [mine = 0, refused = 0, other = 0] = ids;
    const [from, to] = [await authorOf(mine), await authorOf(other)];
    await app().database.transact(async (tx) => {
      await tx
        .insertInto("report")
        .values({
          comment_id: refused as CommentId,
          author_id: from,
          reporter: "somebody",
          network: "",
          reason: "abuse",
          note: "",
          at: app().clock.now,
          handled_at: app().clock.now,
          upheld: 1,
        })
        .execute();
      await tx
        .updateTable("comment")
        .set({ author_id: to })
        .where("id", "in", [mine, refused] as CommentId[])
        .execute();
      await moveStanding(tx, { from: [from], to });
    });
    expect(await counted(from)).toEqual({ published: 0, refused: 0, upheld: 0 });
    expect(await counted(to)).toEqual({ published: 2, refused: 1, upheld: 1 });
    // A comment that was given to nobody in particular.
    await app().database.transact((tx) =>
      tx
        .updateTable("comment")
        .set({ author_id: from })
        .where("id", "=", mine as CommentId)
        .execute(),
    );
    const decision = { rule: null, actor: "staff:Desk", reason: "", status: "rejected" } as const;
    await decideOnComment(app().ctx, site.id, mine as CommentId, decision);
    expect(await counted(from)).toMatchObject({ published: 0, refused: 1 });
  });
});
