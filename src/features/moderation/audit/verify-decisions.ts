import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { beginning, hashOf, readSalts, unlikeDigest } from "./chain.ts";
import { linkedAfter, readHead } from "./chain.store.ts";
import { linkDecisions } from "./link-decisions.ts";

/** What is wrong with a chain, where it breaks. */
export interface Break {
  /** The place in the chain, from 1. */
  number: number;
  /** Null: there is no decision at this place. */
  decisionId: number | null;
  what: "missing" | "changed" | "actor" | "words" | "end";
}

export interface Verified {
  count: number;
  /** Decisions of which who decided, or the words, were erased for somebody who asked for it. */
  erased: number;
  head: string;
  /** Decisions that were linked long after they were made, and the place of the first; null: none. */
  late: { count: number; first: number; linkedAt: number } | null;
  /** How many were not in the chain yet. */
  linked: number;
  broken: Break | null;
  /** The place of the head that was asked for; null: it isn't in the chain. Absent: none was. */
  asked?: number | null;
}

const atOnce = 1000;
/** The program links within seconds. Later: it was stopped, or had no chain yet. Or somebody took it out of the chain. */
const soon = 3_600_000;

/**
 * Links what isn't linked yet and goes through a site's whole chain: that nothing in it was changed, left out, put in
 * between or reordered. `head`: a hash that was noted earlier, which has to be in the chain still.
 */
export async function verifyDecisions(ctx: Context, siteId: SiteId, head?: string): Promise<Verified> {
  const linked = await linkDecisions(ctx, siteId);
  const found: Verified = { count: 0, erased: 0, head: beginning, late: null, linked, broken: null };
  if (head !== undefined) found.asked = null;
  for (;;) {
    const rows = await linkedAfter(ctx.db.read, siteId, found.count, atOnce);
    for (const row of rows) {
      const number = found.count + 1;
      if (row.number !== number) return { ...found, broken: { number, decisionId: null, what: "missing" } };
      const salts = readSalts(row.salt);
      const { linkedAt } = salts;
      const hash = hashOf(ctx.keys, { number, previous: found.head, digest: row.digest, linkedAt }, row);
      const what = hash === row.hash ? unlikeDigest(row, salts, row.digest) : "changed";
      if (what !== "") return { ...found, broken: { number, decisionId: row.id, what } };
      found.count = number;
      found.head = hash;
      if (linkedAt !== null && linkedAt - row.at > soon)
        found.late = { first: number, linkedAt, ...found.late, count: (found.late?.count ?? 0) + 1 };
      if (salts.actor === "" || salts.words === "") found.erased++;
      if (hash === head) found.asked = number;
    }
    if (rows.length < atOnce) break;
  }
  const last = await readHead(ctx.db.read, siteId);
  const isWhole = (last?.number ?? 0) === found.count && (last?.hash ?? beginning) === found.head;
  if (!isWhole) found.broken = { number: found.count + 1, decisionId: null, what: "end" };
  return found;
}
