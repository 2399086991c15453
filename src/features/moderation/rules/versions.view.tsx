import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { Time } from "../../../platform/html/components.tsx";
import type { SettingChange } from "../../../platform/events/events.ts";
import { FormErrors } from "../../people/staff/desk-form.view.tsx";
import { RuleChanges } from "./changes.view.tsx";
import { RulesPage } from "./rules-page.view.tsx";
import type { RuleComplaint } from "./typed-rules.ts";

/** A state that the rules have had. */
export interface RuleVersion {
  number: number;
  who: string;
  at: number;
  /** Against the one before. */
  changes: readonly SettingChange[];
}

export interface VersionsProps {
  world: World;
  versions: readonly RuleVersion[];
  /** The one in force; 0: as nobody has changed them. */
  current: number;
  /** From which an older page goes on; null: there is none. */
  next: number | null;
  complaints: readonly RuleComplaint[];
}

/** Who changed the rules, when and how, with the way back. */
export function VersionsPage({ world, versions, current, next, complaints }: VersionsProps): JSX.Element {
  const { locale, now } = world;
  return (
    <RulesPage world={world} title="rules.versions" path="/desk/rules/versions">
      <FormErrors locale={locale} complaints={complaints} />
      <p>{locale.message("rules.version.about")}</p>
      {versions.length === 0 && <p class="quiet">{locale.message("rules.version.none")}</p>}
      <ol class="deskrows" reversed>
        {versions.map(({ number, who, at, changes }) => (
          <li key={number}>
            <div>
              <p class="deskrows__name">{locale.message("rules.version", { n: number })}</p>
              <p class="agate">
                <bdi>{who}</bdi> <span class="sep" /> <Time at={at}>{locale.moment(at, now)}</Time>
              </p>
            </div>
            <RuleChanges world={world} changes={changes} />
            <Restore world={world} number={number} current={current} />
          </li>
        ))}
        {next === null && versions.length > 0 && (
          <li>
            <p>{locale.message("rules.version.first")}</p>
            <span />
            <Restore world={world} number={0} current={current} />
          </li>
        )}
      </ol>
      {next !== null && (
        <p>
          <a class="more" href={world.href(`/desk/rules/versions?before=${next}`)}>
            {locale.message("desk.older")}
          </a>
        </p>
      )}
    </RulesPage>
  );
}

function Restore({ world, number, current }: { world: World; number: number; current: number }): JSX.Element {
  const { locale } = world;
  if (number === current) return <p class="agate">{locale.message("rules.version.now")}</p>;
  return (
    <form method="post" action={world.href("/desk/rules/restore")}>
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="seen" value={current} />
      <button class="btn" type="submit">
        {locale.message("rules.version.restore")}
      </button>
    </form>
  );
}
