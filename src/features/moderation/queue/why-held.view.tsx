import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { whyText } from "../rules/why.ts";
import { wordsOf } from "./findings.ts";
import type { Case, ToldReason } from "./read-case.ts";

/** What rules had against a comment, and how often they were right with that. */
export function WhyHeld({ world, found }: { world: World; found: Case }): JSX.Element | null {
  const { locale } = world;
  const { reasons, isAsJudged, comment } = found;
  if (reasons.length === 0) return null;
  return (
    <section aria-labelledby="why-h">
      <h2 class="cap" id="why-h">
        {locale.message("case.why")}
      </h2>
      {!isAsJudged && <p class="note">{locale.message("case.why.former")}</p>}
      <ul class="why-list">
        {reasons.map((reason, index) => (
          <li key={index}>
            <span>{reason.spans.length > 0 ? reason.mark : ""}</span>
            <b>{whyText(locale, reason)}</b>
            <span class="agate">
              {fateWords(world, reason, isAsJudged ? wordsOf(comment.text, reason) : [])}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function fateWords({ locale }: World, { fate }: ToldReason, words: readonly string[]): string {
  const told =
    fate.decided === 0
      ? locale.message("case.fate.none")
      : locale.message("case.fate", { refused: locale.number(fate.refused), n: locale.number(fate.decided) });
  if (words.length === 0) return told;
  const quoted = words.map((word) => locale.message("case.word", { word: `\u2068${word}\u2069` }));
  return locale.message("case.words", { words: quoted.join(locale.message("list.join")), told });
}
