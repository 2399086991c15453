import type { JSX } from "preact";
import { Spark } from "../../../platform/html/plot/spark.tsx";
import { duration } from "../../../platform/html/plot/plot.tsx";
import type { Locale } from "../../../platform/html/locale.ts";
import { phaseLabel } from "../rules/why.ts";
import { type Queue, queues } from "../queue/queue.ts";
import type { OverviewProps } from "./overview.view.tsx";
import type { OnDuty, QueueNow } from "./read-overview.ts";

/** Rules that threw in the last day: their comments are held. */
export function Trouble({
  world: { locale, href },
  overview: { failures },
}: Pick<OverviewProps, "world" | "overview">): JSX.Element | null {
  if (failures.length === 0) return null;
  return (
    <section class="overview__trouble">
      <h2>{locale.message("overview.trouble")}</h2>
      <ul>
        {failures.map(({ rule, n, first, last }) => (
          <li key={rule}>
            {locale.message("overview.trouble.failed", {
              n,
              rule: phaseLabel(locale, rule),
              first: locale.hour(first),
              last: locale.hour(last),
            })}
          </li>
        ))}
      </ul>
      <p>
        <a class="link" href={href("/desk/comments?queue=held")}>
          {locale.message("overview.trouble.more")}
        </a>
      </p>
    </section>
  );
}

/** What waits, and who is there. */
export function Now({ world, overview, shifts }: Omit<OverviewProps, "rules">): JSX.Element {
  const { locale, href } = world;
  const { message } = locale;
  const waiting = queues.flatMap((queue) => overview.queues.filter((each) => each.queue === queue));
  return (
    <section class="overview__now">
      <h2>{message("overview.now")}</h2>
      {waiting.length === 0 ? (
        <p class="quiet">{message("overview.queue.none")}</p>
      ) : (
        <QueueTable
          locale={locale}
          waiting={waiting}
          trend={overview.waiting}
          hrefOf={(queue) => href(`/desk/comments?queue=${queue}`)}
        />
      )}
      <div>
        <h3>{message("overview.duty")}</h3>
        {overview.onDuty.length === 0 ? (
          <p>{message("overview.duty.none")}</p>
        ) : (
          <ul class="deskrows">
            {overview.onDuty.map((each, index) => (
              <Somebody key={index} locale={locale} each={each} />
            ))}
          </ul>
        )}
        {shifts && (
          <p class="note">
            {shifts.length === 0
              ? message("overview.duty.noPlan")
              : message("overview.duty.plan", {
                  shifts: shifts.map((shift) => message("overview.shift", shift)).join(message("list.join")),
                })}
          </p>
        )}
      </div>
    </section>
  );
}

function Somebody({ locale, each }: { locale: Locale; each: OnDuty }): JSX.Element {
  const { name, decided, claimed, last } = each;
  return (
    <li>
      <span class="deskrows__name">
        {name === null ? locale.message("overview.duty.nobody") : <bdi>{name}</bdi>}
      </span>
      <span class="deskrows__facts">
        {locale.message("overview.duty.one", {
          decided,
          claimed,
          last: last === null ? "" : locale.hour(last),
        })}
      </span>
    </li>
  );
}

function QueueTable({
  locale,
  waiting,
  trend,
  hrefOf,
}: {
  locale: Locale;
  waiting: readonly QueueNow[];
  /** How many were held, over the period. */
  trend: readonly number[];
  hrefOf(queue: Queue): string;
}): JSX.Element {
  const { message, number } = locale;
  const heads = ["", ".waiting", ".oldest", ".tenMinutes", ".hour", ".day", ".longer"] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="overview__scroll" tabIndex={0} aria-label={message("overview.queue")}>
      <table class="overview__table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {message(`overview.queue${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {waiting.map(({ queue, count, oldest, tenMinutes, hour, day }) => (
            <tr key={queue}>
              <th scope="row">
                <a class="link" href={hrefOf(queue as Queue)}>
                  {message(`overview.queue.${queue as Queue}`)}
                </a>
              </th>
              <td>
                <b>{number(count)}</b>{" "}
                {queue === "held" && <Spark locale={locale} values={trend.slice(-24)} />}
              </td>
              <td>{duration(locale, oldest)}</td>
              <td>{number(tenMinutes)}</td>
              <td>{number(hour - tenMinutes)}</td>
              <td>{number(day - hour)}</td>
              <td>{number(count - day)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
