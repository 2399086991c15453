import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Answer, headerOf, openConnection } from "./connection.ts";
import { getRequest } from "./requests.ts";

export interface Server {
  pid: number;
  port: number;
  /** When the process was started, on the clock of `performance.now`. */
  startedAt: number;
  stop(): Promise<void>;
}

/** A server that says how long its loop was held. */
export interface WatchedServer extends Server {
  /** Begins anew. */
  watch(): Promise<void>;
  /** What happened since. */
  seen(): Promise<Watched>;
}

/** A server that counts its queries. */
export interface CountedServer extends Server {
  /** How many were run since it was last asked. */
  queries(): Promise<number>;
}

const watchedSchema = z.object({
  /** The longest time that anything held the loop; of it collecting memory; others having the processor, besides. */
  longest: z.object({ ms: z.number(), collectingMs: z.number(), awayMs: z.number(), what: z.string() }),
  /** Turns of the loop, which may answer several requests: the longest, and that which one in a thousand exceeds. */
  turns: z.object({ maxMs: z.number(), p999Ms: z.number() }),
});
export type Watched = z.output<typeof watchedSchema>;

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const program = [path("../bin/belowline.js"), "start", "--empty"];
const watcher = ["--import", path("watch-loop.ts")];
const counter = ["--import", path("count-queries.ts")];

/** Node's flags, as `npm start` gives them. The bare server runs with the same. */
const flags = ["--min-semi-space-size=4", "--max-semi-space-size=8"];

/** The real program, built. */
export function startBelowline(env: Record<string, string>): Promise<Server> {
  return start(program, env);
}

export function startWatchedBelowline(env: Record<string, string>): Promise<WatchedServer> {
  return startWatched(program, env);
}

/** A server of `node:http` alone that gives everybody the body of `answer`. */
export function startBare(folder: string, answer: Answer): Promise<Server> {
  return start(bareProgram(folder, answer), {});
}

export function startWatchedBare(folder: string, answer: Answer): Promise<WatchedServer> {
  return startWatched(bareProgram(folder, answer), {});
}

function bareProgram(folder: string, answer: Answer): string[] {
  const file = join(folder, "bare-answer");
  writeFileSync(file, answer.body ?? "");
  const headers = ["content-type", "content-encoding"].flatMap((name) => {
    const value = headerOf(answer.head, name);
    return value === null ? [] : [[name, value]];
  });
  return [path("bare-server.ts"), file, JSON.stringify(Object.fromEntries(headers))];
}

async function start(args: readonly string[], env: Record<string, string>): Promise<Server> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...flags, ...args], { env, stdio: ["ignore", "pipe", "inherit"] });
  return { ...(await whenOpen(child)), startedAt };
}

async function startWatched(args: readonly string[], env: Record<string, string>): Promise<WatchedServer> {
  const { tell, ...server } = await startTold([...watcher, ...args], env);
  return {
    ...server,
    watch: async () => {
      await tell("watch");
    },
    seen: async () => watchedSchema.parse(await tell("seen")),
  };
}

export async function startCountedBelowline(env: Record<string, string>): Promise<CountedServer> {
  const { tell, ...server } = await startTold([...counter, ...program], env);
  return { ...server, queries: async () => z.number().parse(await tell("queries")) };
}

/** A server with a piece of the bench in it, that answers to words. */
async function startTold(args: readonly string[], env: Record<string, string>) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...flags, ...args], {
    env,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const tell = async (word: string): Promise<unknown> => {
    const answered = once(child, "message");
    child.send(word);
    const [message] = await answered;
    return message;
  };
  return { ...(await whenOpen(child)), startedAt, tell };
}

const living = new Set<ChildProcess>();
// Whatever ends this process ends them, too.
process.on("exit", () => {
  for (const child of living) child.kill();
});

/** A started server, once it says where it listens. What it says after that is passed on: it has something to complain of. */
function whenOpen(child: ChildProcess): Promise<Omit<Server, "startedAt">> {
  const { pid, stdout } = child;
  if (pid === undefined || !stdout) throw new Error("the server could not be started");
  living.add(child);
  child.once("exit", () => living.delete(child));
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  return new Promise((resolve, reject) => {
    let isOpen = false;
    child.once("exit", (code) => reject(new Error(`the server ended with ${code} before it was open`)));
    createInterface({ input: stdout }).on("line", (line) => {
      const port = /open: http:\/\/localhost:(\d+)\//.exec(line)?.[1];
      if (isOpen) process.stderr.write(`${line}\n`);
      if (port === undefined) return;
      isOpen = true;
      resolve({ pid, port: Number(port), stop });
    });
  });
}

/** Asks a server for one thing. */
export async function askOnce(
  { port }: Pick<Server, "port">,
  path: string,
  cookies?: string,
): Promise<Answer> {
  const connection = await openConnection(port);
  try {
    return await connection.ask(getRequest(port, path, cookies), true);
  } finally {
    connection.close();
  }
}
