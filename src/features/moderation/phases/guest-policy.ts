import type { Phase } from "./phase.ts";
import { finding, hold, pass } from "./verdict.ts";

/** Where the site wants it, guests' comments wait. */
export const guestPolicy: Phase = {
  name: "guestPolicy",
  version: 1,
  check: ({ site, author }) =>
    site.settings.guestsArePremoderated && author.kind === "guest" ? hold(finding("guest")) : pass,
};
