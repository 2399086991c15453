import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Sqlite from "better-sqlite3";
import { afterAll, expect, it } from "vitest";
import { exportText } from "../src/features/transfer/wordpress/export-fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "belowline-kill-"));
const file = join(folder, "export.xml");
const database = join(folder, "data", "belowline.sqlite");
const command = fileURLToPath(new URL("../bin/belowline.js", import.meta.url));
const stories = 200;
const perStory = 40;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function importing(): { child: ChildProcess; output: () => string } {
  const env = { ...process.env, BELOWLINE_DATA: join(folder, "data"), DATABASE_URL: "", LOG_LEVEL: "silent" };
  const child = spawn(process.execPath, [command, "import", "wordpress", file], { env });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  return { child, output: () => output };
}

/** One number of the database; 0 while there is no such table. */
function ask(query: string): number {
  try {
    const connection = new Sqlite(database, { readonly: true });
    try {
      return Number(connection.prepare(query).pluck().get() ?? 0);
    } finally {
      connection.close();
    }
  } catch {
    return 0;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

it("goes on after a kill -9, however often, and brings nothing twice or not at all", async () => {
  const items = Array.from({ length: stories }, (_, story) => ({
    id: story + 1,
    comments: Array.from({ length: perStory }, (__, index) => ({
      id: story * perStory + index + 1,
      parent: index % 4 === 0 ? 0 : story * perStory + index,
      email: `secret${index}@post.example`,
    })),
  }));
  await writeFile(file, exportText(items));
  const count = "select count(*) from comment";
  for (const wanted of [1, (stories * perStory) / 2]) {
    const { child } = importing();
    const exit = once(child, "exit");
    await until(() => ask(count) >= wanted || child.exitCode !== null);
    child.kill("SIGKILL");
    await exit;
    expect(ask("select count(*) from import_run where finished_at is not null")).toBe(0);
  }
  expect(ask(count)).toBeLessThan(stories * perStory);
  const { child, output } = importing();
  await once(child, "exit");
  expect(child.exitCode, output()).toBe(0);
  expect(output()).toContain("it goes on from there");
  expect(output()).toContain("8,000 comments: 8,000 published");
  expect(output()).not.toContain("post.example");
  expect(ask("select count(*) from story")).toBe(stories);
  expect(ask(count)).toBe(stories * perStory);
  expect(ask("select count(distinct story_id || text) from comment")).toBe(stories * perStory);
  expect(ask("select sum(comment_count) from discussion")).toBe(stories * perStory);
  expect(ask("select count(*) from comment where shown = 0")).toBe(0);
}, 120_000);
