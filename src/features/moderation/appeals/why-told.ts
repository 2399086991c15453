import { z } from "zod";
import type { Locale, MessageId, MessageValues } from "../../../platform/html/locale.ts";
import { en } from "../../../platform/html/messages/en.ts";

// What a rule saw, for the author's eyes: the same reasons as at the desk, without what would teach how to get past it.

/** Something that a rule saw. */
export interface ToldFinding {
  phase: string;
  code: string;
  values: MessageValues;
}

const findingsShape = z.object({
  findings: z.array(
    z.object({
      code: z.string(),
      values: z.record(z.string(), z.union([z.string(), z.number()])).catch({}),
    }),
  ),
});

/** What a rule's decision says that it saw. */
export function findingsOf({ actor, code, details }: { actor: string; code: string; details: string }): ToldFinding[] {
  const phase = actor.startsWith("rule:") ? actor.slice("rule:".length) : "";
  const read = findingsShape.safeParse(parsed(details));
  const findings = read.success ? read.data.findings : [];
  if (findings.length === 0) return code === "" ? [] : [{ phase, code, values: {} }];
  return findings.map((finding) => ({ phase, ...finding }));
}

/** Those whose words would be a lesson for who wants to get past them. */
const secretive = new Set(["words", "learner", "external", "repeats"]);

/** A finding in the reader's language. `tellsWords`: also what a word list or another text was compared with. */
export function whyTold(locale: Locale, finding: ToldFinding, tellsWords: boolean): string {
  const { phase, code, values } = finding;
  if (secretive.has(phase) && !tellsWords) return locale.message(general(phase));
  const id = code === "failed" ? "why.failed" : `why.${phase}.${code}`;
  return isMessage(id) ? said(locale, id, values) : locale.message(general(phase));
}

/** Values that an old decision may lack leave its message without sense: then the general words stand. */
function said(locale: Locale, id: MessageId, values: MessageValues): string {
  try {
    return locale.message(id, values);
  } catch {
    return locale.message("own.why.other");
  }
}

function general(phase: string): MessageId {
  const id = `own.why.${phase}`;
  return isMessage(id) ? id : "own.why.other";
}

function isMessage(id: string): id is MessageId {
  return Object.hasOwn(en, id);
}

function parsed(details: string): unknown {
  try {
    return JSON.parse(details);
  } catch {
    return null;
  }
}
