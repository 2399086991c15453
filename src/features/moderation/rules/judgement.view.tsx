import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { Judgement } from "../phases/judge.ts";
import type { Span } from "../phases/verdict.ts";
import { phaseLabel, whysOf, whyText } from "./why.ts";

/** Why: every rule that objected, with what it saw. */
export function Objections({
  world: { locale },
  judgement,
}: {
  world: World;
  judgement: Judgement;
}): JSX.Element | null {
  if (judgement.objections.length === 0) return null;
  return (
    <ul class="objections">
      {judgement.objections.map((objection) => (
        <li key={objection.phase}>
          <b>{phaseLabel(locale, objection.phase)}</b>
          {locale.message("rule.colon")}{" "}
          {whysOf(objection)
            .map((why) => whyText(locale, why))
            .join(" ")}
        </li>
      ))}
    </ul>
  );
}

/** A text with what the rules saw marked in it. */
export function MarkedText({ text, judgement }: { text: string; judgement: Judgement }): JSX.Element {
  const spans = joined(
    judgement.objections.flatMap(({ findings }) => findings.flatMap((finding) => finding.spans)),
  );
  let at = 0;
  const pieces = spans.flatMap(({ from, to }) => {
    const before = text.slice(at, from);
    at = to;
    return [before, <mark key={from}>{text.slice(from, to)}</mark>];
  });
  return (
    <blockquote class="triedtext" dir="auto">
      {pieces}
      {text.slice(at)}
    </blockquote>
  );
}

/** In their order, and without overlaps. */
function joined(spans: readonly Span[]): Span[] {
  const made: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = made.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else made.push({ ...span });
  }
  return made;
}
