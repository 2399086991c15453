import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { bytesOfModel, modelLength, modelOfBytes } from "./core/model-bytes.ts";
import type { Model } from "./core/model.ts";
import {
  deleteSnapshots,
  deleteUnfinished,
  insertPiece,
  insertSnapshot,
  isKept,
  listSnapshots,
  markWhole,
  readPieces,
} from "./snapshot.store.ts";
import { lockState, readState } from "./state.store.ts";

type Needs = Pick<Context, "db" | "now">;

/** What a state is known by. */
export interface NewSnapshot {
  siteId: SiteId;
  baseId: number;
  generation: number;
  number: number;
  kind: "auto" | "import" | "rollback";
  by: string;
}

/** Small enough that writing one holds nobody up. */
const pieceLength = 128 * 1024;
/** Whoever has not finished by then is gone. In milliseconds. */
const givenUp = 10 * 60_000;
/** So many states are kept that were reached by learning, and so many that somebody brought or went back to. */
const mostReached = 4;
const mostMade = 4;

const deflateAside = promisify(deflate);
const inflateAside = promisify(inflate);

/**
 * Keeps a state as it is now, compressed, in pieces: it is there when all of them are. Null: another process has it, or it
 * was dropped meanwhile.
 */
export async function keepSnapshot(ctx: Needs, model: Model, snapshot: NewSnapshot): Promise<number | null> {
  const raw = bytesOfModel(model);
  const seen = model.seen;
  const digest = createHash("sha256").update(raw).digest("hex");
  const bytes = await deflateAside(raw, { level: 1 });
  const id = await ctx.db.transact((tx) =>
    beginToKeep(tx, ctx.now(), snapshot, { seen, digest, size: bytes.length }),
  );
  if (id === null) return null;
  for (let at = 0; at * pieceLength < bytes.length; at++) {
    const piece = bytes.subarray(at * pieceLength, (at + 1) * pieceLength);
    if (!(await ctx.db.transact((tx) => insertPiece(tx, id, at, piece)))) return null;
  }
  const isThere = await ctx.db.transact((tx) => markWhole(tx, id));
  if (isThere) await dropOld(ctx, snapshot.siteId);
  return isThere ? id : null;
}

async function beginToKeep(
  tx: Tx,
  now: number,
  { siteId, baseId, generation, number, kind, by }: NewSnapshot,
  facts: { seen: number; digest: string; size: number },
): Promise<number | null> {
  const state = await lockState(tx, siteId);
  const since = now - givenUp;
  if (kind === "auto") {
    // A lesson in it may have become void meanwhile.
    if (state.generation !== generation || state.baseId !== baseId) return null;
    if (await isKept(tx, { siteId, baseId, number, since })) return null;
  }
  await deleteUnfinished(tx, siteId, since);
  return insertSnapshot(tx, { site_id: siteId, base_id: baseId, number, kind, by, at: now, ...facts });
}

async function dropOld(ctx: Needs, siteId: SiteId): Promise<void> {
  const all = await listSnapshots(ctx.db.read, siteId);
  const { baseId } = await readState(ctx.db.read, siteId);
  const reached = all.filter(({ kind }) => kind === "auto").slice(mostReached);
  const made = all.filter(({ kind, id }) => kind !== "auto" && id !== baseId).slice(mostMade);
  const old = [...reached, ...made].map(({ id }) => id);
  if (old.length > 0) await ctx.db.transact((tx) => deleteSnapshots(tx, old));
}

/** The model of a state that is kept; null: it is gone, or its bytes are not what they were. */
export async function readSnapshot(
  ctx: Pick<Context, "db">,
  { id, digest }: { id: number; digest: string },
): Promise<Model | null> {
  const pieces = await readPieces(ctx.db.read, id);
  if (pieces.length === 0) return null;
  const raw = await inflateAside(Buffer.concat(pieces), { maxOutputLength: modelLength });
  if (createHash("sha256").update(raw).digest("hex") !== digest) return null;
  return modelOfBytes(raw);
}
