import { expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

it("has a default for everything", () => {
  expect(readConfig({})).toMatchObject({
    port: 4400,
    host: "127.0.0.1",
    url: "http://localhost:4400",
    databaseUrl: null,
  });
});

it.each([
  [{ PORT: "eighty" }, "PORT"],
  [{ PORT: "70000" }, "PORT"],
  [{ BELOWLINE_URL: "news.example.org" }, "BELOWLINE_URL"],
  [{ BELOWLINE_URL: "https://news.example.org/paper" }, "BELOWLINE_URL"],
  [{ BELOWLINE_SECRET: "short" }, "BELOWLINE_SECRET"],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL"],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL"],
])("refuses to start half-configured: %o", (env, name) => {
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(name);
});

const client = { id: "club", label: "Club", issuer: "https://id.example.org", clientId: "x", secret: "y" };

it.each([
  [{ BELOWLINE_GOOGLE: "only-an-id" }, "BELOWLINE_GOOGLE"],
  [{ BELOWLINE_GITHUB: ":secret" }, "BELOWLINE_GITHUB"],
  [{ BELOWLINE_FACEBOOK: "id:" }, "BELOWLINE_FACEBOOK"],
  [{ BELOWLINE_APPLE: "id:team:key" }, "BELOWLINE_APPLE_KEY"],
  [{ BELOWLINE_APPLE_KEY: "-----BEGIN" }, "BELOWLINE_APPLE"],
  [{ BELOWLINE_APPLE: "id:team", BELOWLINE_APPLE_KEY: "x" }, "SERVICES_ID:TEAM_ID:KEY_ID"],
  [{ BELOWLINE_APPLE: "id:team:key", BELOWLINE_APPLE_KEY: "x" }, "BELOWLINE_APPLE_KEY"],
  [{ BELOWLINE_MASTODON: "yes" }, "BELOWLINE_MASTODON"],
  [{ BELOWLINE_OIDC: "club" }, "BELOWLINE_OIDC"],
  [{ BELOWLINE_OIDC: JSON.stringify([{ ...client, secret: undefined }]) }, "secret"],
  [{ BELOWLINE_OIDC: JSON.stringify([{ ...client, issuer: "http://id.example.org" }]) }, "issuer"],
  [{ BELOWLINE_OIDC: JSON.stringify([{ ...client, id: "google" }]) }, "taken"],
  [{ BELOWLINE_OIDC: JSON.stringify([client, { ...client, id: "other" }]) }, "same issuer"],
  [{ BELOWLINE_OIDC: JSON.stringify([{ ...client, scope: "all" }]) }, "BELOWLINE_OIDC"],
])("refuses to start with half an account elsewhere: %o", (env, name) => {
  expect(() => readConfig(env as Record<string, string>)).toThrow(ConfigError);
  expect(() => readConfig(env as Record<string, string>)).toThrow(name);
});

it("switches accounts elsewhere on by settings alone", () => {
  const none = { google: null, apple: null, facebook: null, github: null, mastodon: false, openId: [] };
  expect(readConfig({}).connect).toEqual(none);
  const { connect } = readConfig({
    BELOWLINE_GOOGLE: " id : secret:with:colons ",
    BELOWLINE_MASTODON: "on",
    BELOWLINE_OIDC: JSON.stringify([client]),
  });
  expect(connect).toEqual({
    ...none,
    google: { id: "id", secret: "secret:with:colons" },
    mastodon: true,
    openId: [client],
  });
});
