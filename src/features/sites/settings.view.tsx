import type { JSX } from "preact";
import type { World } from "../../context.ts";
import type { Locale, MessageId } from "../../platform/html/locale.ts";
import { isolate } from "../../platform/text/clean.ts";
import { DeskPage } from "../people/staff/desk.view.tsx";
import { type Complaint, Field, FormErrors, SelectField, Told } from "../people/staff/desk-form.view.tsx";
import { sorts } from "../discussion/comment.ts";
import { type SettingName, settingKinds, settingMark, settingNames, typedSetting } from "./setting-fields.ts";

export type TypedSettings = Readonly<Partial<Record<SettingName, string>>>;

export interface SettingsPageProps {
  world: World;
  /** Which settings whoever asks may change. */
  names: readonly SettingName[];
  /** What was typed and not saved. */
  typed: TypedSettings;
  complaints: readonly Complaint[];
  isSaved: boolean;
  /** Where they prove who they are, when that is too long ago. */
  proveAt: string | null;
}

const groups: readonly [MessageId, readonly SettingName[]][] = [
  ["setting.group.paper", ["address", "contactEmail", "rules", "about", "privacy"]],
  [
    "setting.group.writing",
    ["nameRequired", "emailRequired", "guestsArePremoderated", "challenge", "editMinutes", "closeAfterDays"],
  ],
  ["setting.group.limits", ["maxLength", "maxLinks", "postsPerDevice", "postsPerNetwork"]],
  ["setting.group.reading", ["sort", "perPage"]],
];

/** Groups with their settings; what no group names stands in the last. */
function groupsOf(names: readonly SettingName[]): [MessageId, SettingName[]][] {
  const grouped = new Set(groups.flatMap(([, members]) => members));
  const rest = settingNames.filter((name) => !grouped.has(name));
  return [...groups, ["setting.group.other", rest] as const].map(([heading, members]) => [
    heading,
    members.filter((name) => names.includes(name)),
  ]);
}

/** Every setting of a site, as its schema describes it. */
export function SettingsPage(props: SettingsPageProps): JSX.Element {
  const { world, names, complaints, isSaved, proveAt } = props;
  const { locale, site } = world;
  return (
    <DeskPage
      world={world}
      title={locale.message("setting.heading", { site: isolate(site.name) })}
      path="/desk/settings"
    >
      {isSaved && <Told>{locale.message("staff.done.saved")}</Told>}
      <p>{locale.message("setting.heading.about")}</p>
      <form class="deskform" method="post" action={world.href("/desk/settings")} noValidate>
        <FormErrors locale={locale} complaints={complaints} />
        {proveAt && (
          <p>
            <a class="link" href={world.href(proveAt)} target="_blank" rel="noopener">
              {locale.message("setting.stale.go")}
            </a>
          </p>
        )}
        {groupsOf(names).map(
          ([heading, members]) =>
            members.length > 0 && (
              <fieldset key={heading}>
                <legend>{locale.message(heading)}</legend>
                {members.map((name) => (
                  <Setting key={name} {...props} name={name} />
                ))}
              </fieldset>
            ),
        )}
        <p class="deskform__foot">
          <button class="btn btn--solid" type="submit">
            {locale.message("setting.save")}
          </button>
        </p>
      </form>
    </DeskPage>
  );
}

function Setting({ world, name, typed, complaints }: SettingsPageProps & { name: SettingName }): JSX.Element {
  const { site, locale } = world;
  const held = typedSetting(site.settings, name);
  const value = typed[name] ?? held;
  const field = settingKinds[name];
  const shared = {
    world,
    name,
    label: `setting.${name}`,
    about: `setting.${name}.about`,
    complaints,
  } as const;
  return (
    <>
      {/* What the form was filled with: so that only what somebody has changed in it is saved. */}
      <input type="hidden" name={`was.${name}`} value={settingMark(held)} />
      {field.kind === "choice" ? (
        <SelectField {...shared} value={value} options={choicesOf(locale, field.choices)} />
      ) : field.kind === "check" ? (
        <CheckField world={world} name={name} isOn={value !== ""} />
      ) : (
        <Field
          {...shared}
          input={(told) =>
            field.kind === "text" || field.kind === "lines" || field.kind === "json" ? (
              <textarea {...told} name={name} rows={6} dir="auto" value={value} />
            ) : field.kind === "secret" ? (
              <input {...told} name={name} type="password" dir="ltr" autocomplete="off" value={value} />
            ) : (
              <input
                {...told}
                name={name}
                inputMode={field.kind === "number" ? "numeric" : "text"}
                dir={field.kind === "number" || name === "host" || name === "contactEmail" ? "ltr" : "auto"}
                autocomplete="off"
                value={value}
              />
            )
          }
        />
      )}
    </>
  );
}

function choicesOf(locale: Locale, choices: readonly string[]) {
  return choices.map((value) => {
    const sort = sorts.find((each) => each === value);
    const number = /^\d+$/.test(value) ? locale.number(Number(value)) : value;
    return { value, label: sort ? locale.message(`sort.${sort}`) : number };
  });
}

function CheckField({ world, name, isOn }: { world: World; name: SettingName; isOn: boolean }): JSX.Element {
  const { locale } = world;
  const id = `f-${name}`;
  return (
    <div>
      <label class="check" for={id}>
        <input id={id} type="checkbox" name={name} value="on" checked={isOn} aria-describedby={`${id}-n`} />
        {locale.message(`setting.${name}`)}
      </label>
      <p class="note" id={`${id}-n`}>
        {locale.message(`setting.${name}.about`)}
      </p>
    </div>
  );
}
