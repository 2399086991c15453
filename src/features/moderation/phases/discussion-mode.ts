import { hold, type Phase, pass } from "./phase.ts";

/** In a pre-moderated discussion everything waits, except what staff write. */
export const discussionMode: Phase = {
  name: "discussion-mode",
  check: ({ mode, authorKind }) =>
    mode === "premoderated" && authorKind !== "staff" ? hold("this discussion is pre-moderated") : pass,
};
