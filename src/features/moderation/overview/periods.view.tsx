import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { periodNames } from "./period.ts";

/** Over which time numbers are shown. */
export function Periods({
  world: { locale, href },
  path,
  current,
}: {
  world: World;
  path: string;
  current: string;
}): JSX.Element {
  return (
    <nav class="overview__periods" aria-label={locale.message("overview.periods")}>
      <ul>
        {periodNames.map((name) => (
          <li key={name}>
            <a
              href={href(`${path}?period=${name}`)}
              {...(name === current ? { "aria-current": "page" as const } : {})}
            >
              {locale.message(`overview.period.${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
