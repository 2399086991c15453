import { discussionMode } from "./discussion-mode.ts";
import { external } from "./external.ts";
import { guestPolicy } from "./guest-policy.ts";
import type { Phase } from "./phase.ts";
import { proofOfWork } from "./proof-of-work.ts";
import { repeats } from "./repeats.ts";
import { words } from "./words.ts";

/** Every new comment passes these, in this order. Each site switches and tunes them: see ../rules/rule-settings.ts. */
export const phases: readonly Phase[] = [
  // The editors' word on this discussion comes first.
  discussionMode,
  // Then what the site thinks of guests,
  guestPolicy,
  // and whether somebody took the trouble of a browser.
  proofOfWork,
  // Words that the desk doesn't want to read, or wants to read first.
  words,
  // What was said before, nearly the same.
  repeats,
  // At last, since they take time: services elsewhere.
  external,
];
