import { hold, type Phase, pass } from "./phase.ts";

/** Where the site asks for a proof of work, a guest without one (no script, an old browser) waits for a human. */
export const proofOfWork: Phase = {
  name: "proof-of-work",
  check: ({ settings, authorKind, solvedChallenge }) =>
    settings.challenge && authorKind === "guest" && !solvedChallenge
      ? hold("no proof of work came with it")
      : pass,
};
