/** Where in the comment's plain text something was seen: `from` up to, not including, `to`, in UTF-16 units. */
export interface Span {
  from: number;
  to: number;
}

/** Something that a phase saw. */
export interface Finding {
  /** Why, as a code of the phase's: "capitals", "banned-word". With the phase's name it has a text: `why.PHASE.CODE`. */
  code: string;
  spans: readonly Span[];
  /** What the text of the reason needs: numbers, words, names of lists. */
  values: Readonly<Record<string, string | number>>;
}

/**
 * What a phase says: let it pass, hold it for somebody of the desk, or refuse it, and why. What is refused is kept all the
 * same, for its author to see and to appeal.
 */
export type Verdict = { say: "pass" } | { say: "hold" | "refuse"; findings: readonly Finding[] };

export const pass: Verdict = { say: "pass" };

export function hold(...findings: readonly Finding[]): Verdict {
  return findings.length === 0 ? pass : { say: "hold", findings };
}

export function refuse(...findings: readonly Finding[]): Verdict {
  return findings.length === 0 ? pass : { say: "refuse", findings };
}

export function finding(
  code: string,
  { spans = [], values = {} }: Partial<Omit<Finding, "code">> = {},
): Finding {
  return { code, spans, values };
}
