import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recount } from "../../src/features/discussion/recount.ts";
import type { Database } from "../../src/platform/db/database.ts";
import { openDatabase } from "../../src/platform/db/open.ts";
import { testSecret } from "../harness.ts";

const rounds = 20;
const perRound = 24;
const program = fileURLToPath(new URL("../../bin/belowline.js", import.meta.url));

let folder = "";
let env: Record<string, string> = {};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "belowline-kill-"));
  env = {
    PATH: process.env["PATH"] ?? "",
    PORT: "0",
    BELOWLINE_DATA: folder,
    BELOWLINE_SECRET: testSecret,
    // Every post comes from a network of its own, so that no limit stands in the way.
    BELOWLINE_PROXIES: "127.0.0.1",
    LOG_LEVEL: "silent",
  };
  const story = join(folder, "ferry.md");
  writeFileSync(story, "---\nheadline: The ferry\nslug: ferry\n---\nIt sails.\n");
  const run = (...args: string[]) => execFileSync(process.execPath, [program, ...args], { env });
  run("site", "add", "quay", "--name", "The Quay", "--zone", "UTC");
  run("story", "add", story);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Running {
  child: ChildProcess;
  port: number;
}

/** The real program, when it says that it is open. */
async function start(): Promise<Running> {
  const child = spawn(process.execPath, [program, "start", "--empty"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /open: http:\/\/localhost:(\d+)\//.exec(line)?.[1];
    if (port) return { child, port: Number(port) };
  }
  throw new Error("the program ended before it was open");
}

async function end({ child }: Running, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

interface Post {
  key: string;
  text: string;
  parent: string;
  network: string;
}

/** The id that a post was acknowledged with; null when no answer came. */
function send(post: Post, port: number, agent: Agent): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        port,
        host: "127.0.0.1",
        method: "POST",
        path: "/stories/ferry/comments",
        headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": post.network },
      },
      (response) => {
        response.resume();
        const id = /\/comments\/(\d+)$/.exec(response.headers.location ?? "")?.[1];
        if (id) resolve(Number(id));
        else reject(new Error(`answered ${response.statusCode}`));
      },
    );
    outgoing.on("error", () => resolve(null));
    const { key, text, parent } = post;
    outgoing.end(new URLSearchParams({ name: "Nan", key, text, parent }).toString());
  });
}

it(`loses nothing that was acknowledged when it is killed while readers post, ${rounds} times`, async () => {
  const agent = new Agent({ keepAlive: false });
  const acknowledged = new Map<string, number>();
  let unanswered: Post[] = [];
  let cutOff = 0;
  for (let round = 0; round < rounds; round++) {
    const running = await start();
    for (const post of unanswered) await acknowledge(post, running.port);
    unanswered = [];
    const someId = [...acknowledged.values()][round] ?? "";
    const posts = Array.from({ length: perRound }, (_, index): Post => {
      const text = `Round ${round}, comment ${index}`;
      const key = `${round}-${index}-`.padEnd(24, "k");
      return { key, text, parent: index % 3 === 0 ? String(someId) : "", network: `10.${round}.${index}.1` };
    });
    // At a different moment in each round: after the first answer, the second, and so on.
    const lastOne = 1 + ((round * 7) % (perRound - 1));
    let answers = 0;
    const killed = new Promise<void>((resolve, reject) => {
      const all = posts.map(async (post) => {
        const id = await send(post, running.port, agent);
        if (id === null) unanswered.push(post);
        else acknowledged.set(post.text, id);
        if (id !== null && ++answers === lastOne) end(running, "SIGKILL").catch(reject);
      });
      Promise.all(all).then(() => resolve(), reject);
    });
    await killed;
    cutOff += unanswered.length;
  }
  // The kills did come in the middle of something.
  expect(cutOff).toBeGreaterThan(rounds);
  const last = await start();
  for (const post of unanswered) await acknowledge(post, last.port);
  await end(last, "SIGTERM");

  const database = await openDatabase({ databaseUrl: null, dataDir: folder });
  try {
    const rows = await database.read.selectFrom("comment").select(["id", "text"]).orderBy("id").execute();
    expect(rows).toHaveLength(rounds * perRound);
    expect(new Map(rows.map((row) => [row.text, row.id]))).toEqual(new Map(acknowledged));
    const counted = await counts(database);
    expect(counted.events).toHaveLength(rows.length);
    await database.transact(async (tx) => {
      const stories = await tx.selectFrom("story").select("id").execute();
      for (const { id } of stories) await recount(tx, id);
    });
    expect(await counts(database)).toEqual(counted);
  } finally {
    await database.close();
  }

  /** Sends a post again that nobody answered: the same comment, whether it had arrived or not. */
  async function acknowledge(post: Post, port: number): Promise<void> {
    const id = await send(post, port, agent);
    expect(id, post.text).not.toBeNull();
    expect(await send(post, port, agent)).toBe(id);
    if (id !== null) acknowledged.set(post.text, id);
  }
}, 120_000);

async function counts(database: Database) {
  const db = database.read;
  return {
    comments: await db
      .selectFrom("comment")
      .select(["id", "shown", "child_count", "list_count", "reply_count", "best_score"])
      .orderBy("id")
      .execute(),
    discussions: await db
      .selectFrom("discussion")
      .select(["comment_count", "root_count", "last_comment_at"])
      .execute(),
    events: await db.selectFrom("event").select("id").where("type", "=", "comment.posted").execute(),
  };
}
