// Asks a server for what it is told to, in a process of its own. Belongs to load.ts.
import { jobSchema } from "./job.ts";
import { runJob } from "./run-job.ts";

process.on("message", (message) => {
  runJob(jobSchema.parse(message)).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : String(error) }),
  );
});
