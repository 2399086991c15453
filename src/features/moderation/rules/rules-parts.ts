import type { MessageId } from "../../../platform/html/locale.ts";

/** The pages of the desk about rules, in the order of their navigation. */
export const rulesParts: readonly { path: string; label: MessageId }[] = [
  { path: "/desk/rules", label: "rules.list" },
  { path: "/desk/rules/words", label: "words.title" },
  { path: "/desk/rules/learner", label: "learner.part" },
  { path: "/desk/rules/classifiers", label: "outside.title" },
  { path: "/desk/rules/scan", label: "scan.title" },
  { path: "/desk/rules/presets", label: "rules.presets" },
  { path: "/desk/rules/dry-run", label: "rules.dryRun" },
  { path: "/desk/rules/versions", label: "rules.versions" },
];
