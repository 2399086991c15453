import { isAmong, linksOf } from "./links-of.ts";
import type { Phase } from "./phase.ts";
import { type Finding, finding, hold, pass } from "./verdict.ts";

/** Links to websites that the desk doesn't know: many of them wait, or any of them. */
export const links: Phase = {
  name: "links",
  version: 1,
  tells: "openly",
  check: async ({ rules, html, text, ownHost, author, standing }) => {
    if (author.kind === "staff") return pass;
    const { most, onlyKnown, known } = rules.phases.links;
    const unknown = linksOf(html, text, ownHost).filter(({ host }) => !isAmong(host, known));
    const [first] = unknown;
    const spans = unknown.flatMap((link) => link.spans);
    const findings: Finding[] = [];
    if (onlyKnown && first) findings.push(finding("unknown", { spans, values: { domain: first.host } }));
    else if (unknown.length > most) findings.push(finding("many", { spans, values: { n: unknown.length } }));
    if (findings.length === 0 || (await standing()).trust === "trusted") return pass;
    return hold(...findings);
  },
};
