import { Worker } from "node:worker_threads";

/** RFC 9106. */
export interface Cost {
  nonce: Uint8Array;
  /** KiB. */
  memory: number;
  passes: number;
  parallelism: number;
  tagLength: number;
}

export interface Question {
  id: number;
  password: string;
  cost: Cost;
}

export type Answer = { id: number } & ({ tag: Uint8Array } | { error: string });

// scripts/build.js puts it next to the program.
const program = import.meta.url.endsWith(".ts")
  ? new URL("./password-worker.ts", import.meta.url)
  : new URL("./password-worker.js", import.meta.url);

let worker: Worker | null = null;
let count = 0;
const waiting = new Map<number, { resolve(tag: Buffer): void; reject(error: Error): void }>();

/**
 * Argon2id of a password, on a thread of its own that is started when the first one is asked for. It takes one after
 * another, and less than its share of a busy processor, so that nobody who reads or posts waits for it: neither for the
 * processor nor for one of the few threads that disk and compression need.
 */
export function argon2id(password: string, cost: Cost): Promise<Buffer> {
  worker ??= start();
  const asked = worker;
  const id = ++count;
  // While it works the process stays, though nothing else may be left to do.
  asked.ref();
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    asked.postMessage({ id, password, cost } satisfies Question);
  });
}

function start(): Worker {
  const started = new Worker(program, {
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  started.on("message", (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) started.unref();
    if ("error" in answer) asked?.reject(new Error(answer.error));
    else asked?.resolve(Buffer.from(answer.tag));
  });
  started.on("error", (error) => {
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return started;
}
