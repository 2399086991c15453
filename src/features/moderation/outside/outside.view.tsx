import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { ClassifierId } from "../../../platform/lib/ids.ts";
import {
  type Complaint,
  Field,
  FormErrors,
  LineField,
  SelectField,
  Told,
} from "../../people/staff/desk-form.view.tsx";
import { RulesPage } from "../rules/rules-page.view.tsx";
import type { Said } from "./ask-classifier.ts";
import { type Classifier, type ClassifierDraft, classifierKinds } from "./classifier.ts";

export const classifiersPath = "/desk/rules/classifiers";

interface ClassifiersProps {
  world: World;
  classifiers: readonly Classifier[];
  /** Until when each rests; null: it doesn't. */
  resting: ReadonlyMap<ClassifierId, number | null>;
  done: "saved" | "removed" | null;
}

/** The services that are asked about comments. */
export function ClassifiersPage({ world, classifiers, resting, done }: ClassifiersProps): JSX.Element {
  const { locale, now } = world;
  return (
    <RulesPage world={world} title="outside.title" path={classifiersPath}>
      {done && <Told>{locale.message(`outside.done.${done}`)}</Told>}
      <p>{locale.message("outside.about")}</p>
      <p class="warn">{locale.message("outside.privacy")}</p>
      {classifiers.length === 0 && <p class="quiet">{locale.message("outside.none")}</p>}
      {classifiers.length > 0 && (
        <ul class="deskrows">
          {classifiers.map((each) => {
            const until = resting.get(each.id) ?? null;
            return (
              <li key={each.id}>
                <p class="deskrows__name">
                  <a href={world.href(`${classifiersPath}/${each.id}`)}>
                    <bdi>{each.name}</bdi>
                  </a>
                </p>
                <p class="deskrows__facts">
                  {[
                    locale.message(`outside.kind.${each.kind}`),
                    locale.message("outside.holds", { n: each.holdFrom }),
                    ...(each.isOn ? [] : [locale.message("outside.off")]),
                  ].join(" · ")}
                  {until !== null && (
                    <b class="warn">
                      {" "}
                      {locale.message("outside.resting", { when: locale.moment(until, now) })}
                    </b>
                  )}
                </p>
              </li>
            );
          })}
        </ul>
      )}
      <p>
        <a class="btn" href={world.href(`${classifiersPath}/new`)}>
          {locale.message("outside.new")}
        </a>
      </p>
    </RulesPage>
  );
}

export interface ClassifierPageProps {
  world: World;
  /** Null: a new one. */
  id: ClassifierId | null;
  version: number;
  draft: ClassifierDraft;
  complaints: readonly Complaint[];
  /** What it said to the words that were typed. */
  tried: Said | null;
}

/** How one service is asked. */
export function ClassifierPage(props: ClassifierPageProps): JSX.Element {
  const { world, id, version, draft, complaints, tried } = props;
  const { locale } = world;
  const path = `${classifiersPath}/${id ?? "new"}`;
  const line = { world, complaints };
  return (
    <RulesPage world={world} title="outside.new" {...(id === null ? {} : { name: draft.name })} path={path}>
      <p>
        <a class="more" href={world.href(classifiersPath)}>
          {locale.message("outside.title")}
        </a>
      </p>
      <form class="deskform" method="post" action={world.href(path)}>
        <FormErrors locale={locale} complaints={complaints} />
        <input type="hidden" name="version" value={String(version)} />
        <LineField {...line} name="name" label="outside.name" value={draft.name} />
        <SelectField
          {...line}
          name="kind"
          label="outside.kind"
          value={draft.kind}
          options={classifierKinds.map((kind) => ({
            value: kind,
            label: locale.message(`outside.kind.${kind}`),
          }))}
        />
        <LineField {...line} name="url" label="outside.url" about="outside.url.about" value={draft.url} />
        <LineField
          {...line}
          name="secret"
          type="password"
          label="outside.secret"
          about="outside.secret.about"
          value=""
        />
        <LineField
          {...line}
          name="model"
          label="outside.model"
          about="outside.model.about"
          value={draft.model}
        />
        <Field
          {...line}
          name="holdFrom"
          label="outside.holdFrom"
          about="outside.holdFrom.about"
          input={(told) => (
            <input {...told} type="number" name="holdFrom" min={1} max={100} value={String(draft.holdFrom)} />
          )}
        />
        <SelectField
          {...line}
          name="failure"
          label="outside.failure"
          about="outside.failure.about"
          value={draft.holdsOnFailure ? "hold" : "pass"}
          options={(["pass", "hold"] as const).map((value) => ({
            value,
            label: locale.message(`outside.failure.${value}`),
          }))}
        />
        <label class="check">
          <input type="checkbox" name="on" checked={draft.isOn} />
          {locale.message("outside.on")}
        </label>
        <Field
          {...line}
          name="words"
          label="outside.words"
          about="outside.words.about"
          input={(told) => <textarea {...told} name="words" rows={3} dir="auto" />}
        />
        {tried && <Tried world={world} said={tried} />}
        <p class="deskform__foot">
          <button class="btn btn--solid" type="submit" name="act" value="save">
            {locale.message("outside.save")}
          </button>
          <button class="btn" type="submit" name="act" value="try">
            {locale.message("outside.try")}
          </button>
          {id !== null && (
            <button class="act" type="submit" name="act" value="remove">
              {locale.message("outside.remove")}
            </button>
          )}
        </p>
      </form>
    </RulesPage>
  );
}

function Tried({ world: { locale }, said }: { world: World; said: Said }): JSX.Element {
  return (
    <p class="desktold" role="status">
      {"silence" in said
        ? locale.message(`outside.silence.${said.silence}`)
        : locale.message("outside.said", {
            score: Math.round(said.opinion.score * 1000) / 10,
            label: said.opinion.label === "" ? "–" : said.opinion.label,
            model: said.opinion.version === "" ? "–" : said.opinion.version,
          })}
    </p>
  );
}
