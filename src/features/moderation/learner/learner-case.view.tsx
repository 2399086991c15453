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
  const quoted = (isFor: boolean) =>
    view.spans
      .filter(({ push }) => push > 0 === isFor)
      .toSorted((one, other) => Math.abs(other.push) - Math.abs(one.push))
      .slice(0, mostWords)
      .map(({ from, to }) => text.slice(from, to).trim())
      .filter((words) => words !== "");
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
