import type { Phase } from "./phase.ts";
import { finding, hold, pass, refuse } from "./verdict.ts";

/**
 * A wall of text that was pasted before, here or below another story, by this writer or another one, as it was or with
 * changes. What the desk has refused once is refused again, where the site wants that; else it waits with the others.
 */
export const repeats: Phase = {
  name: "repeats",
  version: 1,
  tells: "secretly",
  check: async ({ rules, repeats, author }) => {
    if (author.kind === "staff") return pass;
    const { times, nearest, verdict } = await repeats();
    const { times: most, refuseAgain } = rules.phases.repeats;
    if (!nearest) return pass;
    const values = { n: times, alike: Math.round(nearest.likeness * 100), first: nearest.id };
    if (refuseAgain && (verdict === "rejected" || verdict === "spam"))
      return refuse(finding("refused", { values }));
    return times >= most ? hold(finding("said", { values })) : pass;
  },
};
