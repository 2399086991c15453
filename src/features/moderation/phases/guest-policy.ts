import { hold, type Phase, pass } from "./phase.ts";

/** Where the site wants it, guests' comments wait. */
export const guestPolicy: Phase = {
  name: "guest-policy",
  check: ({ settings, authorKind }) =>
    settings.guestsArePremoderated && authorKind === "guest"
      ? hold("guests are pre-moderated on this site")
      : pass,
};
