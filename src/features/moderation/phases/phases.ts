import { discussionMode } from "./discussion-mode.ts";
import { external } from "./external.ts";
import { guestPolicy } from "./guest-policy.ts";
import { limits } from "./limits.ts";
import { links } from "./links.ts";
import { newcomers } from "./newcomers.ts";
import { openingHours } from "./opening-hours.ts";
import type { Phase } from "./phase.ts";
import { learner } from "./learner.ts";
import { preset } from "./preset.ts";
import { proofOfWork } from "./proof-of-work.ts";
import { shape } from "./shape.ts";
import { sanctions } from "./sanctions.ts";
import { repeats } from "./repeats.ts";
import { words } from "./words.ts";

/** Every new comment passes these, in this order. Each site switches and tunes them: see ../rules/rule-settings.ts. */
export const phases: readonly Phase[] = [
  // The editors' word on this discussion comes first,
  discussionMode,
  // and whether anybody is there to look after it.
  openingHours,
  // Whoever is suspended or banned is told so.
  sanctions,
  // Whoever writes too often is asked to wait, before anything is made of what they wrote.
  limits,
  // Some stories bring rules of their own.
  preset,
  // Then what the site thinks of guests,
  guestPolicy,
  // and whether somebody took the trouble of a browser.
  proofOfWork,
  // Now the text: first how it looks,
  shape,
  // where it leads,
  links,
  // what it says, word by word,
  words,
  // and whether it was said before.
  repeats,
  // Who says it: the trust that somebody has earned or lost.
  newcomers,
  // What the desk's decisions have taught, which knows most when the others have spoken.
  learner,
  // Services elsewhere are asked last: that takes longest.
  external,
];
