import type { Phase } from "./phase.ts";
import { finding, hold, pass } from "./verdict.ts";

/** Where the site asks for a proof of work, a guest without one (no script, an old browser) waits for a human. */
export const proofOfWork: Phase = {
  name: "proofOfWork",
  version: 1,
  check: ({ site, author, solvedChallenge }) =>
    site.settings.challenge && author.kind === "guest" && !solvedChallenge ? hold(finding("none")) : pass,
};
