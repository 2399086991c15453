import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { DeskPage } from "../../people/staff/desk.view.tsx";
import type { Excerpt } from "../../discussion/reading.ts";
import type { Decidable } from "../acts/decidable.ts";
import { DecideForm } from "../acts/decide-form.view.tsx";
import { deskPath, type Filter } from "./filter.ts";
import { writerName } from "./waiting.view.tsx";

export interface ChosenProps {
  world: World;
  filter: Filter;
  chosen: readonly Excerpt[];
  decidable: Decidable;
}

/** Comments that were chosen from a list, in full view, and one verdict for all of them. */
export function ChosenPage({ world, filter, chosen, decidable }: ChosenProps): JSX.Element {
  const { locale, ctx } = world;
  const ids = chosen.map(({ id }): CommentId => id);
  return (
    <DeskPage
      world={world}
      title={locale.message("queue.chosen", { n: chosen.length })}
      path="/desk/comments"
      head={<script type="module" src={ctx.assets.deskScript} />}
    >
      {chosen.length === 0 && <p class="quiet">{locale.message("queue.chosen.none")}</p>}
      <ul class="past chosen">
        {chosen.map((each) => (
          <li key={each.id}>
            <b>{writerName(world, each)}</b>
            <span dir="auto">{each.text}</span>
          </li>
        ))}
      </ul>
      {ids.length > 0 && (
        <DecideForm world={world} ids={ids} seen="" to={deskPath(filter)} known={decidable} />
      )}
      <p>
        <a class="act" href={world.href(deskPath(filter))}>
          {locale.message("queue.chosen.back")}
        </a>
      </p>
    </DeskPage>
  );
}
