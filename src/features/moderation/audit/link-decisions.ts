import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { digestOf, hashOf, writeSalts } from "./chain.ts";
import { lockChain, saveHead, savePlace, unlinkedDecisions } from "./chain.store.ts";

/** Decisions in one transaction. */
const atOnce = 200;

/**
 * Links all of a site's decisions that are not in its chain yet. Several processes may do so at once: one at a time has
 * the chain. On PostgreSQL a decision may be seen after one with a greater id: it comes later in the chain then, which
 * goes by the number that is given here, and by nothing else. Gives how many were linked.
 */
export async function linkDecisions(
  ctx: Pick<Context, "db" | "keys" | "token" | "now">,
  siteId: SiteId,
): Promise<number> {
  let linked = 0;
  for (;;) {
    // Nothing is locked where there is nothing to do.
    if ((await unlinkedDecisions(ctx.db.read, siteId, 1)).length === 0) return linked;
    const count = await linkSome(ctx, siteId);
    linked += count;
    if (count < atOnce) return linked;
  }
}

function linkSome(ctx: Pick<Context, "db" | "keys" | "token" | "now">, siteId: SiteId): Promise<number> {
  return ctx.db.transact(async (tx) => {
    let head = await lockChain(tx, siteId);
    const rows = await unlinkedDecisions(tx, siteId, atOnce);
    for (const row of rows) {
      const linkedAt = ctx.now();
      const salts = { actor: ctx.token(), words: ctx.token(), linkedAt };
      const digest = digestOf(row, salts);
      const number = head.number + 1;
      const hash = hashOf(ctx.keys, { number, previous: head.hash, digest, linkedAt }, row);
      await savePlace(tx, { id: row.id, number, salt: writeSalts(salts), digest, hash });
      head = { number, hash };
    }
    if (rows.length > 0) await saveHead(tx, siteId, head);
    return rows.length;
  });
}
