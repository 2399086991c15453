import { expect, it } from "vitest";
import { foldHtml } from "./fold-html.ts";
import { sanitizeCommentHtml, textOfHtml } from "./safe-html.ts";

const words = (n: number) => Array.from({ length: n }, (_, index) => `w${index}`).join(" ");

it("leaves a text whole that is only a little longer than what is shown", () => {
  const html = sanitizeCommentHtml(`<p>${words(100)}</p>`);
  expect(foldHtml(html, 90)).toEqual({ html, rest: "", restWords: 0 });
});

it("parts a long text at a word, in two pieces that lose nothing", () => {
  const { html, rest, restWords } = foldHtml(sanitizeCommentHtml(`<p>${words(300)}</p>`), 90);
  expect(restWords).toBe(210);
  expect(`${textOfHtml(html)} ${textOfHtml(rest)}`).toBe(words(300));
});

it("opens again in the second piece what the border cut, and stays safe", () => {
  const whole = `<blockquote><ul><li><strong><a href="https://a.example/?x=&quot;&lt;script&gt;" rel="ugc nofollow noopener">${words(200)} &lt;script&gt;</a></strong></li></ul></blockquote>`;
  const { html, rest } = foldHtml(sanitizeCommentHtml(whole), 50);
  for (const piece of [html, rest]) {
    expect(piece).toMatch(
      /^<blockquote><ul><li><strong><a href="https:[^"]*"[^>]*>.*<\/a><\/strong><\/li><\/ul><\/blockquote>$/s,
    );
    expect(piece).not.toContain("<script");
    expect(sanitizeCommentHtml(piece)).toBe(piece);
  }
  expect(rest).toContain("&lt;script&gt;");
});
