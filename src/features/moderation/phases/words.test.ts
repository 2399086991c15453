import { describe, expect, it } from "vitest";
import type { WordListId } from "../../../platform/lib/ids.ts";
import { bodyOfMarkdown } from "../../discussion/comment-body.ts";
import { bookOf } from "../words/word-book.ts";
import type { WordList } from "../words/word-list.ts";
import type { Facts } from "./facts.ts";
import { words } from "./words.ts";

const list = (entries: string, rest: Partial<WordList> = {}): WordList => ({
  id: 1 as WordListId,
  name: "Bad",
  kind: "banned",
  language: "",
  isOn: true,
  entries,
  entryCount: 1,
  version: 1,
  changedAt: 0,
  ...rest,
});

type Asked = Pick<Facts, "text" | "html" | "words"> & {
  author: Pick<Facts["author"], "kind" | "name">;
  story: Pick<Facts["story"], "language">;
};

async function said(text: string, lists: readonly WordList[], language = "en") {
  const { html, restHtml } = bodyOfMarkdown(text);
  const asked: Asked = {
    ...{ text, html: html + restHtml, words: async () => bookOf(lists, "") },
    ...{ author: { kind: "guest", name: "Nan" }, story: { language } },
  };
  // It asks for nothing else.
  const verdict = await words.check(asked as Facts);
  return { ...verdict, html };
}

describe("the rule of words", () => {
  it("sees a word that a link parts in the text, and tells no place of it", async () => {
    const verdict = await said("You [tur](https://weir.example/a)nip, you", [list("turnip")]);
    expect(verdict).toMatchObject({ say: "refuse", findings: [{ spans: [], values: { words: "turnip" } }] });
    expect((await said("A [turn](https://weir.example/a) nip", [list("turnip")])).say).toBe("pass");
  });

  it("sees what readers see: entities stay what was typed", async () => {
    const { html } = await said("t&#117;rnip tur&shy;nip", [list("turnip")]);
    expect(html.trim()).toBe("<p>t&amp;#117;rnip tur&amp;shy;nip</p>");
  });

  it("isn't filled up with words of a list that doesn't hold here", async () => {
    const lists = [list("art", { language: "en" }), list("turnip", { id: 2 as WordListId })];
    expect((await said(`${"art ".repeat(60)} turnip`, lists, "de")).say).toBe("refuse");
  });
});
