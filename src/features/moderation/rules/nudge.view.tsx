import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { Nudge } from "./nudge.ts";
import { whyText } from "./why.ts";

const mostPlaces = 5;
const longestPlace = 60;

/** Told above the form that came back, once: why the comment will wait, and where in it. */
export function NudgeNote({
  world: { locale },
  text,
  nudge,
}: {
  world: World;
  text: string;
  nudge: readonly Nudge[];
}): JSX.Element | null {
  if (nudge.length === 0) return null;
  return (
    <div class="composer__error composer__nudge" role="alert" tabIndex={-1} autofocus>
      <p>
        <b>{locale.message("nudge.head")}</b>
      </p>
      <ul>
        {nudge.map(({ why, spans }) => (
          <li key={`${why.phase} ${why.code}`}>
            {whyText(locale, why)}
            {spans.slice(0, mostPlaces).map(({ from, to }) => (
              <>
                {" "}
                <mark key={from} dir="auto">
                  {cut(text.slice(from, to))}
                </mark>
              </>
            ))}
          </li>
        ))}
      </ul>
      <p>{locale.message("nudge.foot")}</p>
    </div>
  );
}

function cut(words: string): string {
  const characters = [...words];
  return characters.length > longestPlace ? `${characters.slice(0, longestPlace).join("")}…` : words;
}
