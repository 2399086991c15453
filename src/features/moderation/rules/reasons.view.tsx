import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { directionOf } from "../../../platform/html/locale.ts";
import { cutAtWord, isolate } from "../../../platform/text/clean.ts";
import { Field, FormErrors, LineField, SelectField, Told } from "../../people/staff/desk-form.view.tsx";
import { languageName } from "../../sites/page.view.tsx";
import { reasonsOf } from "../acts/refusal-reasons.ts";
import { RuleChanges } from "./changes.view.tsx";
import type { TypedReason } from "./reason-form.ts";
import type { RuleReason } from "./rule-settings.ts";
import type { Stale } from "./rules.view.tsx";
import { RulesPage } from "./rules-page.view.tsx";
import type { RuleComplaint } from "./typed-rules.ts";

export const reasonsPath = "/desk/rules/reasons";

interface ReasonsProps {
  world: World;
  /** The number of the rules that are shown. */
  number: number;
  reasons: readonly RuleReason[];
  /** They are those that the product brings. */
  isUsual: boolean;
  /** In which each should be written. */
  languages: readonly string[];
  isDone: boolean;
  complaints: readonly RuleComplaint[];
}

/** For what the desk refuses comments, in the order of its form. */
export function ReasonsPage(props: ReasonsProps): JSX.Element {
  const { world, number, reasons, isUsual, languages, isDone, complaints } = props;
  const { locale } = world;
  const told = reasonsOf({ reasons: [...reasons] }, locale);
  return (
    <RulesPage world={world} title="reasons.title" path={reasonsPath}>
      {isDone && <Told>{locale.message("reasons.done")}</Told>}
      <FormErrors locale={locale} complaints={complaints} />
      <p>{locale.message("reasons.about")}</p>
      {isUsual && <p>{locale.message("reasons.usual")}</p>}
      <ol class="deskrows">
        {reasons.map((reason, n) => (
          <li key={reason.code}>
            <p class="deskrows__name">
              <a href={world.href(`${reasonsPath}/one?code=${reason.code}`)}>
                <bdi>{told[n]?.name}</bdi>
              </a>
            </p>
            <div class="deskrows__facts">
              <p>
                <bdi>{told[n]?.text}</bdi>
              </p>
              <Facts world={world} reason={reason} languages={languages} />
            </div>
            <form class="deskrows__acts" method="post" action={world.href(reasonsPath)}>
              <input type="hidden" name="seen" value={number} />
              <input type="hidden" name="code" value={reason.code} />
              {(["up", "down", "remove"] as const).map((act) => (
                <button
                  key={act}
                  class="act"
                  type="submit"
                  name="act"
                  value={act}
                  disabled={(act === "up" && n === 0) || (act === "down" && n === reasons.length - 1)}
                  aria-label={locale.message(`reasons.${act}.which`, { name: isolate(told[n]?.name ?? "") })}
                >
                  {locale.message(`reasons.${act}`)}
                </button>
              ))}
            </form>
          </li>
        ))}
      </ol>
      <p>
        <a class="btn" href={world.href(`${reasonsPath}/one`)}>
          {locale.message("reasons.new")}
        </a>
      </p>
    </RulesPage>
  );
}

function Facts({
  world: { locale },
  reason,
  languages,
}: Pick<ReasonsProps, "world" | "languages"> & { reason: RuleReason }) {
  const missing = languages.filter((language) => !reason.names[language] || !reason.texts[language]);
  const facts = [
    ...(reason.rule === null ? [] : [locale.message("reasons.rule.n", { n: reason.rule })]),
    locale.message(`reasons.ground.${reason.ground}`),
  ];
  return (
    <p class="agate">
      {facts.join(" · ")} · <code>{reason.code}</code>
      {missing.length > 0 && (
        <b class="warn">
          {" "}
          {locale.message("reasons.missing", {
            languages: missing
              .map((language) => isolate(languageName(language)))
              .join(locale.message("list.join")),
          })}
        </b>
      )}
    </p>
  );
}

export interface ReasonPageProps {
  world: World;
  /** The number of the rules that are shown. */
  number: number;
  /** Null: a new one. */
  reason: RuleReason | null;
  languages: readonly string[];
  typed: TypedReason;
  complaints: readonly RuleComplaint[];
  stale: Stale | null;
  /** Where they prove who they are, when that is too long ago. */
  proveAt: string | null;
}

