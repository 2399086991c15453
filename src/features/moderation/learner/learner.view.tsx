import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { CalibrationPlot } from "../../../platform/html/plot/calibration-plot.tsx";
import { percent } from "../../../platform/html/plot/plot.tsx";
import { type Complaint, FormErrors, Told } from "../../people/staff/desk-form.view.tsx";
import { RulesPage } from "../rules/rules-page.view.tsx";
import { leastOfEither, leastOutcomes } from "./core/record.ts";
import type { LearnerPage, Mistake } from "./learner-page.ts";
import { LearnerStates } from "./states.view.tsx";
import { Thresholds } from "./thresholds.view.tsx";

export interface LearnerPageProps {
  world: World;
  shown: LearnerPage;
  done: MessageId | null;
  complaints: readonly Complaint[];
}

/** What the learner does, how well, from which score on it may act, and its states. */
export function LearnerDesk({ world, shown, done, complaints }: LearnerPageProps): JSX.Element {
  const { locale } = world;
  return (
    <RulesPage world={world} title="learner.title" path="/desk/rules/learner">
      {done && <Told>{locale.message(done)}</Told>}
      <FormErrors locale={locale} complaints={complaints} />
      <p>{locale.message("learner.about")}</p>
      {shown.seen === 0 && <p class="quiet">{locale.message("learner.none")}</p>}
      {shown.seen > 0 && <Now world={world} shown={shown} />}
      {shown.seen > 0 && <Thresholds world={world} shown={shown} />}
      {shown.tried > 0 && <Calibration world={world} shown={shown} />}
      {shown.tried > 0 && <Mistakes world={world} shown={shown} />}
      <LearnerStates world={world} shown={shown} />
    </RulesPage>
  );
}

type Part = Pick<LearnerPageProps, "world" | "shown">;

function Now({ world: { locale }, shown }: Part): JSX.Element {
  const { mode, settings, tried, triedRefused, seen, version } = shown;
  const isWaiting = mode === "shadow" && (settings.hold !== null || settings.refuse !== null);
  return (
    <dl class="deskfacts">
      <dt>{locale.message("learner.state")}</dt>
      <dd>
        {isWaiting
          ? locale.message("learner.state.notYet", { least: leastOutcomes, either: leastOfEither })
          : locale.message(`learner.state.${mode}`)}
      </dd>
      <dt>{locale.message("learner.learnt")}</dt>
      <dd>{locale.message("learner.learnt.n", { n: seen })}</dd>
      <dt>{locale.message("learner.tried")}</dt>
      <dd>{locale.message("learner.tried.n", { n: tried, refused: triedRefused })}</dd>
      <dt>{locale.message("learner.version")}</dt>
      <dd>
        <bdi>{version}</bdi>
      </dd>
    </dl>
  );
}

function Calibration({ world: { locale }, shown }: Part): JSX.Element {
  const bins = shown.calibration
    .filter(({ refused }) => refused.of > 0)
    .map(({ said, refused }) => ({
      foreseen: said,
      seen: refused.value,
      low: refused.low,
      high: refused.high,
      count: refused.of,
    }));
  return (
    <section>
      <h2>{locale.message("learner.calibration")}</h2>
      <CalibrationPlot
        locale={locale}
        title={locale.message("learner.calibration")}
        summary={locale.message("learner.calibration.about")}
        bins={bins}
      />
      <p class="note">{locale.message("learner.calibration.about")}</p>
    </section>
  );
}

function Mistakes({ world, shown }: Part): JSX.Element {
  const { locale } = world;
  return (
    <section>
      <h2>{locale.message("learner.mistakes")}</h2>
      <p class="note">{locale.message("learner.mistakes.about")}</p>
      <MistakeList world={world} title="learner.missed" mistakes={shown.missed} />
      <MistakeList world={world} title="learner.wronged" mistakes={shown.wronged} />
    </section>
  );
}

const excerptLength = 140;

function MistakeList(props: { world: World; title: MessageId; mistakes: readonly Mistake[] }): JSX.Element {
  const { world, title, mistakes } = props;
  const { locale } = world;
  return (
    <div class="learner__mistakes">
      <h3>{locale.message(title)}</h3>
      {mistakes.length === 0 && <p class="quiet">{locale.message("learner.mistakes.none")}</p>}
      <ul class="deskrows">
        {mistakes.map(({ commentId, score, text }) => (
          <li key={commentId}>
            <p class="deskrows__name">{percent(locale, score)}</p>
            <p class="deskrows__facts" dir="auto">
              <a href={world.href(`/desk/comments/${commentId}`)}>{excerptOf(text)}</a>
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length > excerptLength ? `${characters.slice(0, excerptLength).join("")}…` : line || "…";
}
