import type { Context } from "../../../context.ts";
import type { Event } from "../../../platform/events/events.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { linkDecisions } from "./link-decisions.ts";

/** Links decisions behind what is going on: nobody who posts waits for it. */
export interface Linker {
  hear(events: readonly Event[]): void;
  /** Resolves when all that it has heard of is linked. */
  settle(): Promise<void>;
}

/**
 * What a crash leaves unlinked is linked with the next decision of its site, or by "audit verify". A site that is gone
 * has no chain any more.
 */
export function startLinker(ctx: Pick<Context, "db" | "keys" | "token" | "log" | "sites">): Linker {
  const waiting = new Set<SiteId>();
  let working: Promise<void> | null = null;
  const work = async () => {
    for (const siteId of waiting) {
      waiting.delete(siteId);
      if (!ctx.sites.byId(siteId)) continue;
      try {
        await linkDecisions(ctx, siteId);
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