/** One reason: what the desk calls it and what writers are told, in each language. */
export function ReasonPage(props: ReasonPageProps): JSX.Element {
  const { world, number, reason, languages, typed, complaints } = props;
  const { locale } = world;
  const name = reason ? (reasonsOf({ reasons: [reason] }, locale)[0]?.name ?? reason.code) : null;
  const path = `${reasonsPath}/one`;
  return (
    <RulesPage world={world} title="reasons.new" {...(name === null ? {} : { name })} path={path}>
      <p>
        <a class="more" href={world.href(reasonsPath)}>
          {locale.message("reasons.title")}
        </a>
      </p>
      <form class="deskform" method="post" action={world.href(path)} noValidate>
        <FormErrors locale={locale} complaints={complaints} />
        <Trouble {...props} />
        <input type="hidden" name="seen" value={number} />
        <input type="hidden" name="was" value={reason?.code ?? ""} />
        {languages.map((language, n) => (
          <Said key={language} {...props} language={language} isNeeded={n === 0} />
        ))}
        <RuleSelect {...props} />
        <SelectField
          world={world}
          name="ground"
          label="reasons.ground"
          about="reasons.ground.about"
          complaints={complaints}
          value={typed["ground"] ?? "terms"}
          options={(["terms", "illegal"] as const).map((value) => ({
            value,
            label: locale.message(`reasons.ground.${value}`),
          }))}
        />
        {reason ? (
          <p>
            {locale.message("reasons.code")}
            {locale.message("rule.colon")} <code>{reason.code}</code>
          </p>
        ) : (
          <LineField
            world={world}
            name="code"
            label="reasons.code"
            about="reasons.code.about"
            complaints={complaints}
            value={typed["code"] ?? ""}
          />
        )}
        <p class="deskform__foot">
          <button class="btn btn--solid" type="submit">
            {locale.message("reasons.save")}
          </button>
        </p>
      </form>
    </RulesPage>
  );
}

/** Somebody else was faster, or they have to prove who they are. */
function Trouble({ world, stale, proveAt }: ReasonPageProps): JSX.Element {
  const { locale, now } = world;
  return (
    <>
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
    </>
  );
}

function Said(props: ReasonPageProps & { language: string; isNeeded: boolean }): JSX.Element {
  const { world, typed, complaints, language, isNeeded } = props;
  const { locale } = world;
  const told = { world, complaints };
  const own = { lang: language, dir: directionOf(language) };
  const [name, text] = [`name.${language}`, `text.${language}`];
  return (
    <fieldset>
      <legend>
        <bdi>{languageName(language)}</bdi>
        {!isNeeded && <span class="agate"> {locale.message("reasons.optional")}</span>}
      </legend>
      <Field
        {...told}
        name={name}
        label="reasons.name"
        {...(isNeeded ? { about: "reasons.name.about" } : {})}
        input={(own1) => <input {...own1} {...own} name={name} autocomplete="off" value={typed[name]} />}
      />
      <Field
        {...told}
        name={text}
        label="reasons.text"
        {...(isNeeded ? { about: "reasons.text.about" } : {})}
        input={(own1) => <textarea {...own1} {...own} name={text} rows={3} value={typed[text]} />}
      />
    </fieldset>
  );
}

const longestRule = 60;

function RuleSelect({ world, reason, typed, complaints }: ReasonPageProps): JSX.Element {
  const { locale, site } = world;
  const rules = site.settings.rules.map((text, n) => ({
    value: String(n + 1),
    label: `${locale.number(n + 1)}. ${cutAtWord(text, longestRule)}`,
  }));
  const old = reason?.rule ?? 0;
  const unknown =
    old > rules.length ? [{ value: String(old), label: locale.message("reasons.rule.n", { n: old }) }] : [];
  return (
    <SelectField
      world={world}
      name="rule"
      label="reasons.rule"
      about={rules.length === 0 ? "reasons.rule.noRules" : "reasons.rule.about"}
      complaints={complaints}
      value={typed["rule"] ?? ""}
      options={[{ value: "", label: locale.message("reasons.rule.none") }, ...rules, ...unknown]}
    />
  );
}
