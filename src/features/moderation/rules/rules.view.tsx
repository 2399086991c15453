import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { SettingChange } from "../../../platform/events/events.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { isolate } from "../../../platform/text/clean.ts";
import { FormErrors, Told } from "../../people/staff/desk-form.view.tsx";
import type { PhaseName } from "../phases/phase.ts";
import { phases } from "../phases/phases.ts";
import { RuleChanges } from "./changes.view.tsx";
import { type RuleNumbers, noNumbers } from "./rule-numbers.ts";
import { fieldsOfPhase } from "./rule-fields.ts";
import { type RuleFieldProps, RuleFieldInput } from "./rule-field.view.tsx";
import { RulesPage } from "./rules-page.view.tsx";
import { phaseLabel } from "./why.ts";

/** Somebody else was faster. */
export interface Stale {
  /** Their name. */
  who: string;
  at: number;
  changes: readonly SettingChange[];
}

export interface RulesListProps extends Omit<RuleFieldProps, "field"> {
  /** The number of the rules that are shown. */
  number: number;
  numbers: ReadonlyMap<string, RuleNumbers>;
  done: MessageId | null;
  stale: Stale | null;
  /** Where they prove who they are, when that is too long ago. */
  proveAt: string | null;
}

/** Every rule in its order: what it does, whether it is on, its settings, and what it did in a week. */
export function RulesList(props: RulesListProps): JSX.Element {
  const { world, complaints, number, done, stale, proveAt } = props;
  const { locale, now } = world;
  return (
    <RulesPage world={world} title="desk.rules" path="/desk/rules">
      {done && <Told>{locale.message(done)}</Told>}
      <p>{locale.message("rules.about")}</p>
      <form class="deskform rules" method="post" action={world.href("/desk/rules")} noValidate>
        <FormErrors locale={locale} complaints={complaints} />
        {stale && (
          <div class="composer__error" role="alert" tabIndex={-1} autofocus>
            <p>
              {locale.message("rules.stale", { who: isolate(stale.who), when: locale.moment(stale.at, now) })}
            </p>
            <RuleChanges world={world} changes={stale.changes} />
          </div>
        )}
        {proveAt && (
          <p>
            <a class="link" href={world.href(proveAt)} target="_blank" rel="noopener">
              {locale.message("setting.stale.go")}
            </a>
          </p>
        )}
        <input type="hidden" name="seen" value={number} />
        <ol class="rules__list">
          {phases.map(({ name }, n) => (
            <PhaseItem key={name} {...props} name={name} place={n + 1} />
          ))}
        </ol>
        <fieldset>
          <legend>{locale.message("rules.general")}</legend>
          {fieldsOfPhase(null).map((field) => (
            <RuleFieldInput key={field.name} {...props} field={field} />
          ))}
        </fieldset>
        <p class="deskform__foot">
          <button class="btn btn--solid" type="submit">
            {locale.message("rules.save")}
          </button>
          <button class="btn" type="submit" formAction={world.href("/desk/rules/dry-run/week")}>
            {locale.message("rules.try")}
          </button>
        </p>
      </form>
    </RulesPage>
  );
}

function PhaseItem(props: RulesListProps & { name: PhaseName; place: number }): JSX.Element {
  const { world, name, place, numbers } = props;
  const { locale, site } = world;
  const fields = fieldsOfPhase(name);
  const days = fields.filter(({ kind }) => kind.kind === "day");
  const others = fields.filter(({ kind }) => kind.kind !== "day");
  return (
    <li>
      <fieldset>
        <legend>
          <span class="rules__place">{locale.number(place)}</span> {phaseLabel(locale, name)}
        </legend>
        <p class="rules__about">{locale.message(`phase.${name}.about`)}</p>
        <p class="agate">{weekWords(world, name, numbers.get(name) ?? noNumbers)}</p>
        {others.map((field) => (
          <RuleFieldInput key={field.name} {...props} field={field} />
        ))}
        {days.length > 0 && (
          <fieldset class="rules__week">
            <legend>{locale.message("rule.openingHours.hours")}</legend>
            <p class="note">
              {locale.message("rule.openingHours.hours.about", { zone: isolate(site.timeZone) })}
            </p>
            {days.map((field) => (
              <RuleFieldInput key={field.name} {...props} field={field} />
            ))}
          </fieldset>
        )}
      </fieldset>
    </li>
  );
}

/** Rules that only give the form back: nothing of what was sent is kept, nor counted. */
const uncounted: ReadonlySet<string> = new Set(["sanctions", "limits"]);

function weekWords({ locale }: World, name: string, numbers: RuleNumbers): string {
  if (uncounted.has(name)) return locale.message("rules.week.uncounted");
  const { held, refused } = numbers;
  return held + refused === 0
    ? locale.message("rules.week.none")
    : locale.message("rules.week", { ...numbers });
}
