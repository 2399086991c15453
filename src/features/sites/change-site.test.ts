import { expect, it } from "vitest";
import type { SiteId } from "../../platform/lib/ids.ts";
import { SettingError, withSetting } from "./change-site.ts";
import { type Site, siteSettings } from "./site.ts";

const site: Site = {
  id: 1 as SiteId,
  key: "en",
  name: "Gazette",
  tagline: "",
  language: "en",
  timeZone: "UTC",
  pathPrefix: "",
  settings: siteSettings.parse({}),
  isSample: false,
};

const allowed = (value: string) => withSetting(site, "allowedOrigins", value).settings.allowedOrigins;

it("takes allowed origins as they are typed, and as JSON", () => {
  expect(allowed("https://a.example, https://b.example:8443")).toEqual([
    "https://a.example",
    "https://b.example:8443",
  ]);
  expect(allowed('["http://localhost:3000"]')).toEqual(["http://localhost:3000"]);
  expect(allowed("")).toEqual([]);
});

it("refuses what no browser would call an origin", () => {
  for (const value of [
    "*",
    "null",
    "a.example",
    "https://a.example/",
    "https://a.example/x",
    "HTTPS://a.example",
    "file:///x",
  ])
    expect(() => allowed(value), value).toThrow(SettingError);
});
