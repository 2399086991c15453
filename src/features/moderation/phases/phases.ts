import { discussionMode } from "./discussion-mode.ts";
import { guestPolicy } from "./guest-policy.ts";
import type { Facts, Phase } from "./phase.ts";
import { proofOfWork } from "./proof-of-work.ts";

/** Every new comment passes these, in this order. */
export const phases: readonly Phase[] = [
  // The editors' word on this discussion comes first.
  discussionMode,
  // Then what the site thinks of guests,
  guestPolicy,
  // and whether somebody took the trouble of a browser.
  proofOfWork,
];

export interface Hold {
  phase: string;
  reason: string;
}

/** The reasons why a comment has to wait; none: it is published. */
export function judge(facts: Facts): Hold[] {
  return phases.flatMap((phase) => {
    const verdict = phase.check(facts);
    return verdict.say === "hold" ? [{ phase: phase.name, reason: verdict.reason }] : [];
  });
}
