import type { JSX } from "preact";
import type { World } from "../../context.ts";
import type { Story } from "../stories/story.ts";
import type { HourCount } from "./comment.store.ts";

const anHour = 3_600_000;
const shownHours = 12;
const width = 304;
const height = 62;

/** The shape of the talk, up to its last hour: comments by the hour, with the last update marked. */
export function Gauge({
  world,
  story,
  hours,
}: {
  world: World;
  story: Story;
  hours: readonly HourCount[];
}): JSX.Element | null {
  const all = hours.reduce((sum, { n }) => sum + n, 0);
  if (all < 8) return null;
  const { locale } = world;
  const last = Math.floor(story.discussion.lastCommentAt / anHour);
  const first = last - shownHours + 1;
  const counts = Array.from({ length: shownHours }, () => 0);
  for (const { hour, n } of hours) if (hour >= first && hour <= last) counts[hour - first] = n;
  const most = Math.max(...counts, 1);
  const step = width / shownHours;
  // Time runs with the script: in right-to-left editions the latest hour stands on the left.
  const place = (index: number, wide: number) =>
    locale.direction === "rtl" ? width - index * step - wide : index * step;
  const update = story.notes.filter((note) => note.kind === "update" && note.at >= first * anHour).at(-1);
  const updateX = update ? place((update.at - first * anHour) / anHour, 0) : null;
  const about = locale.message("gauge.about", {
    from: locale.hour(first * anHour),
    to: locale.hour((last + 1) * anHour),
    n: all,
    peak: locale.hour((first + counts.indexOf(most)) * anHour),
  });
  return (
    <div class="gauge">
      <h3 class="label">{locale.message("gauge.heading")}</h3>
      <svg viewBox={`0 0 ${width} 92`} role="img" aria-label={about}>
        <g class="bar">
          {counts.map((n, index) => {
            const tall = Math.round((n / most) * height);
            // An hour is its place
            return (
              <rect key={index} x={place(index, step - 6)} y={70 - tall} width={step - 6} height={tall} />
            );
          })}
        </g>
        <path class="base" d={`M0 71h${width}`} />
        {updateX !== null && <path class="mark" d={`M${updateX} 0v76`} />}
        {[0, shownHours - 1].map((index) => (
          <text key={index} x={place(index, step - 6) + (step - 6) / 2} y="89" text-anchor="middle">
            {locale.hour((first + index) * anHour).slice(0, 2)}
          </text>
        ))}
        {update && updateX !== null && updateX > 40 && updateX < width - 40 && (
          <text class="sig" x={updateX} y="89" text-anchor="middle">
            {locale.hour(update.at)}
          </text>
        )}
      </svg>
    </div>
  );
}
