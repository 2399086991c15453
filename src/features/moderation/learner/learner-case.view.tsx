import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { LearnerView } from "./learner-view.ts";

const mostWords = 6;

/** What the learner thinks of a comment, beside all that people know of it. */
export function LearnerCase({
  world: { locale },
  text,
  view,
}: {
  world: World;
  text: string;
  view: LearnerView;
}): JSX.Element {
  const quoted = (isFor: boolean) => {
    const said = view.spans
      .filter(({ push }) => push > 0 === isFor)
      .toSorted((one, other) => Math.abs(other.push) - Math.abs(one.push))
      .map((span) => wholeWords(text, span));
    return [...new Set(said)].filter((words) => words !== "").slice(0, mostWords);
  };
  const [against, speaksFor] = [quoted(true), quoted(false)];
  return (
    <section aria-labelledby="learner-h">
      <h2 class="cap" id="learner-h">
        {locale.message("learner.case")}
      </h2>
      <p>
        <b>{locale.message("learner.case.score", { n: Math.round(view.score * 100) })}</b>{" "}
        <span class="agate">{locale.message(`learner.case.${view.state}`)}</span>
      </p>
      {against.length > 0 && <Words label={locale.message("learner.case.against")} words={against} />}
      {speaksFor.length > 0 && <Words label={locale.message("learner.case.for")} words={speaksFor} />}
    </section>
  );
}

const isOfWord = (character: string | undefined) =>
  character !== undefined && /[\p{L}\p{M}\p{N}]/u.test(character);
/** Characters on each side: scripts that don't part their words would give the whole line. */
const mostAdded = 12;

/** What a span says, with the rest of the words that it begins and ends in: it may be a few letters of them. */
function wholeWords(text: string, { from, to }: { from: number; to: number }): string {
  let [start, end] = [from, to];
  while (from - start < mostAdded && isOfWord(text[start]) && isOfWord(text[start - 1])) start--;
  while (end - to < mostAdded && isOfWord(text[end - 1]) && isOfWord(text[end])) end++;
  return text.slice(start, end).trim();
}

function Words({ label, words }: { label: string; words: readonly string[] }): JSX.Element {
  return (
    <p class="agate">
      {label}{" "}
      {words.map((each, index) => (
        <span key={each}>
          {index > 0 && " · "}
          <bdi>{each}</bdi>
        </span>
      ))}
    </p>
  );
}
