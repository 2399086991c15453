// A thread that hashes passwords, one after another: see passwords.ts.
import { argon2Sync } from "node:crypto";
import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { Answer, Question } from "./password-thread.ts";

// The most there is: whoever reads and posts goes first where the processors are busy. What is left to it there, a
// seventieth of a processor, is still a sign-in every two seconds.
const niceness = 19;

/** On Linux, priorities are a thread's own, and this file says which one it is. Elsewhere it stays one like others. */
function stepBack(): void {
  try {
    const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    if (thread > 0) setPriority(thread, niceness);
  } catch {
    // No such file, or not allowed.
  }
}

function answerTo({ id, cost, password }: Question): Answer {
  try {
    const message = Buffer.from(password);
    return { id, tag: argon2Sync("argon2id", { ...cost, message, nonce: Buffer.from(cost.nonce) }) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

stepBack();
parentPort?.on("message", (question: Question) => parentPort?.postMessage(answerTo(question)));
