import type { ComponentChildren, JSX } from "preact";
import type { Locale } from "../locale.ts";
import type { Scale } from "./ticks.ts";
import { thinned } from "./ticks.ts";

// A plot is as wide as its place, and its words stay as large as they are: what lies along the line is told in per cent
// of the width, what lies up and down in pixels. In pages that are read from the right, time runs from the right.

/** Pixels above the highest and below the lowest value. */
const above = 8;
const below = 22;

/** Where things lie in a plot. */
export interface Place {
  height: number;
  /** Pixels from the top. */
  y(value: number): number;
  /** Per cent of the width from the left, for a share of the way from the first to the last. */
  x(share: number): number;
  floor: number;
}

export function placeIn(locale: Locale, scale: Scale, height: number): Place {
  const floor = height - below;
  const span = scale.to - scale.from || 1;
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    height,
    floor,
    y: (value) => round(floor - ((value - scale.from) / span) * (floor - above)),
    x: (share) => round((locale.direction === "rtl" ? 1 - share : share) * 100),
  };
}

/** Longer words below a narrow plot leave room for fewer of them. */
const longMark = 8;

interface FieldProps {
  locale: Locale;
  scale: Scale;
  place: Place;
  format(value: number): string;
  /** What is written below, and at which share of the way. */
  marks: readonly { at: number; label: string }[];
  children: ComponentChildren;
}

/** The field that values are drawn into, with lines and numbers behind it and words below it. */
export function Field({ locale, scale, place, format, marks, children }: FieldProps): JSX.Element {
  const isMirrored = locale.direction === "rtl";
  const isAlwaysSeen = thinned(marks.length, marks.some(({ label }) => label.length > longMark) ? 3 : 5);
  return (
    <>
      <svg class="plot__scale" height={place.height} aria-hidden="true">
        {scale.ticks.map((tick) => (
          <text
            key={tick}
            x={isMirrored ? "0" : "100%"}
            dx={isMirrored ? 6 : -6}
            y={place.y(tick)}
            dy=".32em"
            text-anchor="end"
          >
            {format(tick)}
          </text>
        ))}
      </svg>
      <svg class="plot__field" height={place.height} aria-hidden="true">
        {scale.ticks.map((tick) => (
          <line key={tick} class="plot__rule" x1="0" x2="100%" y1={place.y(tick)} y2={place.y(tick)} />
        ))}
        {children}
        <line class="plot__base" x1="0" x2="100%" y1={place.floor} y2={place.floor} />
        {marks.map(({ at, label }, index) => (
          <text
            key={at}
            class={isAlwaysSeen(index) ? "plot__mark" : "plot__mark plot__mark--spare"}
            x={`${place.x(at)}%`}
            y={place.height - 5}
            text-anchor={anchorAt(at)}
          >
            {label}
          </text>
        ))}
      </svg>
    </>
  );
}

// What stands at the edge would be cut off in the middle.
function anchorAt(share: number): "start" | "middle" | "end" {
  if (share < 0.04) return "start";
  return share > 0.96 ? "end" : "middle";
}

/** Lines and areas: they are stretched to the width of the field, their strokes are not. */
export function Stretched({ place, children }: { place: Place; children: ComponentChildren }): JSX.Element {
  return (
    <svg
      aria-hidden="true"
      width="100%"
      height={place.height}
      viewBox={`0 0 100 ${place.height}`}
      preserveAspectRatio="none"
    >
      {children}
    </svg>
  );
}
