import { describe, expect, test } from "vitest";
import type { SourceComment } from "../import/source.ts";
import { newStaff } from "./bylines.ts";
import { readWxr } from "./read-wxr.ts";
import { newThread, takeComments } from "./thread-of-item.ts";
import type { WxrComment } from "./wxr.ts";
import { collected, inChunks, wxrComment, wxrFile, wxrItem } from "./wxr-fixture.ts";
import { newWxrReport } from "./wxr-report.ts";

const ids = Array.from({ length: 400 }, (_, index) => index + 1);
const comments = ids
  .map((id) => wxrComment(id, "", `<![CDATA[Nr ${id}, not <wp:comment> but text.]]>`))
  .join("");
const file = wxrFile(wxrItem({ id: 7, comments }), wxrItem({ id: 8, comments: wxrComment(900) }));

describe("an item with very many comments", () => {
  test("comes in pieces, which hold what it holds whole", async () => {
    const report = newWxrReport();
    const records = await collected(readWxr(inChunks(file, 3000), report, { pieceSize: 20_000 }));
    const items = records.flatMap((record) => (record.kind === "item" ? [record.item] : []));
    const pieces = records.flatMap((record) => (record.kind === "comments" ? [record] : []));
    expect(items.map((item) => item.id)).toEqual([7, 8]);
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.map((piece) => piece.goesOn)).toEqual([...pieces.slice(1).map(() => true), false]);
    const all = [...(items[0]?.comments ?? []), ...pieces.flatMap((piece) => piece.comments)];
    expect(all.map((comment) => comment.id)).toEqual(ids);
    expect(all[300]?.content).toBe("Nr 301, not <wp:comment> but text.");
    expect(items[1]?.comments.map((comment) => comment.id)).toEqual([900]);
    expect(report.comments).toBe(401);
    expect([...report.mends.keys()]).toEqual([]);
  });

  test("keeps its tree across the pieces", () => {
    const comment = (id: number, parentId: number | null, approved = "1"): WxrComment => ({
      id,
      parentId,
      approved,
      author: "Ida",
      email: "",
      url: "",
      ip: "",
      createdAt: id,
      content: `Nr ${id}`,
      type: "",
      userId: null,
    });
    const tally = {};
    const thread = newThread({ staff: newStaff(), now: 1e12, publishedAt: 0, example: "post 7", tally });
    const parentsOf = (taken: SourceComment[]) =>
      taken.map(({ key, parentKey }) => `${parentKey ?? ""}>${key}`);
    expect(parentsOf(takeComments(thread, [comment(1, null), comment(2, 5), comment(3, 2)], false))).toEqual([
      ">1",
    ]);
    const second = takeComments(thread, [comment(4, 1), comment(5, 4), comment(6, 1, "trash")], false);
    expect(parentsOf(second)).toEqual(["1>4", "4>5", "5>2", "2>3"]);
    expect(parentsOf(takeComments(thread, [comment(7, 6), comment(8, 99)], true))).toEqual(["1>7", ">8"]);
    expect(tally).toMatchObject({
      "mended.parent-missing": { count: 1 },
      "comment.skipped.trash": { count: 1 },
    });
  });
});
