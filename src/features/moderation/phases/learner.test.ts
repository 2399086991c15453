import { describe, expect, it } from "vitest";
import { ruleSettings } from "../rules/rule-settings.ts";
import type { Facts, LearnerScore } from "./facts.ts";
import { learner } from "./learner.ts";

type Asked = Pick<Facts, "rules" | "learnerScore"> & { author: Pick<Facts["author"], "kind"> };

function facts(part: object, view: Partial<LearnerScore> | null, kind: "guest" | "staff" = "guest"): Facts {
  const score: LearnerScore = {
    score: 0.9,
    version: "0.0.7",
    mayHold: async () => true,
    mayRefuse: async () => true,
    spans: () => [{ from: 0, to: 4 }],
    ...view,
  };
  const asked: Asked = {
    rules: ruleSettings.parse({ phases: { learner: part } }),
    author: { kind },
    learnerScore: async () => (view === null ? null : score),
  };
  // It asks for nothing else.
  return asked as Facts;
}

const say = async (...given: Parameters<typeof facts>) => (await learner.check(facts(...given))).say;

describe("the learner's rule", () => {
  it("lets everything pass until somebody has chosen a score", async () => {
    expect(await say({}, {})).toBe("pass");
  });

  it("holds from the chosen score on, and not below", async () => {
    expect(await say({ hold: 90 }, {})).toBe("hold");
    expect(await say({ hold: 90 }, { score: 0.899 })).toBe("pass");
  });

  it("does nothing that it has not earned", async () => {
    expect(await say({ hold: 50 }, { mayHold: async () => false })).toBe("pass");
    expect(await say({ hold: 50, refuse: 80 }, { mayRefuse: async () => false })).toBe("hold");
  });

  it("refuses only where the desk has said from which score on", async () => {
    expect(await say({ hold: 50, refuse: 80 }, {})).toBe("refuse");
    expect(await say({ hold: 50, refuse: 95 }, {})).toBe("hold");
  });

  it("leaves the staff alone, and says nothing before it has learnt anything", async () => {
    expect(await say({ hold: 50 }, {}, "staff")).toBe("pass");
    expect(await say({ hold: 50 }, null)).toBe("pass");
  });

  it("says which state of it thought so, and shows where", async () => {
    const verdict = await learner.check(facts({ hold: 50 }, {}));
    expect(verdict).toMatchObject({
      findings: [
        { code: "resembles", spans: [{ from: 0, to: 4 }], values: { percent: 90, version: "0.0.7" } },
      ],
    });
  });
});
