import type { Said } from "../outside/ask-classifier.ts";
import type { Phase } from "./phase.ts";
import { type Finding, finding, hold, pass } from "./verdict.ts";

/** Services elsewhere, where the site has some: what they score high waits, and what they don't answer where that is set. */
export const external: Phase = {
  name: "external",
  version: 1,
  callsOut: true,
  check: async ({ opinions, author }) =>
    author.kind === "staff" ? pass : hold(...(await opinions()).flatMap(objectionOf)),
};

function objectionOf(said: Said): Finding[] {
  const { name, holdFrom, holdsOnFailure, id, version } = said.classifier;
  if ("silence" in said)
    return holdsOnFailure ? [finding("silent", { values: { name, why: said.silence } })] : [];
  const { score, label, version: model } = said.opinion;
  if (score * 100 < holdFrom) return [];
  const values = { name, score: Math.round(score * 1000) / 10, label, model, version: `${id}.${version}` };
  return [finding(label === "" ? "scored" : "labelled", { values })];
}
