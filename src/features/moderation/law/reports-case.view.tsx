import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import type { Weighed } from "./weigh-reports.ts";

/** What the reports on a comment weigh, and whether somebody floods its author; and the answer that they were wrong. */
export function ReportsCase({
  world,
  id,
  weighed,
  to,
}: {
  world: World;
  id: CommentId;
  weighed: Weighed;
  to: string;
}): JSX.Element {
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
      {reports > 0 && (
        <form method="post" action={world.href(`/desk/reports/${id}/dismiss`)}>
          <input type="hidden" name="to" value={to} />
          <button class="btn" type="submit">
            {locale.message("deskReports.dismiss")}
          </button>
        </form>
      )}
    </div>
  );
}
