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
