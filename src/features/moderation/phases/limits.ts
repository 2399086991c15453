import type { Phase } from "./phase.ts";
import { pass } from "./verdict.ts";

/**
 * Whoever writes very often is asked to wait a little: by device, network and account within ten minutes, as the site's
 * settings say, and under one story for as long as it is slowed down. Nothing is kept of what came too soon.
 */
export const limits: Phase = {
  name: "limits",
  version: 1,
  check: () => pass,
  turnAway: async ({ rules, author }, { secondsToWait, slowSeconds }) => {
    const slow = author.kind === "staff" ? 0 : Math.max(rules.phases.limits.seconds, slowSeconds);
    const n = await secondsToWait(slow);
    return n > 0 ? { field: "form", message: "error.tooFast", values: { n } } : null;
  },
};
