import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LightMyRequestResponse } from "fastify";
import pg from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { type App, type AppOptions, createApp } from "../src/app.ts";
import type { Database } from "../src/platform/db/database.ts";
import { openDatabase } from "../src/platform/db/open.ts";
import { readConfig } from "../src/platform/config/config.ts";

export const engines = ["sqlite", "postgres"] as const;
export type Engine = (typeof engines)[number];

/** The whole program on a database of its own, with a clock that stands still until it is moved. */
export interface TestApp extends App {
  database: Database;
  dataDir: string;
  databaseUrl: string | null;
  clock: { now: number };
  /** Answers a request without a network. */
  get(path: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  post(
    path: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
  stop(): Promise<void>;
}

const clientFolder = fileURLToPath(new URL("../dist/client", import.meta.url));

export const testSecret = "a secret for tests, long enough to be one";

/** Runs the same tests on both engines. */
export function onBothEngines(name: string, tests: (app: () => TestApp, engine: Engine) => void): void {
  for (const engine of engines) {
    describe(`${name} (${engine})`, () => {
      let app: TestApp | null = null;
      beforeAll(async () => {
        app = await startApp(engine);
      });
      afterAll(() => app?.stop());
      tests(() => {
        if (!app) throw new Error("the app has not started");
        return app;
      }, engine);
    });
  }
}

export async function startApp(
  engine: Engine,
  env: Record<string, string> = {},
  options: Pick<AppOptions, "network"> = {},
): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), "belowline-test-"));
  const databaseUrl = engine === "postgres" ? await makeDatabase() : null;
  const config = readConfig({
    BELOWLINE_DATA: dataDir,
    BELOWLINE_URL: "http://localhost:4400",
    BELOWLINE_SECRET: testSecret,
    LOG_LEVEL: "silent",
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...env,
  });
  const database = await openDatabase(config);
  const clock = { now: Date.parse("2026-06-09T13:40:00Z") };
  const app = await createApp({
    config,
    secret: testSecret,
    database,
    log: pino({ level: config.logLevel }),
    clientFolder,
    now: () => clock.now,
    ...options,
  });
  return {
    ...app,
    database,
    dataDir,
    databaseUrl,
    clock,
    get: (path, headers = {}) => app.fastify.inject({ method: "GET", url: path, headers }),
    post: (path, fields, headers = {}) =>
      app.fastify.inject({
        method: "POST",
        url: path,
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
        payload: new URLSearchParams(fields).toString(),
      }),
    stop: async () => {
      await app.close();
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The same program on the same database, which has rendered nothing yet. */
export async function freshApp({ ctx, database, clock }: TestApp): Promise<App> {
  return createApp({
    config: ctx.config,
    secret: testSecret,
    database,
    log: pino({ level: "silent" }),
    clientFolder,
    now: () => clock.now,
  });
}

async function makeDatabase(): Promise<string> {
  const server = inject("postgres");
  const name = `belowline_${randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return `${server}/${name}`;
}

/** The cookies that an answer sets, as a browser would send them back. */
export function cookiesOf(response: LightMyRequestResponse, before = ""): string {
  const jar = new Map(
    before
      .split("; ")
      .filter(Boolean)
      .map((pair) => [pair.split("=", 1)[0] ?? "", pair]),
  );
  for (const { name, value } of response.cookies) jar.set(name, `${name}=${encodeURIComponent(value)}`);
  return [...jar.values()].join("; ");
}
