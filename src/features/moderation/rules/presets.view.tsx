import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import {
  type Complaint,
  FormErrors,
  LineField,
  SelectField,
  Told,
} from "../../people/staff/desk-form.view.tsx";
import { type Preset, presets, storyPath } from "../../stories/story.ts";
import { RulesPage } from "./rules-page.view.tsx";

export interface PresetsProps {
  world: World;
  stories: readonly { id: number; slug: string; headline: string; preset: Preset; closesAt: number | null }[];
  typed: { story: string; preset: string };
  complaints: readonly Complaint[];
  isDone: boolean;
}

/** Which stories are under rules of their kind, and the form to put another one there. */
export function PresetsPage({ world, stories, typed, complaints, isDone }: PresetsProps): JSX.Element {
  const { locale, now } = world;
  const action = world.href("/desk/rules/presets");
  return (
    <RulesPage world={world} title="rules.presets" path="/desk/rules/presets">
      {isDone && <Told>{locale.message("preset.done")}</Told>}
      <p>{locale.message("preset.about")}</p>
      <form class="deskform" method="post" action={action} noValidate>
        <FormErrors locale={locale} complaints={complaints} />
        <LineField
          world={world}
          name="story"
          label="preset.story"
          about="preset.story.about"
          complaints={complaints}
          value={typed.story}
        />
        <SelectField
          world={world}
          name="preset"
          label="preset.kind"
          complaints={complaints}
          value={typed.preset || "court"}
          options={presets.map((value) => ({ value, label: locale.message(`preset.${value}`) }))}
        />
        <p class="deskform__foot">
          <button class="btn btn--solid" type="submit">
            {locale.message("preset.set")}
          </button>
        </p>
      </form>
      <section aria-labelledby="presets-h">
        <h2 id="presets-h">{locale.message("preset.list")}</h2>
        {stories.length === 0 && <p class="quiet">{locale.message("preset.none")}</p>}
        <ul class="deskrows">
          {stories.map(({ id, slug, headline, preset, closesAt }) => (
            <li key={id}>
              <p class="deskrows__name">
                <a href={world.href(storyPath(slug))} dir="auto">
                  {headline}
                </a>
              </p>
              <p class="deskrows__facts">
                {locale.message(`preset.${preset}`)}
                <span class="sep" />
                {closesAt === null
                  ? locale.message("preset.open")
                  : locale.message("preset.closes", { when: locale.moment(closesAt, now) })}
              </p>
              <form method="post" action={action}>
                <input type="hidden" name="story" value={slug} />
                <input type="hidden" name="preset" value="" />
                <button class="btn" type="submit">
                  {locale.message("preset.lift")}
                </button>
              </form>
            </li>
          ))}
        </ul>
      </section>
    </RulesPage>
  );
}
