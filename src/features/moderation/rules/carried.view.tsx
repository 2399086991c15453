import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { settingMark } from "../../sites/setting-fields.ts";
import { fieldNamed, typedRule } from "./rule-fields.ts";
import type { RuleSettings } from "./rule-settings.ts";
import type { TypedRules } from "./typed-rules.ts";

/** What was changed in the form of the rules and not saved, as hidden fields: the next form has it too. */
export function Carried({ settings, typed }: { settings: RuleSettings; typed: TypedRules }): JSX.Element {
  return (
    <>
      {Object.entries(typed).map(([name, text]) => {
        const field = fieldNamed(name);
        return (
          field && (
            <span key={name} hidden>
              <input type="hidden" name={`was.${name}`} value={settingMark(typedRule(settings, field))} />
              <input type="hidden" name={name} value={text} />
            </span>
          )
        );
      })}
    </>
  );
}

/** Forms that lead back to the rules with what was changed, or save it. */
export function BackToRules({
  world,
  settings,
  typed,
  number,
}: {
  world: World;
  settings: RuleSettings;
  typed: TypedRules;
  number: number;
}): JSX.Element {
  const { locale } = world;
  const hasChanges = Object.keys(typed).length > 0;
  return (
    <form class="deskform__foot" method="post" action={world.href("/desk/rules/again")}>
      <Carried settings={settings} typed={typed} />
      <input type="hidden" name="seen" value={number} />
      <button class="btn" type="submit">
        {locale.message("dryRun.back")}
      </button>
      {hasChanges && (
        <>
          <button class="btn btn--solid" type="submit" formAction={world.href("/desk/rules")}>
            {locale.message("rules.save")}
          </button>
          <button
            class="btn"
            type="submit"
            name="fresh"
            value="1"
            formAction={world.href("/desk/rules/dry-run")}
          >
            {locale.message("dryRun.tryText")}
          </button>
        </>
      )}
    </form>
  );
}
