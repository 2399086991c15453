import type { JSX } from "preact";
import type { World } from "../../../../context.ts";
import { duration, percent } from "../../../../platform/html/plot/plot.tsx";
import { BarPlot } from "../../../../platform/html/plot/bar-plot.tsx";
import { BarRows } from "../../../../platform/html/plot/row-plots.tsx";
import { wilson } from "../../../../platform/lib/wilson.ts";
import { isolate } from "../../../../platform/text/clean.ts";
import { Page } from "../../../sites/page.view.tsx";
import type { RuleSettings } from "../../rules/rule-settings.ts";
import { reasonName } from "../reason-names.ts";
import type { Restriction, Transparency } from "./read-transparency.ts";
import { partFiles } from "./report-file.ts";
import { periodLabel, type ReportPeriod, type reportPeriods } from "./report-period.ts";
import { unlessSmall, withoutSmall } from "./small-numbers.ts";

export interface TransparencyProps {
  world: World;
  period: ReportPeriod;
  /** Null: nothing has been decided yet. */
  numbers: Transparency | null;
  periods: ReturnType<typeof reportPeriods>;
  rules: RuleSettings;
}

/** How the paper moderates, in numbers that everybody may see. */
export function TransparencyPage(props: TransparencyProps): JSX.Element {
  const { world, period, numbers } = props;
  const { locale, site, now } = world;
  const { message } = locale;
  const title = message("transparency.heading");
  const isRunning = period.before > now;
  return (
    <Page
      world={world}
      title={`${title} – ${site.name}`}
      kind="p-plain"
      path={`/transparency/${period.name}`}
    >
      <main id="content" class="wrap">
        <div class="plain__head">
          <h1>{title}</h1>
          <p>{message("transparency.about", { site: site.name })}</p>
        </div>
        <div class="transparency">
          <Guidelines world={world} />
          {numbers === null ? (
            <p class="quiet">{message("transparency.none")}</p>
          ) : (
            <>
              <Periods {...props} />
              <h2 id="period">{periodLabel(period, locale)}</h2>
              <p class="note">
                {message(isRunning ? "transparency.soFar" : "transparency.whole", {
                  when: locale.fullDay(now),
                })}{" "}
                {period.months === 1 && message("transparency.small")}
              </p>
              <Numbers {...props} numbers={numbers} />
            </>
          )}
        </div>
      </main>
    </Page>
  );
}

