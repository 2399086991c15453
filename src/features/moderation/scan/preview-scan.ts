import type { Context } from "../../../context.ts";
import { countPublished } from "../../discussion/reading.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { lookAtNext } from "./scan-slice.ts";

/** What a scan would find. */
export interface Preview {
  total: number;
  looked: number;
  found: number;
  /** How many by which rule, the most first. */
  by: [string, number][];
}

interface Wish {
  from: number;
  /** It ends with so many finds. */
  most: number;
  signal: AbortSignal;
  onSlice(where: Omit<Preview, "by">): void;
}

/**
 * What a scan would find. Writes nothing: so walls of text are compared with what is known already, and not with one
 * another.
 */
export async function previewScan(
  ctx: Context,
  site: OpenSite,
  { from, most, signal, onSlice }: Wish,
): Promise<Preview> {
  const to = ctx.now();
  const total = await countPublished(ctx.db.read, { siteId: site.id, from, to });
  const by = new Map<string, number>();
  const seen = { total, looked: 0, found: 0 };
  let cursor = { at: from, id: 0 };
  while (!signal.aborted && seen.found < most) {
    const { comments, found } = await lookAtNext(ctx, site, { cursor, to }, { isDry: true });
    for (const { phase } of found.flatMap(({ objections }) => objections))
      by.set(phase, (by.get(phase) ?? 0) + 1);
    seen.looked += comments.length;
    seen.found += found.length;
    onSlice(seen);
    const last = comments.at(-1);
    if (!last) break;
    cursor = { at: last.createdAt, id: last.id };
  }
  return { ...seen, by: [...by].toSorted(([, n], [, m]) => m - n) };
}
