import type { MessageId } from "../../../platform/html/locale.ts";

/** The pages of the desk about rules, in the order of their navigation. */
export const rulesParts: readonly { path: string; label: MessageId }[] = [
  { path: "/desk/rules", label: "rules.list" },
  // Here: words.
  { path: "/desk/rules/learner", label: "learner.part" },
  // Here: classifiers.
  { path: "/desk/rules/presets", label: "rules.presets" },
  { path: "/desk/rules/dry-run", label: "rules.dryRun" },
  { path: "/desk/rules/versions", label: "rules.versions" },
];
