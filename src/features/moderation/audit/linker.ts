import type { Context } from "../../../context.ts";
import type { Event } from "../../../platform/events/events.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { readHead } from "./chain.store.ts";
import { linkDecisions } from "./link-decisions.ts";

/** Links decisions behind what is going on: nobody who posts waits for it. */
export interface Linker {
  hear(events: readonly Event[]): void;
  /** Resolves when all that it has heard of is linked. */
  settle(): Promise<void>;
}

const anHour = 3_600_000;

/**
 * What a crash leaves unlinked is linked with the next decision of its site, or by "audit verify". A site that is gone
 * has no chain any more.
 */
export function startLinker(ctx: Pick<Context, "db" | "keys" | "token" | "log" | "sites" | "now">): Linker {
  const waiting = new Set<SiteId>();
  const noted = new Map<SiteId, number>();
  let working: Promise<void> | null = null;
  // Logs are kept elsewhere than the database: what stands there can't be made otherwise in it.
  const noteHead = async (siteId: SiteId) => {
    if (ctx.now() - (noted.get(siteId) ?? 0) < anHour) return;
    noted.set(siteId, ctx.now());
    const head = await readHead(ctx.db.read, siteId);
    ctx.log.info(
      { site: siteId, decisions: head?.number, head: head?.hash },
      "head of the chain of decisions",
    );
  };
  const work = async () => {
    for (const siteId of waiting) {
      waiting.delete(siteId);
      if (!ctx.sites.byId(siteId)) continue;
      try {
        const linked = await linkDecisions(ctx, siteId);
        if (linked > 0) await noteHead(siteId);
      } catch (error) {
        ctx.log.error({ err: error }, "decisions could not be linked; the next one tries again");
      }
    }
    working = null;
  };
  return {
    hear: (events) => {
      for (const { type, siteId } of events) if (type === "decision.made") waiting.add(siteId);
      if (waiting.size > 0) working ??= work();
    },
    settle: async () => {
      while (working) await working;
    },
  };
}
