import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { Weighed } from "./weigh-reports.ts";

/** What the reports on a comment weigh, and whether somebody floods its author. */
export function ReportsCase({ world, weighed }: { world: World; weighed: Weighed }): JSX.Element {
  const { locale } = world;
  const { weight, reports, flood } = weighed;
  return (
    <div class="lawcase lawcase--reports">
      {reports > 0 && <p class="note">{locale.message("deskReports.weight", { n: weight })}</p>}
      {flood && (
        <p role="status">
          {locale.message("deskReports.flood", {
            n: flood.reports,
            newcomers: flood.newcomers,
            networks: flood.networks,
          })}
        </p>
      )}
    </div>
  );
}
