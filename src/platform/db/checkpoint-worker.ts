// A thread that brings what stands in the write-ahead log into the database file, so that nobody else waits for that.
import { parentPort, workerData } from "node:worker_threads";
import Sqlite from "better-sqlite3";
import type { CheckpointMode, CheckpointOutcome } from "./checkpoints.ts";

// How long RESTART waits for those who read in the log, and writers with it.
const patience = 1000;

const connection = new Sqlite(String(workerData), { fileMustExist: true, timeout: patience });
connection.pragma("synchronous = NORMAL");
// Pages are copied past its own cache.
connection.pragma("cache_size = -100");

parentPort?.on("message", (mode: CheckpointMode | "close") => {
  if (mode === "close") {
    connection.close();
    parentPort?.close();
    return;
  }
  const [outcome] = connection.pragma(`wal_checkpoint(${mode})`) as CheckpointOutcome[];
  parentPort?.postMessage(outcome);
});
