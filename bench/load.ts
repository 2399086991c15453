import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Job, type Outcome, outcomeSchema } from "./job.ts";

/** The process that asks. */
export interface Load {
  pid: number;
  run(job: Job): Promise<Outcome>;
  stop(): Promise<void>;
}

const messageSchema = z.union([outcomeSchema, z.object({ failed: z.string() })]);

export function startLoad(): Load {
  const child = fork(fileURLToPath(new URL("load-process.ts", import.meta.url)));
  return {
    pid: child.pid ?? 0,
    run: async (job) => {
      child.send(job);
      const [message] = await once(child, "message");
      const outcome = messageSchema.parse(message);
      if ("failed" in outcome) throw new Error(`the load broke off: ${outcome.failed}`);
      return outcome;
    },
    stop: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}
