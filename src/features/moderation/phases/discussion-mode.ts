import type { Phase } from "./phase.ts";
import { finding, hold, pass } from "./verdict.ts";

/** In a pre-moderated discussion everything waits, except what staff write. */
export const discussionMode: Phase = {
  name: "discussionMode",
  version: 1,
  isWithin: true,
  check: ({ mode, author }) =>
    mode === "premoderated" && author.kind !== "staff" ? hold(finding("premoderated")) : pass,
};
