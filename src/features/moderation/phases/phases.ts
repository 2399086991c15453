import { discussionMode } from "./discussion-mode.ts";
import { guestPolicy } from "./guest-policy.ts";
import type { Phase } from "./phase.ts";
import { proofOfWork } from "./proof-of-work.ts";
import { sanctions } from "./sanctions.ts";

/** Every new comment passes these, in this order. Each site switches and tunes them: see ../rules/rule-settings.ts. */
export const phases: readonly Phase[] = [
  // The editors' word on this discussion comes first.
  discussionMode,
  // Who is suspended or banned is told so, and judged no further by it.
  sanctions,
  // Then what the site thinks of guests,
  guestPolicy,
  // and whether somebody took the trouble of a browser.
  proofOfWork,
];
