import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { duration, percent, unitOfTime } from "../../../platform/html/plot/plot.tsx";
import { HeatGrid } from "../../../platform/html/plot/heat-grid.tsx";
import { LinePlot } from "../../../platform/html/plot/line-plot.tsx";
import { BarRows } from "../../../platform/html/plot/row-plots.tsx";
import type { Share } from "../../../platform/lib/wilson.ts";
import { DeskPage } from "../../people/staff/desk.view.tsx";
import type { RuleSettings } from "../rules/rule-settings.ts";
import { Now, Trouble } from "./now.view.tsx";
import { pointsOf } from "./period.ts";
import { Periods } from "./periods.view.tsx";
import type { Overview } from "./read-overview.ts";
import { byName } from "./reason-names.ts";

export interface OverviewProps {
  world: World;
  overview: Overview;
  rules: RuleSettings;
  /** Today's shifts by the plan, as the clock says them; null: there is no plan. */
  shifts: readonly { from: string; to: string }[] | null;
}

/** The desk at a glance. */
export function OverviewPage({ world, overview, rules, shifts }: OverviewProps): JSX.Element {
  const { message, moment, timeZone } = world.locale;
  const part = { world, overview };
  return (
    <DeskPage world={world} title={message("overview.heading")} path="/desk/overview">
      <Trouble {...part} />
      <Now {...part} shifts={shifts} />
      <div class="overview__choice">
        <Periods world={world} path="/desk/overview" current={overview.period.name} />
        <p class="note">
          {message("overview.zone", { zone: timeZone, when: moment(overview.at, world.now) })}
        </p>
      </div>
      <div class="overview">
        <Comments {...part} />
        <Waits {...part} />
        <Work {...part} />
        <Reasons {...part} rules={rules} />
        <Learner {...part} />
        <section>
          <h2>
            <a href={world.href("/desk/overview/quality")}>{message("overview.quality")}</a>
          </h2>
          <p class="note">{message("overview.quality.about")}</p>
        </section>
      </div>
    </DeskPage>
  );
}

type PartProps = Pick<OverviewProps, "world" | "overview">;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function Comments({ world: { locale }, overview }: PartProps): JSX.Element {
  const { period, comments, held, waiting } = overview;
  const { message } = locale;
  const points = pointsOf(period, locale);
  const whenMost = (values: readonly number[]) => points[values.indexOf(Math.max(0, ...values))]?.label ?? "";
  const along = message(`overview.along.${period.unit}`);
  return (
    <section>
      <h2>{message("overview.comments")}</h2>
      {sum(comments) + sum(held) === 0 ? (
        <p class="quiet">{message("overview.none")}</p>
      ) : (
        <LinePlot
          locale={locale}
          title={message(`overview.comments.title.${period.unit}`)}
          summary={message("overview.comments.summary", {
            all: sum(comments),
            held: sum(held),
            most: Math.max(...comments),
            when: whenMost(comments),
          })}
          along={along}
          points={points}
          lines={[
            { name: message("overview.comments.all"), tone: "ink", values: comments },
            { name: message("overview.comments.held"), tone: "harm", values: held },
          ]}
          isWhole={true}
        />
      )}
      {Math.max(...waiting) > 0 && (
        <LinePlot
          locale={locale}
          title={message("overview.length.title")}
          summary={message("overview.length.summary", {
            most: Math.max(...waiting),
            when: whenMost(waiting),
            now: waiting.at(-1) ?? 0,
          })}
          along={along}
          points={points}
          lines={[{ name: message("overview.length.line"), tone: "reader", values: waiting }]}
          isWhole={true}
          height={130}
        />
      )}
    </section>
  );
}

function Waits({ world: { locale }, overview }: PartProps): JSX.Element {
  const { period, median, ninetieth, waits } = overview;
  const { message } = locale;
  const said = (span: number) => duration(locale, span);
  return (
    <section>
      <h2>{message("overview.waits")}</h2>
      {waits === null ? (
        <p class="quiet">{message("overview.waits.none")}</p>
      ) : (
        <>
          <p>
            {message("overview.waits.summary", {
              count: waits.count,
              median: said(waits.median),
              ninetieth: said(waits.ninetieth),
            })}
          </p>
          <LinePlot
            locale={locale}
            title={message("overview.waits.title")}
            summary={message("overview.waits.summary", {
              count: waits.count,
              median: said(waits.median),
              ninetieth: said(waits.ninetieth),
            })}
            along={message(`overview.along.${period.unit}`)}
            points={pointsOf(period, locale)}
            lines={[
              { name: message("overview.waits.median"), tone: "ink", values: median },
              { name: message("overview.waits.ninetieth"), tone: "reader", values: ninetieth },
            ]}
            format={said}
            unit={unitOfTime(Math.max(0, ...ninetieth.map((span) => span ?? 0)))}
          />
        </>
      )}
    </section>
  );
}

