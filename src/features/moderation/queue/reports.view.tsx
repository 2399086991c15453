import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { Time } from "../../../platform/html/components.tsx";
import { reportReasons } from "../reasons.ts";
import type { Case } from "./read-case.ts";

/** What readers complained of, in their words. Who they are stays unsaid. */
export function Reports({ world, found }: { world: World; found: Case }): JSX.Element {
  const { locale, now } = world;
  const { reports, comment } = found;
  const n = Math.max(comment.reportCount, reports.length);
  return (
    <section aria-labelledby="reports-h">
      <h2 class="cap" id="reports-h">
        {locale.message("case.reports", { n })}
      </h2>
      <ul class="past">
        {reports.map(({ id, reason, note, at, handledAt, upheld }) => (
          <li key={id}>
            <b class={upheld === 1 ? "no" : undefined}>{reasonWords(world, reason)}</b>
            <span>
              {note !== "" && <bdi>{note} </bdi>}
              <i class="agate">
                <Time at={at}>{locale.moment(at, now)}</Time>
                {handledAt !== null &&
                  ` – ${locale.message(upheld === 1 ? "case.report.upheld" : "case.report.dismissed")}`}
              </i>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function reasonWords({ locale }: World, reason: string): string {
  const known = reportReasons.find((each) => each === reason) ?? "other";
  return locale.message(`queue.report.${known}`);
}
