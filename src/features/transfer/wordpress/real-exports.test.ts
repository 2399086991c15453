import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readWxr } from "./read-wxr.ts";
import { inChunks } from "./wxr-fixture.ts";
import { newWxrReport } from "./wxr-report.ts";

/** Exports of real sites, which are kept beside the project because they are not ours to give away. */
const folder = resolve(import.meta.dirname, "../../../../../shared/data/wordpress");
const isThere = existsSync(folder);
if (!isThere)
  console.log("Skipped: no real WordPress exports beside the project (../shared/data/wordpress).");

type Counts = Record<string, number>;

function count(counts: Counts, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

function fieldIn(text: string, name: string): string {
  const match = new RegExp(`<wp:${name}>(?:<!\\[CDATA\\[)?([^<\\]]*)`).exec(text);
  return match?.[1]?.trim() ?? "";
}

/** The same counts by searching the text, which is right for files in good order. */
function countedPlainly(file: string): Counts {
  const counts: Counts = {};
  for (const piece of file.split(/^\s*<item>/m).slice(1)) {
    count(counts, `${fieldIn(piece, "post_type")} ${fieldIn(piece, "status")}`);
    for (const comment of piece.split("<wp:comment>").slice(1)) {
      count(counts, `comment ${fieldIn(comment, "comment_type")} ${fieldIn(comment, "comment_approved")}`);
    }
  }
  return counts;
}

async function countedByReader(bytes: Uint8Array): Promise<Counts> {
  const counts: Counts = {};
  for await (const record of readWxr(inChunks(bytes, 65_536), newWxrReport())) {
    if (record.kind !== "item") continue;
    count(counts, `${record.item.type} ${record.item.status}`);
    for (const comment of record.item.comments) count(counts, `comment ${comment.type} ${comment.approved}`);
  }
  return counts;
}

describe.skipIf(!isThere)("exports of real sites", () => {
  test("hold what a plain search finds in them", async () => {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".xml"));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const bytes = await readFile(resolve(folder, name));
      expect({ name, ...(await countedByReader(bytes)) }).toEqual({
        name,
        ...countedPlainly(bytes.toString("utf8")),
      });
    }
  });
});
