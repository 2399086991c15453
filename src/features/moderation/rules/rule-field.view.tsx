import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { isMessageId } from "../../../platform/html/locale.ts";
import { settingMark } from "../../sites/setting-fields.ts";
import { fieldAbout, fieldLabel } from "./rule-changes.ts";
import { type RuleField, typedRule } from "./rule-fields.ts";
import type { RuleSettings } from "./rule-settings.ts";
import type { RuleComplaint, TypedRules } from "./typed-rules.ts";

export interface RuleFieldProps {
  world: World;
  settings: RuleSettings;
  /** What was typed and not saved. */
  typed: TypedRules;
  complaints: readonly RuleComplaint[];
  field: RuleField;
}

type Told = {
  id: string;
  name: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  autofocus?: boolean;
};

/** One setting of a rule, with what is to be said of it and what is wrong with it. */
export function RuleFieldInput({ world, settings, typed, complaints, field }: RuleFieldProps): JSX.Element {
  const { locale } = world;
  const { name } = field;
  const id = `f-${name}`;
  const held = typedRule(settings, field);
  const value = typed[name] ?? held;
  const about = field.kind.kind === "day" ? "" : aboutOf(world, field);
  const complaint = complaints.find((each) => each.field === name);
  const described = [...(complaint ? [`${id}-e`] : []), ...(about ? [`${id}-n`] : [])].join(" ");
  const told: Told = {
    id,
    name,
    ...(described ? { "aria-describedby": described } : {}),
    ...(complaint ? { "aria-invalid": true, autofocus: complaints[0] === complaint } : {}),
  };
  const label = fieldLabel(locale, name);
  return (
    <div {...(field.kind.kind === "check" ? {} : { class: "field" })}>
      {/* What the form was filled with: so that only what somebody has changed in it is saved. */}
      <input type="hidden" name={`was.${name}`} value={settingMark(held)} />
      {field.kind.kind === "check" ? (
        <label class="check" for={id}>
          <input {...told} type="checkbox" value="on" checked={value !== ""} />
          {label}
        </label>
      ) : (
        <>
          <label for={id}>{label}</label>
          <Control world={world} field={field} told={told} value={value} />
        </>
      )}
      {complaint && (
        <span class="field__error field__error--told" id={`${id}-e`}>
          {locale.message(complaint.message, complaint.values)}
        </span>
      )}
      {about && (
        <span class="note" id={`${id}-n`}>
          {about}
        </span>
      )}
    </div>
  );
}

/** What is to be said of a field, and of a number its bounds. */
function aboutOf({ locale }: World, { name, kind }: RuleField): string {
  const said = fieldAbout(locale, name);
  if (kind.kind !== "number") return said;
  const bounds = locale.message("rule.bounds", { min: kind.min, max: kind.max });
  return [said, bounds].filter(Boolean).join(" ");
}

function Control({
  world: { locale },
  field: { kind },
  told,
  value,
}: {
  world: World;
  field: RuleField;
  told: Told;
  value: string;
}): JSX.Element {
  switch (kind.kind) {
    case "choice":
      return (
        <select {...told}>
          {kind.choices.map((choice) => {
            const id = `rule.choice.${choice}`;
            return (
              <option key={choice} value={choice} selected={choice === value}>
                {isMessageId(id) ? locale.message(id) : choice}
              </option>
            );
          })}
        </select>
      );
    case "domains":
    case "lines":
      return (
        <textarea
          {...told}
          rows={4}
          dir={kind.kind === "domains" ? "ltr" : "auto"}
          autocomplete="off"
          spellcheck={false}
          value={value}
        />
      );
    case "number":
      return <input {...told} class="short" inputMode="numeric" dir="ltr" autocomplete="off" value={value} />;
    default:
      return <input {...told} dir={kind.kind === "day" ? "ltr" : "auto"} autocomplete="off" value={value} />;
  }
}
