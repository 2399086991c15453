import type { MessageId } from "../../../platform/html/locale.ts";
import type { Permission } from "../../people/staff/permissions.ts";

interface RulesPart {
  path: string;
  label: MessageId;
  /** Absent: "phases.change". */
  needs?: Permission;
}

/** The pages of the desk about rules, in the order of their navigation. Each is seen by those who may use it. */
export const rulesParts: readonly RulesPart[] = [
  { path: "/desk/rules", label: "rules.list" },
  { path: "/desk/rules/words", label: "words.title" },
  { path: "/desk/rules/learner", label: "learner.part" },
  { path: "/desk/rules/classifiers", label: "outside.title" },
  { path: "/desk/rules/reasons", label: "reasons.part" },
  { path: "/desk/rules/presets", label: "rules.presets", needs: "discussions.change" },
  { path: "/desk/rules/dry-run", label: "rules.dryRun" },
  { path: "/desk/rules/scan", label: "scan.part" },
  { path: "/desk/rules/versions", label: "rules.versions" },
];

/** The one that a page belongs to: the longest path above it. */
export function rulesPartOf(path: string): string {
  const above = rulesParts.filter((part) => path === part.path || path.startsWith(`${part.path}/`));
  return above.toSorted((one, other) => other.path.length - one.path.length)[0]?.path ?? "";
}
