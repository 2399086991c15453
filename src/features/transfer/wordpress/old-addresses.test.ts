import { describe, expect, test } from "vitest";
import { withLinksHere } from "./old-addresses.ts";

const old = { host: "tide.example", basePath: "/news/" };
const link = (href: string) => `<p><a href="${href}">x</a></p>`;

describe("links to the old site in a text", () => {
  test.each([
    ["https://tide.example/news/2014/05/pier/", "/news/2014/05/pier/"],
    ["http://www.tide.example/news/?p=12", "/?p=12"],
    ["https://tide.example/news/?page_id=3&amp;x=1", "/?p=3"],
    ["https://tide.example/news/a/?x=1&amp;y=2#comment-17", "/news/a/?x=1&amp;y=2#below"],
    ["https://tide.example/news", "/news"],
  ])("%s leads to %s", (from, to) => {
    expect(withLinksHere(link(from), old)).toBe(link(to));
  });

  test.each([
    "https://tide.example/shop/",
    "https://tide.example/news/wp-content/uploads/a.pdf",
    "https://other.example/news/a/",
    "https://tide.example.evil.example/news/a/",
    "https://tide.example@evil.example/news/a/",
    "https://user@tide.example/news/a/",
    "mailto:desk@tide.example",
  ])("%s stays as it is", (address) => {
    expect(withLinksHere(link(address), old)).toBe(link(address));
  });
});
