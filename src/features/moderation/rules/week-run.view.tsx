import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { Time } from "../../../platform/html/components.tsx";
import { cutAtWord, isolate } from "../../../platform/text/clean.ts";
import { authorName } from "../../discussion/author-name.ts";
import { FormErrors } from "../../people/staff/desk-form.view.tsx";
import { BackToRules, Carried } from "./carried.view.tsx";
import { TriedChanges, type TriedRules } from "./dry-run.view.tsx";
import { type Difference, mostSeen, type Progress, type Step, type Tally } from "./dry-run.ts";
import { Objections } from "./judgement.view.tsx";
import { RulesPage } from "./rules-page.view.tsx";
import type { RuleComplaint } from "./typed-rules.ts";

export interface WeekProps extends TriedRules {
  world: World;
  complaints: readonly RuleComplaint[];
  /** Absent: what was typed can't be tried. */
  step?: Step;
}

/** What last week's comments would meet under the rules as they would be, some of them at a time. */
export function WeekPage(props: WeekProps): JSX.Element {
  const { world, complaints, step, settings, carried, changes, number } = props;
  const { locale } = world;
  return (
    <RulesPage world={world} title="dryRun.week" path="/desk/rules/dry-run">
      <FormErrors locale={locale} complaints={complaints} />
      {complaints.map(({ field, message, values }) => (
        <p key={field} class="warn">
          {locale.message(message, values)}
        </p>
      ))}
      <p>{locale.message("dryRun.week.about")}</p>
      {changes.length > 0 ? (
        <TriedChanges world={world} changes={changes} />
      ) : (
        <p class="quiet">{locale.message("dryRun.unchanged")}</p>
      )}
      {step && <Outcome {...props} step={step} />}
      <BackToRules world={world} settings={settings} typed={carried} number={number} />
    </RulesPage>
  );
}

function Outcome({ world, step, settings, carried }: WeekProps & { step: Step }): JSX.Element {
  const { locale } = world;
  const { progress, differences, isDone } = step;
  const { seen, total, different } = progress;
  return (
    <section aria-labelledby="week-h">
      <h2 id="week-h">
        {locale.message(isDone ? "dryRun.seen" : "dryRun.seenSome", {
          n: seen,
          total: Math.max(total, seen),
        })}
      </h2>
      {!isDone && <progress value={seen} max={Math.max(total, seen)} aria-labelledby="week-h" />}
      {isDone && seen >= mostSeen && <p>{locale.message("dryRun.most", { n: mostSeen })}</p>}
      <Tallies world={world} progress={progress} />
      <p role="status">{locale.message("dryRun.different", { n: different })}</p>
      {differences.length > 0 && (
        <ul class="deskrows weekrows">
          {differences.map((difference) => (
            <DifferenceRow key={difference.comment.id} world={world} {...difference} />
          ))}
        </ul>
      )}
      {!isDone && (
        <form class="deskform__foot" method="post" action={world.href("/desk/rules/dry-run/week")}>
          <Carried settings={settings} typed={carried} />
          <ProgressFields progress={progress} />
          <button class="btn btn--solid" type="submit">
            {locale.message("dryRun.goOn")}
          </button>
        </form>
      )}
    </section>
  );
}

function Tallies({ world: { locale }, progress: { now, tried } }: { world: World; progress: Progress }) {
  const outcomes = ["published", "held", "refused"] as const satisfies readonly (keyof Tally)[];
  return (
    <table class="weektable">
      <thead>
        <tr>
          <td />
          <th scope="col">{locale.message("dryRun.now")}</th>
          <th scope="col">{locale.message("dryRun.then")}</th>
        </tr>
      </thead>
      <tbody>
        {outcomes.map((outcome) => (
          <tr key={outcome}>
            <th scope="row">{locale.message(`dryRun.tally.${outcome}`)}</th>
            <td>{locale.number(now[outcome])}</td>
            <td>{locale.number(tried[outcome])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const longestShown = 240;

function DifferenceRow({ world, comment, story, now, tried }: Difference & { world: World }): JSX.Element {
  const { locale } = world;
  const isStricter = tried.objections.length >= now.objections.length;
  return (
    <li>
      <div>
        <p class="deskrows__name">
          <a href={world.href(`/desk/comments/${comment.id}`)}>
            <bdi>{authorName(locale, comment.authorName)}</bdi>
          </a>
        </p>
        <p class="agate">
          <Time at={comment.createdAt}>{locale.moment(comment.createdAt, world.now)}</Time>
        </p>
      </div>
      <div>
        <p>
          <b>
            {locale.message("dryRun.change", {
              now: isolate(locale.message(`dryRun.tally.${now.outcome}`)),
              tried: isolate(locale.message(`dryRun.tally.${tried.outcome}`)),
            })}
          </b>
        </p>
        <Objections world={world} judgement={isStricter ? tried : now} />
        <p dir="auto">{cutAtWord(comment.text, longestShown)}</p>
        <p class="agate" dir="auto">
          {story.headline}
        </p>
      </div>
    </li>
  );
}

function ProgressFields({ progress }: { progress: Progress }): JSX.Element {
  const { before, since, total, seen, different, now, tried } = progress;
  const inWords = ({ published, held, refused }: Tally) => `${published} ${held} ${refused}`;
  const fields = {
    at: before?.at ?? 0,
    id: before?.id ?? 0,
    ...{ since, total, seen, different },
    now: inWords(now),
    tried: inWords(tried),
  };
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
