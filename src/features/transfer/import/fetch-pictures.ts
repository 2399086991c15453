import type { Context } from "../../../context.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MediaId } from "../../../platform/lib/ids.ts";
import {
  type Fetched,
  type FetchFailure,
  type FetchLimits,
  safeFetch,
} from "../../../platform/lib/safe-fetch.ts";
import { makeRenditions, PictureError } from "../../media/make-renditions.ts";
import {
  type PictureHere,
  type RemotePicture,
  remotePictures,
  updatePicture,
} from "../../stories/remote-pictures.ts";
import type { ImportWorld } from "./import-world.ts";
import { count, type Tally } from "./tally.ts";

export type Fetch = (url: string, limits: FetchLimits) => Promise<Fetched>;

export interface Fetching {
  world: ImportWorld;
  signal: AbortSignal;
  onProgress(fetched: number, failed: number): void;
  /** How pictures are fetched; other ways are for tests. */
  fetch?: Fetch;
}

const limits: FetchLimits = { maxBytes: 40 << 20, timeoutMs: 60_000 };
/** Pictures on their way at once. */
const concurrency = 4;

/**
 * Fetches the pictures of a site that are only known by their address. What can't be had stays a link, and is asked for
 * again the next time.
 */
export async function fetchPictures(
  ctx: Context,
  { world, signal, onProgress, fetch = safeFetch }: Fetching,
): Promise<Tally> {
  const tally: Tally = {};
  const counts = { fetched: 0, failed: 0 };
  let after: MediaId | 0 = 0;
  for (;;) {
    const group = await remotePictures(ctx.db.read, world.site.id, { after, limit: concurrency });
    const last = group.at(-1);
    if (!last || signal.aborted) return tally;
    after = last.id;
    const found = await Promise.all(group.map((picture) => fetchPicture(ctx, picture, fetch)));
    const here = group.flatMap((picture, index) => {
      const outcome = found[index];
      if (outcome === undefined || "failure" in outcome) {
        count(tally, `picture.failed.${outcome?.failure ?? "unreachable"}`, hostOf(picture.sourceUrl));
        return [];
      }
      return [{ id: picture.id, made: outcome }];
    });
    await keep(ctx, world, here);
    count(tally, "picture.fetched", "", here.length);
    counts.fetched += here.length;
    counts.failed += group.length - here.length;
    onProgress(counts.fetched, counts.failed);
  }
}

/** The file may come from anywhere and say anything of itself: it is a picture if it can be decoded as one. */
async function fetchPicture(
  ctx: Context,
  picture: RemotePicture,
  fetch: Fetch,
): Promise<PictureHere | { failure: FetchFailure | "no-picture" }> {
  const answer = await fetch(picture.sourceUrl, limits);
  if ("failure" in answer) return answer;
  try {
    return await makeRenditions(ctx.config.dataDir, answer.bytes);
  } catch (error) {
    if (error instanceof PictureError) return { failure: "no-picture" };
    throw error;
  }
}

async function keep(
  ctx: Context,
  world: ImportWorld,
  here: readonly { id: MediaId; made: PictureHere }[],
): Promise<void> {
  if (here.length === 0) return;
  await ctx.db.transact(async (tx) => {
    for (const { id, made } of here) await updatePicture(tx, id, made);
    await appendEvent(tx, {
      type: "import.batch",
      siteId: world.site.id,
      at: world.now,
      source: world.source,
    });
  });
}

function hostOf(address: string): string {
  return URL.parse(address)?.host ?? "";
}
