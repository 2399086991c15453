import { expect, it } from "vitest";
import { isSameOrigin } from "./same-origin.ts";

const ours = "https://news.example";

it("believes what a browser says of where a request comes from", () => {
  const judge = (site: string) =>
    isSameOrigin({ "sec-fetch-site": site, host: "news.example", origin: ours }, ours);
  expect(["same-origin", "none", "same-site", "cross-site", "", "x"].map(judge)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

it("else goes by the origin: ours, or that of the host that was asked", () => {
  expect(isSameOrigin({ origin: ours, host: "internal:4400" }, ours)).toBe(true);
  expect(isSameOrigin({ origin: "https://ar.news.example", host: "ar.news.example" }, ours)).toBe(true);
  for (const origin of [
    "https://evil.example",
    "null",
    "",
    "https://news.example.evil.example",
    "https://news.example@evil.example",
    "rubbish",
  ]) {
    expect(isSameOrigin({ origin, host: "news.example" }, ours), origin).toBe(false);
    expect(isSameOrigin({ origin }, ours), origin).toBe(false);
  }
});

it("lets a program through that is no browser", () => {
  expect(isSameOrigin({ host: "news.example" }, ours)).toBe(true);
});
