import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { percent } from "../../../platform/html/plot/plot.tsx";
import { RulesPage } from "../rules/rules-page.view.tsx";
import { thresholds } from "./core/record.ts";
import { scoresOfTally, type Tally } from "./core/tally.ts";
import { stateName } from "./states.view.tsx";
import { shareText } from "./thresholds.view.tsx";
import type { Snapshot } from "./snapshot.store.ts";
import type { TrialRow } from "./trial.store.ts";
import type { Tallies } from "./try-states.ts";

export interface TrialPageProps {
  world: World;
  trial: TrialRow;
  tallies: Tallies;
  snapshots: readonly Snapshot[];
}

/** Two states on the same past decisions, as far as it has come. */
export function TrialPage({ world, trial, tallies, snapshots }: TrialPageProps): JSX.Element {
  const { locale, now } = world;
  const { id, first, last, position } = trial;
  const nameOf = (state: number) => {
    const found = snapshots.find((each) => each.id === state);
    return found ? stateName(locale, now, found) : locale.message("learner.compare.said");
  };
  const isDone = position >= last;
  return (
    <RulesPage world={world} title="learner.trial.title" path="/desk/rules/learner">
      <p>{locale.message(first > 0 ? "learner.trial.unseen" : "learner.trial.seen")}</p>
      <p role="status">
        <progress
          class="learner__progress"
          aria-labelledby="trial-progress"
          max={Math.max(last - first, 1)}
          value={position - first}
        />
        <span id="trial-progress">
          {locale.message("learner.trial.progress", { done: position - first, all: last - first })}
        </span>{" "}
        {locale.message(isDone ? "learner.trial.done" : "learner.trial.stopped")}
      </p>
      {!isDone && (
        <form method="post" action={world.href(`/desk/rules/learner/trials/${id}`)}>
          <button class="btn btn--reader" type="submit">
            {locale.message("learner.trial.goOn")}
          </button>
        </form>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section class="learner__scroll" tabIndex={0} aria-label={locale.message("learner.trial.title")}>
        <table class="learner__costs">
          <thead>
            <tr>
              <td />
              <th scope="col">{nameOf(trial.oneId)}</th>
              <th scope="col">{nameOf(trial.otherId)}</th>
            </tr>
          </thead>
          <tbody>
            <Ranking world={world} tallies={tallies} />
            {thresholds.map((threshold) => (
              <tr key={threshold}>
                <th scope="row">{locale.message("learner.trial.at", { n: threshold })}</th>
                <AtThreshold world={world} tally={tallies.one} threshold={threshold} />
                <AtThreshold world={world} tally={tallies.other} threshold={threshold} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p>
        <a class="link" href={world.href("/desk/rules/learner")}>
          {locale.message("learner.back")}
        </a>
      </p>
    </RulesPage>
  );
}

function Ranking({ world: { locale }, tallies }: { world: World; tallies: Tallies }): JSX.Element {
  const said = (tally: Tally) => {
    const { auc } = scoresOfTally(tally, 0);
    return Number.isNaN(auc) ? locale.message("learner.trial.nothing") : percent(locale, auc);
  };
  return (
    <tr>
      <th scope="row">{locale.message("learner.trial.auc")}</th>
      <td>{said(tallies.one)}</td>
      <td>{said(tallies.other)}</td>
    </tr>
  );
}

function AtThreshold(props: { world: World; tally: Tally; threshold: number }): JSX.Element {
  const { world, tally, threshold } = props;
  const { locale } = world;
  const { caught, right } = scoresOfTally(tally, threshold);
  const values = { caught: shareText(locale, caught), right: shareText(locale, right) };
  return <td>{locale.message("learner.trial.catches", values)}</td>;
}
