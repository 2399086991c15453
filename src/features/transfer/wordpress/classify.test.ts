import { describe, expect, test } from "vitest";
import { classifyComment, classifyItem } from "./classify.ts";
import { readWxr } from "./read-wxr.ts";
import type { WxrComment, WxrItem } from "./wxr.ts";
import { inChunks, wxrComment, wxrFile, wxrItem } from "./wxr-fixture.ts";
import { newWxrReport } from "./wxr-report.ts";

const now = Date.UTC(2020, 0, 1);

async function anItem(): Promise<WxrItem> {
  const file = wxrFile(wxrItem({ comments: wxrComment(1) }));
  for await (const record of readWxr(inChunks(file), newWxrReport()))
    if (record.kind === "item") return record.item;
  throw new Error("The fixture holds no item.");
}

async function aComment(): Promise<WxrComment> {
  const [comment] = (await anItem()).comments;
  if (!comment) throw new Error("The fixture holds no comment.");
  return comment;
}

describe("items", () => {
  test.each<[string, Partial<WxrItem>, unknown]>([
    ["a published post", {}, { take: "story" }],
    ["a published page", { type: "page" }, { take: "page" }],
    ["a draft", { status: "draft" }, { skip: "draft" }],
    ["an automatic draft", { status: "auto-draft" }, { skip: "draft" }],
    ["what waits for review", { status: "pending" }, { skip: "pending" }],
    ["what only staff may read", { status: "private" }, { skip: "private" }],
    ["what has a password", { password: "lobster" }, { skip: "password" }],
    ["what is scheduled", { status: "future" }, { skip: "scheduled" }],
    ["what claims to be out but is dated later", { publishedAt: now + 1 }, { skip: "scheduled" }],
    ["what is in the bin", { status: "trash" }, { skip: "trashed" }],
    ["a status that a plugin made up", { status: "embargoed" }, { skip: "custom-status" }],
    ["no status at all", { status: "" }, { skip: "custom-status" }],
    ["an attachment", { type: "attachment", status: "inherit" }, { skip: "attachment" }],
    ["a menu entry", { type: "nav_menu_item" }, { skip: "menu" }],
    ["contact-form mail, even if published", { type: "feedback" }, { skip: "contact-form" }],
    ["a part of the design", { type: "wp_navigation" }, { skip: "design" }],
    ["a custom type", { type: "recipe" }, { skip: "custom-type" }],
    ["a post with nothing in it", { title: "", content: " " }, { skip: "empty" }],
  ])("%s", async (_, change, expected) => {
    expect(classifyItem({ ...(await anItem()), ...change }, now)).toEqual(expected);
  });
});

describe("comments", () => {
  test.each<[string, Partial<WxrComment>, string]>([
    ["an approved one", {}, "published"],
    ["one of the newer type name", { type: "comment" }, "published"],
    ["one that waits", { approved: "0" }, "pending"],
    ["one whose state nobody knows", { approved: "maybe" }, "pending"],
    ["spam", { approved: "spam" }, "spam"],
    ["one in the bin", { approved: "trash" }, "trash"],
    ["one whose post is in the bin", { approved: "post-trashed" }, "trash"],
    ["a pingback", { type: "pingback" }, "ping"],
    ["a trackback", { type: "trackback", approved: "spam" }, "ping"],
    ["a shop's order note", { type: "order_note" }, "other-type"],
    ["one with nothing to read", { content: "<p>&nbsp;</p>" }, "empty"],
  ])("%s", async (_, change, expected) => {
    expect(classifyComment({ ...(await aComment()), ...change })).toBe(expected);
  });
});
