import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { ImportWorld } from "./import-world.ts";
import {
  claimRun,
  findRun,
  findSiteOfSource,
  type ImportRun,
  insertRun,
  type RunKey,
  updateRun,
} from "./import.store.ts";
import { type KnownPeople, peopleOfBatch } from "./people.ts";
import type { Piece, Step } from "./source.ts";
import { addTally, type Tally } from "./tally.ts";
import { previewBatch, writeBatch } from "./write-batch.ts";

/** Comments that are written in one transaction; a story counts as some of them. */
const batchSize = 500;
const weightOfStory = 10;

export interface RunInput {
  world: ImportWorld;
  fingerprint: string;
  /** The steps after the first `itemsDone` items. `isResumed`: a part of the next may have been written. */
  steps(itemsDone: number, isResumed: boolean): AsyncIterable<Step>;
  signal: AbortSignal;
  /** Called when a batch is on the disk. */
  onBatch(tally: Tally): void;
}

export interface RunResult {
  outcome: "finished" | "stopped";
  /** Of the whole import, also of what was done before it was stopped. */
  tally: Tally;
  /** Of that, what was there when this run began. */
  before: Tally;
}

/** Another process is importing the same file, and got ahead. */
export class ImportBusyError extends Error {
  override name = "ImportBusyError";
}

/** The site that something from this source was imported to before. */
export function siteOfSource(ctx: Context, source: string): Promise<SiteId | null> {
  return findSiteOfSource(ctx.db.read, source);
}

/** What is known of earlier imports of the same file; null: there was none. */
export function earlierRun(ctx: Context, key: RunKey): Promise<ImportRun | null> {
  return findRun(ctx.db.read, key);
}

/**
 * Imports what a source holds, in batches that are each whole or not there at all. One that was stopped, in whatever
 * way, goes on after its last batch; one that was finished looks through its source again for what is new.
 */
export async function runImport(ctx: Context, input: RunInput): Promise<RunResult> {
  const { world, signal } = input;
  const { run, isResumed } = await startRun(ctx, {
    siteId: world.site.id,
    source: world.source,
    fingerprint: input.fingerprint,
  });
  const { itemsDone } = run;
  const before: Tally = JSON.parse(run.report);
  const writer: Writer = { ctx, world, run, known: new Map(), tally: before, itemsDone };
  for await (const batch of batchesOf(input.steps(itemsDone, isResumed))) {
    if (signal.aborted) return { outcome: "stopped", tally: writer.tally, before };
    await write(writer, batch, null);
    input.onBatch(writer.tally);
  }
  if (signal.aborted) return { outcome: "stopped", tally: writer.tally, before };
  await write(writer, [], world.now);
  await ctx.db.analyze(["story", "discussion", "comment", "thread_node", "person"]);
  return { outcome: "finished", tally: writer.tally, before };
}

/** What `runImport` would do, for the whole source. Writes nothing. */
export async function previewImport(ctx: Context, input: RunInput): Promise<RunResult> {
  const tally: Tally = {};
  for await (const batch of batchesOf(input.steps(0, false))) {
    if (input.signal.aborted) return { outcome: "stopped", tally, before: {} };
    addTally(tally, await previewBatch(ctx.db.read, input.world, piecesOf(batch)));
    for (const step of batch) addTally(tally, step.tally);
    input.onBatch(tally);
  }
  return { outcome: "finished", tally, before: {} };
}

async function startRun(ctx: Context, key: RunKey): Promise<{ run: ImportRun; isResumed: boolean }> {
  return ctx.db.transact(async (tx) => {
    await insertRun(tx, key, ctx.now());
    const run = await findRun(tx, key);
    if (!run) throw new Error("an import that was just written down is not there");
    if (run.finishedAt === null) return { run, isResumed: run.version > 0 };
    await claim(tx, run);
    const step = { itemsDone: 0, report: "{}", startedAt: ctx.now(), finishedAt: null };
    await updateRun(tx, run.id, step);
    return { run: { ...run, ...step, version: run.version + 1 }, isResumed: false };
  });
}

interface Writer {
  ctx: Context;
  world: ImportWorld;
  run: ImportRun;
  known: KnownPeople;
  tally: Tally;
  itemsDone: number;
}

function piecesOf(batch: readonly Step[]): Piece[] {
  return batch.flatMap((step) => step.piece ?? []);
}

/** Writes a batch and how far the import is with it, in one transaction. */
async function write(writer: Writer, batch: readonly Step[], finishedAt: number | null): Promise<void> {
  const { ctx, world, run } = writer;
  const itemsDone = batch.at(-1)?.itemsDone ?? writer.itemsDone;
  const pieces = piecesOf(batch);
  const { people, tally } = await ctx.db.transact(async (tx) => {
    // First of all: whoever else imports the same file waits here, and then finds that it is behind.
    await claim(tx, run);
    const people = peopleOfBatch(writer.known, world.keys, world.site.id);
    const tally = structuredClone(writer.tally);
    addTally(tally, await writeBatch(tx, world, pieces, people));
    for (const step of batch) addTally(tally, step.tally);
    await updateRun(tx, run.id, { itemsDone, report: JSON.stringify(tally), finishedAt });
    if (pieces.length > 0) {
      await appendEvent(tx, {
        type: "import.batch",
        siteId: world.site.id,
        at: world.now,
        source: world.source,
      });
    }
    return { people, tally };
  });
  people.remember();
  run.version += 1;
  Object.assign(writer, { tally, itemsDone });
}

async function claim(tx: Tx, run: ImportRun): Promise<void> {
  if (await claimRun(tx, run.id, run.version)) return;
  throw new ImportBusyError("Another import of this file is under way. It goes on; this one has stopped.");
}

/** Steps in batches: each story at most once in one, and one that an earlier import left half done by itself. */
async function* batchesOf(steps: AsyncIterable<Step>): AsyncGenerator<Step[]> {
  let batch: Step[] = [];
  let weight = 0;
  let keys = new Set<string>();
  for await (const step of steps) {
    const { piece } = step;
    const isFull = weight >= batchSize || (piece !== null && (piece.isResumed || keys.has(piece.story.key)));
    if (isFull && batch.length > 0) {
      yield batch;
      batch = [];
      weight = 0;
      keys = new Set();
    }
    batch.push(step);
    weight += piece ? weightOfStory + piece.comments.length : 1;
    if (piece) keys.add(piece.story.key);
    if (piece?.isResumed) weight = batchSize;
  }
  if (batch.length > 0) yield batch;
}
