import type { JSX } from "preact";
import type { World } from "../../../../context.ts";
import { percent } from "../../../../platform/html/plot/plot.tsx";
import { type Interval, IntervalDots } from "../../../../platform/html/plot/row-plots.tsx";
import type { Found } from "../../../discussion/find-comment.ts";
import { DeskPage } from "../../../people/staff/desk.view.tsx";
import { Told } from "../../../people/staff/desk-form.view.tsx";
import type { RuleSettings } from "../../rules/rule-settings.ts";
import { phaseLabel } from "../../rules/why.ts";
import { reasonName } from "../reason-names.ts";
import type { PeriodName } from "../period.ts";
import { Periods } from "../periods.view.tsx";
import type { Overturned, Quality } from "./read-quality.ts";
import { Words } from "./review.view.tsx";

export interface Dispute {
  id: number;
  first: string;
  second: string;
  /** Null: the comment is gone. */
  found: Found | null;
}

export interface QualityPageProps {
  world: World;
  period: PeriodName;
  quality: Quality;
  /** How many whoever asks could look at. */
  left: number;
  rules: RuleSettings;
  /** Null: it isn't for whoever asks to settle them. */
  disputes: readonly Dispute[] | null;
  told: "none" | "late" | "settled" | null;
}

/** How good the decisions are. */
export function QualityPage(props: QualityPageProps): JSX.Element {
  const { world, period, left, rules, told, disputes } = props;
  const { locale, href } = world;
  const { message } = locale;
  return (
    <DeskPage world={world} title={message("overview.quality")} path="/desk/overview/quality">
      {told && <Told>{message(`quality.told.${told}`)}</Told>}
      <section>
        <h2>{message("quality.sample")}</h2>
        <p>{message("quality.sample.about", { share: percent(locale, rules.quality.share / 100) })}</p>
        {left === 0 ? (
          <p class="quiet">{message("quality.left.none")}</p>
        ) : (
          <p>
            <a class="btn btn--reader" href={href("/desk/overview/quality/next")} data-key="n">
              {message("quality.left", { n: left })}
            </a>
          </p>
        )}
      </section>
      {disputes && disputes.length > 0 && <Disputes world={world} disputes={disputes} />}
      <div class="overview__choice">
        <Periods world={world} path="/desk/overview/quality" current={period} />
      </div>
      <div class="overview">
        <Agreement {...props} />
        <Tables {...props} />
      </div>
    </DeskPage>
  );
}

function Agreement({ world: { locale }, quality }: QualityPageProps): JSX.Element {
  const { message } = locale;
  const { reviewed, agreement, kappa, overturned, disputed } = quality;
  const two = (value: number) => locale.message("quality.kappa.number", { n: Math.round(value * 100) / 100 });
  const rows: Interval[] = [
    { name: message("quality.agreement"), share: agreement, count: reviewed },
    { name: message("quality.overturned"), share: overturned, count: reviewed - disputed },
  ];
  return (
    <section>
      <h2>{message("quality.agreement.heading")}</h2>
      {reviewed === 0 ? (
        <p class="quiet">{message("quality.none")}</p>
      ) : (
        <>
          <IntervalDots
            locale={locale}
            title={message("quality.second")}
            along={message("quality.what")}
            rows={rows}
          />
          <p>
            {kappa === null
              ? message("quality.kappa.none")
              : message("quality.kappa", {
                  value: two(kappa.value),
                  low: two(kappa.low),
                  high: two(kappa.high),
                })}
          </p>
          {disputed > 0 && <p class="note">{message("quality.disputed", { n: disputed })}</p>}
        </>
      )}
    </section>
  );
}

function Tables({ world: { locale }, quality, rules }: QualityPageProps): JSX.Element {
  const { message } = locale;
  const ruleName = ({ name, ...rest }: Overturned) => ({ ...rest, name: phaseLabel(locale, name) });
  const languages = new Intl.DisplayNames([locale.language], { type: "language", fallback: "code" });
  const tables = [
    { title: message("quality.held"), along: message("quality.rule"), rows: quality.held.map(ruleName) },
    { title: message("quality.byRule"), along: message("quality.rule"), rows: quality.byRule.map(ruleName) },
    {
      title: message("quality.byReason"),
      along: message("overview.reasons.reason"),
      rows: quality.byReason.map(({ reason, ...each }) => ({
        ...each,
        name: reasonName(locale, rules, reason),
      })),
    },
    {
      title: message("quality.byLanguage"),
      along: message("quality.language"),
      rows: quality.byLanguage.map(({ name, ...each }) => ({ ...each, name: languages.of(name) ?? name })),
    },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <>
      {tables.map((table) => (
        <section key={table.title}>
          <IntervalDots locale={locale} {...table} />
        </section>
      ))}
    </>
  );
}

/** What two don't agree on, for an editor. */
function Disputes({ world, disputes }: { world: World; disputes: readonly Dispute[] }): JSX.Element {
  const { locale, href } = world;
  const { message } = locale;
  const said = (verdict: string) =>
    message(verdict === "publish" ? "quality.verdict.publish" : "quality.verdict.refuse");
  return (
    <section>
      <h2>{message("quality.disputes")}</h2>
      <p>{message("quality.disputes.about")}</p>
      {disputes.map(({ id, first, second, found }) => (
        <form
          key={id}
          class="review__dispute"
          method="post"
          action={href(`/desk/overview/quality/${id}/settle`)}
          aria-label={message("quality.dispute")}
        >
          {found ? (
            <blockquote class="review__comment">
              <Words comment={found.comment} />
            </blockquote>
          ) : (
            <p>{message("quality.gone")}</p>
          )}
          <p>{message("quality.dispute.said", { first: said(first), second: said(second) })}</p>
          {found && (
            <label class="check">
              <input type="checkbox" name="changes" value="1" />
              {message("quality.changes")}
            </label>
          )}
          <p class="review__form">
            <button class="btn btn--reader" type="submit" name="verdict" value="publish">
              {message("quality.verdict.publish")}
            </button>
            <button class="btn btn--solid" type="submit" name="verdict" value="refuse">
              {message("quality.verdict.refuse")}
            </button>
            {found && (
              <a class="link" href={href(`/desk/comments/${found.comment.id}`)}>
                {message("quality.case")}
              </a>
            )}
          </p>
        </form>
      ))}
    </section>
  );
}
