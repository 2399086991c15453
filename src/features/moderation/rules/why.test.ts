import { describe, expect, it } from "vitest";
import { localeOf } from "../../../platform/html/locale.ts";
import { finding } from "../phases/verdict.ts";
import { phaseLabel, whysOf, whysOfDecision, whyText } from "./why.ts";

const english = localeOf("en", "UTC");

describe("a reason", () => {
  it("is told in the language of whoever reads it", () => {
    const [why] = whysOf({ phase: "links", findings: [finding("many", { values: { n: 4 } })] });
    if (!why) throw new Error("no reason");
    expect(whyText(english, why)).toBe("It has 4 links.");
    expect(whyText(localeOf("ar", "UTC"), why)).toMatch(/روابط/);
  });

  it("is the same once it was written down", () => {
    const details = JSON.stringify({ findings: [finding("short", { values: { n: 1 } }), finding("marks")] });
    const whys = whysOfDecision({ actor: "rule:shape", code: "short", details });
    expect(whys.map(({ code }) => code)).toEqual(["short", "marks"]);
    expect(whys.slice(0, 1).map((why) => whyText(english, why))).toEqual(["It has 1 letter only."]);
  });

  it("of a rule that failed names the rule", () => {
    expect(whyText(english, { phase: "links", code: "failed", values: {} })).toContain("“Links” failed");
  });

  it("that has no words, or lacks what they need, is still told", () => {
    expect(whyText(english, { phase: "links", code: "unheard-of", values: {} })).toBe(
      "The rule “Links” objected.",
    );
    expect(whyText(english, { phase: "links", code: "many", values: {} })).toBe("The rule “Links” objected.");
    expect(whysOfDecision({ actor: "rule:links", code: "many", details: "{" })).toEqual([
      { phase: "links", code: "many", values: {} },
    ]);
    expect(whysOfDecision({ actor: "staff:x", code: "rude", details: "" })).toEqual([]);
    expect(phaseLabel(english, "gone")).toContain("gone");
  });
});
