import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { type DeskNumbers, mostCounted, verdicts } from "./desk-numbers.ts";
import { deskPath, type Filter, type ListName, listNames } from "./filter.ts";
import { tooLong, waitWords } from "./wait.ts";

/** The desk's lists with their numbers, and how long readers wait. */
export function Queues(props: { world: World; filter: Filter; numbers: DeskNumbers }): JSX.Element {
  const { world, filter, numbers } = props;
  const { locale } = world;
  const at = listNames.indexOf(filter.queue);
  const keyOf = (index: number) => {
    if (index === at - 1) return { "data-key": "[" };
    return index === at + 1 ? { "data-key": "]" } : {};
  };
  return (
    <nav class="queues" id="queues" aria-label={locale.message("queue.queues")}>
      <h2>{locale.message("queue.queues")}</h2>
      <ul>
        {listNames.map((name, index) => (
          <li key={name}>
            <a
              href={world.href(deskPath({ ...filter, queue: name }))}
              class={numbers.counts[name] === 0 ? "zero" : undefined}
              {...(name === filter.queue ? { "aria-current": "page" as const } : {})}
              {...keyOf(index)}
            >
              <span>{listName(world, name)}</span>
              <Spark numbers={numbers.sparks[name]} />
              <b>{countWords(world, name, numbers.counts[name])}</b>
            </a>
          </li>
        ))}
        {verdicts.map((name) => (
          <li key={name} class="rest">
            <a href={world.href("/desk/comments/decisions")}>
              <span>{locale.message(`queue.today.${name}`)}</span>
              <Spark numbers={numbers.sparks[name]} />
              <b>{locale.number(numbers.today[name])}</b>
            </a>
          </li>
        ))}
      </ul>
      <Tally world={world} numbers={numbers} />
    </nav>
  );
}

export function listName({ locale }: World, name: ListName): string {
  return locale.message(`queue.name.${name}`);
}

/** A number as far as it is counted: "10,000+". */
export function countWords({ locale }: World, name: ListName, n: number | null): string {
  if (n === null) return "";
  const most = name === "new" ? 1000 : mostCounted;
  return n > most ? locale.message("queue.more", { n: locale.number(most) }) : locale.number(n);
}

const sparkWidth = 49;
const sparkHeight = 14;

/** The last hours as a line, now at its end. It says nothing that the number beside it doesn't. */
function Spark({ numbers }: { numbers: readonly number[] | undefined }): JSX.Element {
  if (!numbers || numbers.length < 2) return <span />;
  const most = Math.max(1, ...numbers);
  const points = numbers.map((n, index) => ({
    x: ((index * sparkWidth) / (numbers.length - 1)).toFixed(1),
    y: (2 + sparkHeight * (1 - n / most)).toFixed(1),
  }));
  const now = points.at(-1);
  return (
    <svg class="spark" viewBox="0 0 52 18" aria-hidden="true">
      <polyline points={points.map(({ x, y }) => `${x},${y}`).join(" ")} />
      {now && <circle class="now" cx={now.x} cy={now.y} r="2" />}
    </svg>
  );
}

const tallyWidth = 226;
const barStep = 19;
const barWidth = 13;
const barHeight = 40;

function Tally({ world, numbers }: { world: World; numbers: DeskNumbers }): JSX.Element {
  const { locale, now } = world;
  const { waits, medianToday, oldest, onDesk } = numbers;
  const most = Math.max(tooLong, ...waits.map(({ median }) => median ?? 0));
  const worst = waits.reduce((one, other) => ((other.median ?? 0) > (one.median ?? 0) ? other : one));
  const hourOf = (hour: number) => locale.hour(hour * 3_600_000).slice(0, 2);
  const first = waits[0]?.hour ?? 0;
  const isWorstTold = (worst.median ?? 0) > 0;
  // Time runs as one reads.
  const xOf = (hour: number) => {
    const x = (hour - first) * barStep;
    return locale.direction === "rtl" ? tallyWidth - barWidth - x : x;
  };
  return (
    <div class="tally">
      <h3>{locale.message("queue.waits")}</h3>
      {isWorstTold && (
        <svg
          viewBox="0 0 226 62"
          role="img"
          aria-label={locale.message("queue.waits.about", {
            from: locale.hour(first * 3_600_000),
            wait: waitWords(locale, worst.median ?? 0),
            hour: locale.hour(worst.hour * 3_600_000),
          })}
        >
          {waits.map(({ hour, median }) => {
            const height = ((median ?? 0) / most) * barHeight;
            const mark = hour === worst.hour ? "worst" : undefined;
            return (
              <rect
                key={hour}
                class={mark}
                x={xOf(hour)}
                y={(44 - height).toFixed(1)}
                width={barWidth}
                height={height.toFixed(1)}
              />
            );
          })}
          <path d="M0 45h226" />
          {worst.hour - first > 1 && (
            <text x={xOf(first) + barWidth / 2} y="60">
              {hourOf(first)}
            </text>
          )}
          <text class="worst" x={xOf(worst.hour) + barWidth / 2} y="60">
            {hourOf(worst.hour)}
          </text>
        </svg>
      )}
      <dl>
        <dt>{locale.message("queue.waits.median")}</dt>
        <dd>{medianToday === null ? "–" : waitWords(locale, medianToday)}</dd>
        <dt>{locale.message("queue.waits.longest")}</dt>
        <dd>{oldest === null ? "–" : waitWords(locale, now - oldest)}</dd>
        <dt>{locale.message("queue.onDesk")}</dt>
        <dd>{locale.number(onDesk)}</dd>
      </dl>
    </div>
  );
}