function Guidelines({ world: { site, locale, href } }: Pick<TransparencyProps, "world">): JSX.Element | null {
  const { rules, about } = site.settings;
  if (rules.length === 0 && !about) return null;
  return (
    <section class="prose">
      <h2>{locale.message("transparency.guidelines")}</h2>
      {rules.length > 0 && (
        <ol class="rules">
          {rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ol>
      )}
      {about && (
        <p>
          <a href={href("/about")}>{locale.message("foot.about")}</a>
        </p>
      )}
    </section>
  );
}

function Periods({ world, period, periods }: TransparencyProps): JSX.Element {
  const { locale, href } = world;
  const link = (each: ReportPeriod) => (
    <a
      href={href(`/transparency/${each.name}`)}
      {...(each.name === period.name ? { "aria-current": "page" as const } : {})}
    >
      {periodLabel(each, locale)}
    </a>
  );
  return (
    <nav class="transparency__periods" aria-label={locale.message("transparency.periods")}>
      <ul>
        {periods.map(({ half, months }) => (
          <li key={half.name}>
            {link(half)}
            <ul>
              {months.map((month) => (
                <li key={month.name}>{link(month)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const count = (restrictions: readonly Restriction[]) => restrictions.reduce((sum, { n }) => sum + n, 0);

function Numbers(props: TransparencyProps & { numbers: Transparency }): JSX.Element {
  const { world, period, numbers } = props;
  const { message } = world.locale;
  const { restrictions } = numbers;
  return (
    <>
      <Facts {...props} />
      <OverTime {...props} />
      {restrictions.length > 0 && (
        <div class="transparency__pair">
          <Reasons world={world} rules={props.rules} restrictions={restrictions} />
          <Deciders world={world} restrictions={restrictions} />
        </div>
      )}
      <section>
        <h3>{message("transparency.files")}</h3>
        <p class="note">{message("transparency.files.about")}</p>
        <p>
          <a class="link" href={world.href(`/transparency/${period.name}.csv`)}>
            {message("transparency.files.all", { name: isolate(`${period.name}.csv`) })}
          </a>
        </p>
        <ul class="transparency__files">
          {partFiles.map((file) => (
            <li key={file}>
              <a class="link" dir="ltr" href={world.href(`/transparency/${period.name}/${file}.csv`)}>
                {file}.csv
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Facts({
  world: { locale },
  period,
  numbers,
}: TransparencyProps & { numbers: Transparency }): JSX.Element {
  const { message } = locale;
  const { restrictions, comments, waits, appeals, notices } = numbers;
  const isExact = period.months === 6;
  const told = (n: number) =>
    isExact || unlessSmall(n) !== null ? locale.number(n) : message("transparency.few");
  const onPeople = restrictions.filter(({ measure }) => measure === "suspend" || measure === "ban");
  const onWords = restrictions.filter(({ measure }) => measure !== "suspend" && measure !== "ban");
  const share = wilson(Math.min(count(onWords), comments), comments);
  const span = (value: number | null | undefined) => (value == null ? "–" : duration(locale, value));
  // Of few appeals nobody is told how they ended.
  const answered = appeals.granted + appeals.upheld;
  const overturned =
    answered === 0
      ? "–"
      : !isExact && (unlessSmall(appeals.granted) === null || unlessSmall(appeals.upheld) === null)
        ? message("transparency.few.outcome")
        : message("transparency.appeals.overturned.value", { n: appeals.granted, of: answered });
  const facts: [string, string][] = [
    [message("transparency.comments"), locale.number(comments)],
    [
      message("transparency.restricted"),
      share && isExact ? `${told(count(onWords))} (${percent(locale, share.value)})` : told(count(onWords)),
    ],
    [message("transparency.suspensions"), told(count(onPeople))],
    [message("transparency.median"), span(waits?.median)],
    [message("transparency.ninetieth"), span(waits?.ninetieth)],
    [message("transparency.appeals"), told(appeals.received)],
    [message("transparency.appeals.overturned"), overturned],
    [message("transparency.appeals.median"), span(answered === 0 ? null : appeals.median)],
    [message("transparency.notices"), told(notices.received)],
    [message("transparency.notices.removed"), told(notices.removed)],
    [message("transparency.notices.median"), span(notices.median)],
  ];
  return (
    <dl class="transparency__facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function OverTime({
  world: { locale },
  period,
  numbers,
}: TransparencyProps & { numbers: Transparency }): JSX.Element | null {
  const { message } = locale;
  const { steps, automatedBy, humanBy } = numbers;
  const all = count(numbers.restrictions);
  if (all === 0) return <p class="quiet">{message("transparency.nothing")}</p>;
  if (period.months === 1) return null;
  const machine = automatedBy.reduce((sum, n) => sum + n, 0);
  return (
    <BarPlot
      locale={locale}
      title={message("transparency.months")}
      summary={message("transparency.months.summary", { n: all, machine, human: all - machine })}
      along={message("transparency.month")}
      points={steps.map(({ from }) => {
        const label = locale.month(from + 12 * 3_600_000);
        return { label, mark: label };
      })}
      series={[
        { name: message("transparency.by.human"), tone: "ink", values: humanBy },
        { name: message("transparency.by.machine"), tone: "reader", values: automatedBy },
      ]}
      isStacked={true}
      isWhole={true}
    />
  );
}

interface RestrictionsProps extends Pick<TransparencyProps, "world" | "rules"> {
  restrictions: readonly Restriction[];
}

function grouped(restrictions: readonly Restriction[], nameOf: (each: Restriction) => string) {
  const counts = new Map<string, number>();
  for (const each of restrictions) counts.set(nameOf(each), (counts.get(nameOf(each)) ?? 0) + each.n);
  return [...counts].map(([name, value]) => ({ name, value }));
}

function Reasons({ world: { locale }, rules, restrictions }: RestrictionsProps): JSX.Element {
  const { message } = locale;
  const rows = grouped(restrictions, ({ who, code, measure }) =>
    reasonName(locale, rules, { who, code, action: measure }),
  );
  return (
    <BarRows
      locale={locale}
      title={message("transparency.reasons")}
      along={message("overview.reasons.reason")}
      value={message("transparency.count")}
      rows={withoutSmall(rows, message("transparency.otherReasons"))}
    />
  );
}

function Deciders({ world: { locale }, restrictions }: Omit<RestrictionsProps, "rules">): JSX.Element {
  const { message } = locale;
  const rows = grouped(restrictions, ({ automated }) =>
    message(
      automated === "fully"
        ? "transparency.by.machine"
        : automated === "partly"
          ? "transparency.by.both"
          : "transparency.by.human",
    ),
  );
  return (
    <BarRows
      locale={locale}
      title={message("transparency.by")}
      along={message("transparency.by.who")}
      value={message("transparency.count")}
      rows={withoutSmall(rows, message("transparency.otherWays"))}
    />
  );
}
