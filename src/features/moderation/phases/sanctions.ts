import type { Phase } from "./phase.ts";
import { finding, pass, refuse } from "./verdict.ts";

/**
 * Who is suspended or banned doesn't write. They are told so in the form, with the reason and until when: what they wrote
 * isn't taken (see ../sanctions/turned-away.ts), so nobody writes for months without being read.
 */
export const sanctions: Phase = {
  name: "sanctions",
  version: 1,
  check: async (facts) => {
    const sanction = await facts.sanction();
    return sanction ? refuse(finding(sanction.kind, { values: { target: sanction.target } })) : pass;
  },
};
