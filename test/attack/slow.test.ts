import { expect, it } from "vitest";
import { bodyOfMarkdown } from "../../src/features/discussion/comment-body.ts";
import { plain } from "../../src/features/discussion/latest.view.tsx";
import { siteSettings } from "../../src/features/sites/site.ts";
import { checkComment } from "../../src/features/discussion/check-comment.ts";
import { networkOf } from "../../src/platform/http/network.ts";
import { renderStoryMarkdown } from "../../src/platform/text/markdown.ts";
import { makeSite, makeStory } from "../factories.ts";
import { growth, tooMuch } from "../growth.ts";
import { cookiesOf, onBothEngines } from "../harness.ts";

// Runs of these have taken one Markdown parser, linkifier or regular expression or another quadratic time or worse.
const units = [
  ["[", "![", "[a](", "](", "[a][", "[a]:x\n", "<", "<!--", "<http://", "<a@", "&", "&#1;", "&#x"],
  ["*", "*a ", "**a*", "_", "*_", "***", "~", "`", "`a", "```\n", "\\", "|", "(", ")", "a*", "a_b"],
  [">", "> ", "- ", "1. ", "\n", "\n>", "\n-", "\n    ", "-\n\n", "a  \n", "  ", " x", "\t", ">- "],
  [
    "http://",
    "http://a.b ",
    "http://a(",
    "http://a.b?",
    "https://a.b/(",
    "//a",
    "www.",
    "a@b.c ",
    "mailto:",
    "a.",
    "@",
    ":",
  ],
  ["\u200C", "\u200Db", "\u0301", "e\u0301", "👩\u200D", "\u202E", "é", "\uFE0F", "ا\u0651"],
].flat();
const tails = ["", "x)>"];

/** The worst growth of `work` over all of these, and on which. `length` is that of the longest input. */
function worst(length: number, work: (text: string) => unknown): { growth: number; unit: string } {
  let found = { growth: 0, unit: "" };
  for (const unit of units) {
    for (const tail of tails) {
      const make = (size: number) => unit.repeat(Math.ceil(size / unit.length)) + tail;
      const grown = growth(make, length / 4, work);
      if (grown > found.growth) found = { growth: grown, unit: JSON.stringify(unit) };
    }
  }
  return found;
}

it("no text up to the limit of a body keeps the check of a comment busy", () => {
  const settings = siteSettings.parse({});
  const check = (text: string) => checkComment({ name: text, email: text, text }, settings);
  expect(worst(80_000, check).growth).toBeLessThan(tooMuch);
  const long = siteSettings.parse({ maxLength: 20_000 });
  const checkLong = (text: string) => checkComment({ name: "", email: "", text }, long);
  expect(worst(19_000, checkLong).growth).toBeLessThan(tooMuch);
});

it("no comment, excerpt or story takes long to render", () => {
  expect(worst(20_000, bodyOfMarkdown).growth).toBeLessThan(tooMuch);
  expect(worst(20_000, renderStoryMarkdown).growth).toBeLessThan(tooMuch);
  expect(worst(240_000, plain).growth).toBeLessThan(tooMuch);
  expect(worst(10_000, networkOf).growth).toBeLessThan(tooMuch);
});

it("nesting ends somewhere", () => {
  const { html } = bodyOfMarkdown(`${">".repeat(3000)} deep\n\n${"- ".repeat(1000)}list`);
  expect(html.match(/<blockquote>/g)?.length ?? 0).toBeLessThan(20);
  expect(html.match(/<ul>/g)?.length ?? 0).toBeLessThan(20);
});

onBothEngines("a request", (app) => {
  it("of a large size is answered, whatever it is made of", async () => {
    const site = await makeSite(app(), { settings: { maxLength: 20_000, postsPerDevice: 1000 } });
    const story = await makeStory(app(), site);
    const cookie = cookiesOf(await app().post(`${story.path}/comments`, { name: "Nan", text: "First" }));
    for (const unit of [" ", "\u200C", "👩\u200D", "> ", "["]) {
      const text = `${unit.repeat(60_000).slice(0, 60_000)}x`;
      const answer = await app().post(`${story.path}/comments`, { name: text, text }, { cookie });
      expect(answer.statusCode).toBeLessThan(500);
    }
  });

  it("for a page far beyond the end costs what the last page costs", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    for (const page of ["1000000", "10000000"]) {
      const answer = await app().get(`${story.path}?page=${page}&per=100`);
      expect(answer.statusCode).toBe(303);
      expect(answer.headers.location).toContain("page=1&");
    }
    for (const page of ["1000000000000", "9007199254740993", "-1", "1e400"]) {
      expect((await app().get(`${story.path}?page=${page}&per=-1&sort=junk`)).statusCode).toBe(200);
    }
  });
});
