import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { Time } from "../../../platform/html/components.tsx";
import type { Locale } from "../../../platform/html/locale.ts";
import { SelectField } from "../../people/staff/desk-form.view.tsx";
import type { LearnerPage } from "./learner-page.ts";
import type { Snapshot } from "./snapshot.store.ts";
import { atTheTime } from "./try-states.ts";

interface StatesProps {
  world: World;
  shown: LearnerPage;
}

/** The states that are kept: go back to one, download one, bring one, compare two. */
export function LearnerStates({ world, shown }: StatesProps): JSX.Element {
  const { locale } = world;
  const { snapshots, seen } = shown;
  return (
    <section>
      <h2>{locale.message("learner.versions")}</h2>
      <p class="note">{locale.message("learner.versions.about")}</p>
      {snapshots.length === 0 && <p class="quiet">{locale.message("learner.versions.none")}</p>}
      <ul class="deskrows">
        {snapshots.map((snapshot) => (
          <State key={snapshot.id} world={world} snapshot={snapshot} isBase={snapshot.id === shown.baseId} />
        ))}
      </ul>
      {seen > 0 && (
        <p>
          <a class="link" href={world.href("/desk/rules/learner/export/0")}>
            {locale.message("learner.export.now")}
          </a>
        </p>
      )}
      {snapshots.length > 0 && <Compare world={world} shown={shown} />}
      <Import world={world} />
    </section>
  );
}

/** What a state is called. */
export function stateName(locale: Locale, now: number, { kind, at, seen }: Snapshot): string {
  const name =
    kind === "import" || kind === "rollback"
      ? locale.message(`learner.kind.${kind}`)
      : locale.message("learner.kind.auto");
  return `${name}, ${locale.moment(at, now)} · ${locale.message("learner.learnt.n", { n: seen })}`;
}

function State(props: { world: World; snapshot: Snapshot; isBase: boolean }): JSX.Element {
  const { world, snapshot, isBase } = props;
  const { locale, now } = world;
  const { id, kind, at, seen, digest } = snapshot;
  return (
    <li>
      <p class="deskrows__name">
        {kind === "import" || kind === "rollback"
          ? locale.message(`learner.kind.${kind}`)
          : locale.message("learner.kind.auto")}
        {isBase && <span class="agate"> {locale.message("learner.current")}</span>}
      </p>
      <p class="deskrows__facts">
        <Time at={at}>{locale.moment(at, now)}</Time> · {locale.message("learner.learnt.n", { n: seen })} ·{" "}
        <bdi class="agate">{digest.slice(0, 12)}</bdi>
      </p>
      <div class="deskrows__acts">
        <a class="link" href={world.href(`/desk/rules/learner/export/${id}`)}>
          {locale.message("learner.export")}
        </a>
        {!isBase && (
          <form method="post" action={world.href("/desk/rules/learner/roll-back")}>
            <input type="hidden" name="id" value={id} />
            <button class="act" type="submit">
              {locale.message("learner.rollBack")}
            </button>
          </form>
        )}
      </div>
    </li>
  );
}

function Compare({ world, shown: { snapshots, trials } }: StatesProps): JSX.Element {
  const { locale, now } = world;
  const said = { value: String(atTheTime), label: locale.message("learner.compare.said") };
  const options = [
    said,
    ...snapshots.map((each) => ({ value: String(each.id), label: stateName(locale, now, each) })),
  ];
  const field = { world, complaints: [], options };
  return (
    <form class="deskform" method="post" action={world.href("/desk/rules/learner/trials")}>
      <h3>{locale.message("learner.compare")}</h3>
      <SelectField {...field} name="one" label="learner.compare.one" value={said.value} />
      <SelectField
        {...field}
        name="other"
        label="learner.compare.other"
        value={options[1]?.value ?? said.value}
      />
      <p class="deskform__foot">
        <button class="btn" type="submit">
          {locale.message("learner.compare.go")}
        </button>
        {trials.map(({ id, at, position, first, last }) => (
          <a key={id} class="link" href={world.href(`/desk/rules/learner/trials/${id}`)}>
            {locale.moment(at, now)}:{" "}
            {locale.message("learner.trial.progress", { done: position - first, all: last - first })}
          </a>
        ))}
      </p>
    </form>
  );
}

function Import({ world }: { world: World }): JSX.Element {
  const { locale } = world;
  return (
    <form
      class="deskform"
      method="post"
      action={world.href("/desk/rules/learner/import")}
      enctype="multipart/form-data"
    >
      <p class="field">
        <label for="f-model">{locale.message("learner.import")}</label>
        <input id="f-model" type="file" name="model" accept=".model" aria-describedby="f-model-n" />
        <span class="note" id="f-model-n">
          {locale.message("learner.import.about")}
        </span>
      </p>
      <p class="deskform__foot">
        <button class="btn" type="submit">
          {locale.message("learner.import.go")}
        </button>
      </p>
    </form>
  );
}
