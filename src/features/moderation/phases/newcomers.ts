import type { Phase } from "./phase.ts";
import { finding, hold, pass } from "./verdict.ts";

/** Fewer decided comments than this say nothing about anybody. */
const fewestDecided = 3;

/**
 * Trust is earned by what was published and lost by what was refused. The desk's own word on somebody comes before the
 * numbers.
 */
export const newcomers: Phase = {
  name: "newcomers",
  version: 1,
  check: async ({ rules, author, standing }) => {
    if (author.kind === "staff") return pass;
    const { guests, members, distrust } = rules.phases.newcomers;
    const { published, refused, trust } = await standing();
    if (trust === "trusted") return pass;
    if (trust === "distrusted") return hold(finding("distrusted"));
    const decided = published + refused;
    if (decided >= fewestDecided && refused * 100 > distrust * decided)
      return hold(finding("refused", { values: { n: refused } }));
    const fewest = author.kind === "guest" ? guests : members;
    return published < fewest ? hold(finding("first", { values: { n: published } })) : pass;
  },
};
