import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { classifyComment, classifyItem } from "./classify.ts";
import { importInto } from "./export-fixture.ts";
import { readWxr } from "./read-wxr.ts";
import { bytesOf } from "./survey.ts";
import { newWxrReport } from "./wxr-report.ts";

/** Exports of real sites, which are kept beside the project because they are not ours to give away. */
const folder = resolve(import.meta.dirname, "../../../../../shared/data/wordpress");
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".xml")) : [];
if (files.length === 0) {
  console.log("Skipped: no real WordPress exports beside the project (../shared/data/wordpress).");
}

interface Counts {
  story: number;
  published: number;
  pending: number;
  spam: number;
}

async function countsOfFile(file: string, now: number): Promise<Counts> {
  const counts: Counts = { story: 0, published: 0, pending: 0, spam: 0 };
  for await (const record of readWxr(bytesOf(file), newWxrReport())) {
    if (record.kind !== "item") continue;
    const what = classifyItem(record.item, now);
    if (!("take" in what) || what.take !== "story") continue;
    counts.story += 1;
    for (const comment of record.item.comments) {
      const status = classifyComment(comment);
      if (status === "published" || status === "pending" || status === "spam") counts[status] += 1;
    }
  }
  return counts;
}

describe.skipIf(files.length === 0)("with exports beside the project", () => {
  onBothEngines("real exports", (app) => {
    it.each(files.length === 0 ? ["(none)"] : files)(
      "%s: what is here is what the file holds, once and twice",
      async (name) => {
        const site = await makeSite(app());
        const file = resolve(folder, name);
        const wanted = await countsOfFile(file, app().clock.now);
        for (const _ of [1, 2]) {
          await importInto(app(), site.key, file);
          const db = app().database.read;
          const stories = await db.selectFrom("story").select("id").where("site_id", "=", site.id).execute();
          const comments = await db
            .selectFrom("comment")
            .select("status")
            .where("site_id", "=", site.id)
            .execute();
          const told = await db
            .selectFrom("discussion")
            .select("comment_count")
            .where("site_id", "=", site.id)
            .execute();
          const having = (status: string) => comments.filter((comment) => comment.status === status).length;
          const here: Counts = {
            story: stories.length,
            published: having("published"),
            pending: having("pending"),
            spam: having("spam"),
          };
          expect(here).toEqual(wanted);
          expect(told.reduce((sum, row) => sum + row.comment_count, 0)).toBe(wanted.published);
        }
        expect((await app().get(`${site.prefix}/`)).statusCode).toBe(200);
      },
    );
  });
});