/** Iraq's week begins on Saturday, most others' on Monday: CLDR, supplemental/weekData. */
const firstDay = (language: string) => (language === "ar" || language.startsWith("ckb") ? 6 : 1);

function Work({ world: { locale }, overview: { work } }: PartProps): JSX.Element {
  const { message } = locale;
  const all = work.flat();
  const most = Math.max(0, ...all);
  const place = all.indexOf(most);
  const days = Array.from({ length: 7 }, (_, index) => (firstDay(locale.language) + index) % 7);
  // The hours as a clock shows them, whatever its zone: of a day that begins at midnight UTC, in digits of the language.
  const hourName = (hour: number) => `${locale.number(hour).padStart(2, locale.number(0))}`;
  return (
    <section>
      <h2>{message("overview.work")}</h2>
      {most === 0 ? (
        <p class="quiet">{message("overview.work.none")}</p>
      ) : (
        <HeatGrid
          locale={locale}
          title={message("overview.work.title")}
          summary={message("overview.work.summary", {
            n: sum(all),
            most,
            day: locale.weekday(Math.floor(place / 24)),
            hour: hourName(place % 24),
          })}
          along={message("overview.work.weekday")}
          rows={days.map((day) => ({
            name: locale.weekday(day),
            short: locale.weekday(day, "short"),
            values: work[day] ?? [],
          }))}
          columns={Array.from({ length: 24 }, (_, hour) => ({
            name: hourName(hour),
            ...(hour % 6 === 0 ? { mark: hourName(hour) } : {}),
          }))}
        />
      )}
    </section>
  );
}

function Reasons({
  world: { locale },
  overview: { reasons },
  rules,
}: PartProps & Pick<OverviewProps, "rules">): JSX.Element {
  const { message } = locale;
  const byRules = byName(
    locale,
    rules,
    reasons.filter(({ who }) => who.startsWith("rule:")),
  );
  const byStaff = byName(
    locale,
    rules,
    reasons.filter(({ who, action }) => who === "staff" && action !== "hold"),
  );
  const common = {
    locale,
    along: message("overview.reasons.reason"),
    value: message("overview.reasons.count"),
  };
  return (
    <section>
      <h2>{message("overview.reasons")}</h2>
      {byRules.length + byStaff.length === 0 && <p class="quiet">{message("overview.reasons.none")}</p>}
      {byRules.length > 0 && <BarRows {...common} title={message("overview.reasons.rules")} rows={byRules} />}
      {byStaff.length > 0 && <BarRows {...common} title={message("overview.reasons.staff")} rows={byStaff} />}
    </section>
  );
}

function Learner({ world: { locale, href }, overview }: PartProps): JSX.Element {
  const { learner } = overview;
  const { message } = locale;
  const line = (shares: readonly (Share | null)[]) => ({
    values: shares.map((share) => share?.value ?? null),
    band: shares,
  });
  return (
    <section>
      <h2>{message("overview.learner")}</h2>
      {learner.cases === 0 ? (
        <p class="quiet">{message("overview.learner.none")}</p>
      ) : (
        <LinePlot
          locale={locale}
          title={message("overview.learner.title")}
          summary={message("overview.learner.summary", { cases: learner.cases })}
          along={message(`overview.along.${learner.period.unit}`)}
          points={pointsOf(learner.period, locale)}
          lines={[
            { name: message("overview.learner.precision"), tone: "ink", ...line(learner.precision) },
            { name: message("overview.learner.recall"), tone: "reader", ...line(learner.recall) },
          ]}
          range={{ low: 0, high: 1 }}
          format={(share) => percent(locale, share)}
        />
      )}
      <p>
        <a class="link" href={href("/desk/rules/learner")}>
          {message("overview.learner.page")}
        </a>
      </p>
    </section>
  );
}
