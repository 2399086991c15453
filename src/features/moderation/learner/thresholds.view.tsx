import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { Locale } from "../../../platform/html/locale.ts";
import { percent } from "../../../platform/html/plot/plot.tsx";
import { SelectField } from "../../people/staff/desk-form.view.tsx";
import type { Cost, Share } from "./core/record.ts";
import type { LearnerPage } from "./learner-page.ts";

/** How sure it has to be before it may hold, and from which score on it may refuse: in per cent. */
export const precisions = [40, 50, 60, 70, 80, 90] as const;
export const refusals = [80, 90, 95, 98] as const;

interface ThresholdsProps {
  world: World;
  shown: LearnerPage;
}

/** The scores from which on it might hold, each with what that costs, in words. */
export function Thresholds({ world, shown: { costs, rules, settings } }: ThresholdsProps): JSX.Element {
  const { locale } = world;
  const per = (n: number) => percent(locale, n / 100);
  const refusing = refusals.map((n) => ({
    value: String(n),
    label: locale.message("learner.refuse.from", { n }),
  }));
  return (
    <section>
      <h2 id="learner-choose">{locale.message("learner.choose")}</h2>
      <p class="note">{locale.message("learner.choose.about")}</p>
      <form class="deskform learner" method="post" action={world.href("/desk/rules/learner")}>
        <input type="hidden" name="seen" value={rules} />
        <fieldset class="learner__choice" aria-labelledby="learner-choose">
          <label class="choice learner__never">
            <input type="radio" name="hold" value="" checked={settings.hold === null} />
            {locale.message("learner.shadow")}
          </label>
          <CostTable locale={locale} costs={costs} chosen={settings.hold} />
        </fieldset>
        <SelectField
          world={world}
          name="precision"
          label="learner.precision"
          about="learner.precision.about"
          complaints={[]}
          value={String(settings.precision)}
          options={precisions.map((n) => ({ value: String(n), label: per(n) }))}
        />
        <SelectField
          world={world}
          name="refuse"
          label="learner.refuse"
          about="learner.refuse.about"
          complaints={[]}
          value={String(settings.refuse ?? "")}
          options={[{ value: "", label: locale.message("learner.refuse.never") }, ...refusing]}
        />
        <p class="deskform__foot">
          <button class="btn btn--solid" type="submit">
            {locale.message("learner.save")}
          </button>
        </p>
      </form>
    </section>
  );
}

const columns = ["learner.score", "learner.right", "learner.wrongly", "learner.earned"] as const;

function CostTable(props: {
  locale: Locale;
  costs: LearnerPage["costs"];
  chosen: number | null;
}): JSX.Element {
  const { locale, costs, chosen } = props;
  return (
    <div class="learner__scroll">
      <table class="learner__costs">
        <thead>
          <tr>
            {columns.map((id) => (
              <th key={id} scope="col">
                {locale.message(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {costs.map((cost) => (
            <tr key={cost.threshold}>
              <th scope="row">
                <label class="choice">
                  <input
                    type="radio"
                    name="hold"
                    value={cost.threshold}
                    checked={chosen === cost.threshold}
                  />
                  <span>
                    {locale.message("learner.from", { n: cost.threshold })}
                    <span class="note">{costInWords(locale, cost)}</span>
                  </span>
                </label>
              </th>
              <td>{shareText(locale, cost.right)}</td>
              <td>{shareText(locale, cost.wronglyHeld)}</td>
              <td>{locale.message(cost.isEarned ? "learner.earned.yes" : "learner.earned.no")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** "holds 8% of comments, catches 71% of what you refuse" */
function costInWords(locale: Locale, { held, caught }: Cost): string {
  if (held.of === 0 || caught.of === 0) return locale.message("learner.cost.unknown");
  return locale.message("learner.cost", {
    held: percent(locale, held.value),
    caught: percent(locale, caught.value),
  });
}

/** A share with its interval. */
export function shareText(locale: Locale, { value, low, high, of }: Share): string {
  if (of === 0) return "–";
  const said = (share: number) => percent(locale, share);
  return locale.message("learner.share", { value: said(value), low: said(low), high: said(high) });
}
