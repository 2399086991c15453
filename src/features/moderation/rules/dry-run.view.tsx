import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { SettingChange } from "../../../platform/events/events.ts";
import { type Complaint, Field, FormErrors, SelectField } from "../../people/staff/desk-form.view.tsx";
import type { StoryCard } from "../../stories/story.ts";
import { BackToRules, Carried } from "./carried.view.tsx";
import { RuleChanges } from "./changes.view.tsx";
import { MarkedText, Objections } from "./judgement.view.tsx";
import type { RuleSettings } from "./rule-settings.ts";
import { RulesPage } from "./rules-page.view.tsx";
import { triers, type TrialResult } from "./try-text.ts";
import type { TypedRules } from "./typed-rules.ts";

/** What a text met under the rules as they are, or as they would be. */
export interface TriedText {
  name: "dryRun.now" | "dryRun.then";
  result: TrialResult;
}

/** What was changed in the form of the rules and not saved. */
export interface TriedRules {
  settings: RuleSettings;
  number: number;
  carried: TypedRules;
  changes: readonly SettingChange[];
}

export interface DryRunProps extends TriedRules {
  world: World;
  stories: readonly StoryCard[];
  typed: { text: string; as: string; story: string };
  complaints: readonly Complaint[];
  results: readonly TriedText[];
}

/** What a text would meet, without anything being written. */
export function DryRunPage(props: DryRunProps): JSX.Element {
  const { world, stories, typed, complaints, results, carried, settings, changes, number } = props;
  const { locale } = world;
  const shared = { world, complaints };
  return (
    <RulesPage world={world} title="rules.dryRun" path="/desk/rules/dry-run">
      <p>{locale.message("dryRun.about")}</p>
      {changes.length > 0 && <TriedChanges world={world} changes={changes} />}
      <form class="deskform" method="post" action={world.href("/desk/rules/dry-run")} noValidate>
        <FormErrors locale={locale} complaints={complaints} />
        <Carried settings={settings} typed={carried} />
        <Field
          {...shared}
          name="text"
          label="dryRun.text"
          input={(told) => <textarea {...told} name="text" rows={6} dir="auto" value={typed.text} />}
        />
        <SelectField
          {...shared}
          name="as"
          label="dryRun.as"
          value={typed.as}
          options={triers.map((value) => ({ value, label: locale.message(`dryRun.as.${value}`) }))}
        />
        <SelectField
          {...shared}
          name="story"
          label="dryRun.story"
          value={typed.story}
          options={[
            { value: "", label: locale.message("dryRun.story.any") },
            ...stories.map(({ id, headline }) => ({ value: String(id), label: headline })),
          ]}
        />
        <p class="deskform__foot">
          <button class="btn btn--solid" type="submit">
            {locale.message("dryRun.try")}
          </button>
          <button class="btn" type="submit" formAction={world.href("/desk/rules/dry-run/week")}>
            {locale.message("rules.try")}
          </button>
        </p>
      </form>
      {results.map(({ name, result }) => (
        <section key={name} aria-labelledby={name}>
          <h2 id={name}>{locale.message(name)}</h2>
          <Result world={world} text={typed.text} result={result} />
        </section>
      ))}
      {changes.length > 0 && (
        <BackToRules world={world} settings={settings} typed={carried} number={number} />
      )}
    </RulesPage>
  );
}

/** What is tried, against the rules in force. */
export function TriedChanges({
  world,
  changes,
}: {
  world: World;
  changes: readonly SettingChange[];
}): JSX.Element {
  const { locale } = world;
  return (
    <section aria-labelledby="tried-h">
      <h2 id="tried-h">{locale.message("dryRun.changes")}</h2>
      <RuleChanges world={world} changes={changes} />
    </section>
  );
}

function Result({ world, text, result }: { world: World; text: string; result: TrialResult }): JSX.Element {
  const { locale } = world;
  if ("away" in result)
    return (
      <>
        <p role="status">
          <b>{locale.message("dryRun.away")}</b>
        </p>
        <p>{locale.message(result.away.message, result.away.values)}</p>
      </>
    );
  const { judgement } = result;
  return (
    <>
      <p role="status">
        <b>{locale.message(`dryRun.outcome.${judgement.outcome}`)}</b>
      </p>
      <Objections world={world} judgement={judgement} />
      <MarkedText text={text} judgement={judgement} />
    </>
  );
}
