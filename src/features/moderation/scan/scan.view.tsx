import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { type Complaint, Field, FormErrors } from "../../people/staff/desk-form.view.tsx";
import { RulesPage } from "../rules/rules-page.view.tsx";
import { phaseLabel } from "../rules/why.ts";
import { mostMost, type Scan, type ScanState } from "./scan.ts";
import type { FoundBy } from "./scan.store.ts";

export const scanPath = "/desk/rules/scan";

export interface ScanPageProps {
  world: World;
  /** The last one; null: there was none. */
  scan: Scan | null;
  /** By which rules it has found how many. */
  found: readonly FoundBy[];
  typed: { since: string; most: string };
  complaints: readonly Complaint[];
}

/** Seconds after which the page of a scan that runs looks again. */
const lookAgain = 3;

/** Asks the rules about comments that are there already. */
export function ScanPage({ world, scan, found, typed, complaints }: ScanPageProps): JSX.Element {
  const { locale } = world;
  const isRunning = scan?.state === "running";
  return (
    <RulesPage
      world={world}
      title="scan.title"
      path={scanPath}
      head={isRunning && <meta http-equiv="refresh" content={String(lookAgain)} />}
    >
      <p>{locale.message("scan.about")}</p>
      {scan && <LastScan world={world} scan={scan} found={found} />}
      {!isRunning && (
        <section aria-labelledby="scan-new">
          <h2 id="scan-new">{locale.message("scan.new")}</h2>
          <form class="deskform" method="post" action={world.href(scanPath)}>
            <FormErrors locale={locale} complaints={complaints} />
            <Field
              world={world}
              name="since"
              label="scan.since"
              about="scan.since.about"
              complaints={complaints}
              input={(told) => <input {...told} type="date" name="since" value={typed.since} />}
            />
            <Field
              world={world}
              name="most"
              label="scan.most"
              about="scan.most.about"
              complaints={complaints}
              input={(told) => (
                <input {...told} type="number" name="most" min={1} max={mostMost} value={typed.most} />
              )}
            />
            <p class="deskform__foot">
              <button class="btn btn--solid" type="submit" name="act" value="begin">
                {locale.message("scan.begin")}
              </button>
            </p>
          </form>
        </section>
      )}
    </RulesPage>
  );
}

const states: Readonly<Record<ScanState, MessageId>> = {
  running: "scan.state.running",
  stopped: "scan.state.stopped",
  full: "scan.state.full",
  done: "scan.state.done",
};

function LastScan({ world, scan, found }: Pick<ScanPageProps, "world" | "found"> & { scan: Scan }) {
  const { locale, now } = world;
  const { state, from, total, looked, startedAt } = scan;
  return (
    <section aria-labelledby="scan-last" class="scan">
      <h2 id="scan-last">{locale.message("scan.last", { when: locale.moment(startedAt, now) })}</h2>
      <p role="status">
        <b>{locale.message(states[state], { n: scan.found })}</b>
      </p>
      {state !== "done" && (
        <progress
          class="scan__bar"
          max={Math.max(1, total)}
          value={Math.min(looked, total)}
          aria-labelledby="scan-last"
        />
      )}
      <dl class="deskfacts">
        <dt>{locale.message("scan.looked")}</dt>
        <dd>{locale.message("scan.of", { looked, total: Math.max(looked, total) })}</dd>
        <dt>{locale.message("scan.from")}</dt>
        <dd>{from === 0 ? locale.message("scan.from.first") : locale.moment(from, now)}</dd>
        <dt>{locale.message("scan.found")}</dt>
        <dd>
          {locale.message("scan.found.n", { n: scan.found })}
          {found.length > 0 && (
            <ul>
              {found.map(({ phase, n }) => (
                <li key={phase}>{locale.message("scan.found.by", { rule: phaseLabel(locale, phase), n })}</li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
      <ScanActs world={world} scan={scan} />
    </section>
  );
}

function ScanActs({ world, scan }: { world: World; scan: Scan }): JSX.Element | null {
  const { locale } = world;
  const isOpen = scan.state !== "done";
  if (!isOpen && scan.found === 0) return null;
  return (
    <form method="post" action={world.href(scanPath)} class="deskform__foot">
      {scan.state === "running" && (
        <button class="btn" type="submit" name="act" value="stop">
          {locale.message("scan.stop")}
        </button>
      )}
      {isOpen && scan.state !== "running" && (
        <button class="btn btn--solid" type="submit" name="act" value="resume">
          {locale.message("scan.resume")}
        </button>
      )}
      {scan.found > 0 && (
        <a class="act" href={world.href("/desk/comments?queue=reported")}>
          {locale.message("scan.queue")}
        </a>
      )}
    </form>
  );
}
