import type { LearnerScore } from "./facts.ts";
import type { Phase } from "./phase.ts";
import { finding, hold, pass, refuse } from "./verdict.ts";

/**
 * What resembles that which the desk has refused before waits: where the desk has chosen from which score on, and where
 * the learner was right often enough on decisions that it hadn't seen. Until then it stays in the shadow.
 */
export const learner: Phase = {
  name: "learner",
  version: 1,
  check: async ({ rules, author, learnerScore }) => {
    const { hold: holdAt, refuse: refuseAt, precision } = rules.phases.learner;
    if (author.kind === "staff" || (holdAt === null && refuseAt === null)) return pass;
    const view = await learnerScore();
    if (!view) return pass;
    const percent = view.score * 100;
    if (refuseAt !== null && percent >= refuseAt && (await view.mayRefuse(refuseAt)))
      return refuse(resembles(view));
    if (holdAt !== null && percent >= holdAt && (await view.mayHold(holdAt, precision)))
      return hold(resembles(view));
    return pass;
  },
};

function resembles(view: LearnerScore) {
  const values = { percent: Math.floor(view.score * 100), version: view.version };
  return finding("resembles", { spans: view.spans(), values });
}
