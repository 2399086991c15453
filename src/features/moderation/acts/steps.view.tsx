import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { DeskPage } from "../../people/staff/desk.view.tsx";
import { Told } from "../../people/staff/desk-form.view.tsx";
import type { Order } from "./act.ts";
import type { TypedOrder } from "./order-form.ts";
import type { Past } from "./refuse-past.ts";

/** All that was typed, to be sent once more. */
function Again({ typed }: { typed: TypedOrder }): JSX.Element {
  return (
    <>
      {Object.entries(typed).flatMap(([name, value]) =>
        (typeof value === "string" ? [value] : value).map((each) => (
          <input key={`${name} ${each}`} type="hidden" name={name} value={each} />
        )),
      )}
    </>
  );
}

export interface PreviewProps {
  world: World;
  typed: TypedOrder;
  to: string;
  order: Order;
  past: Past;
  counts: { pending: number; published: number };
}

/** What a ban would do, before it does. */
export function PreviewPage({ world, typed, to, order, past, counts }: PreviewProps): JSX.Element {
  const { locale, ctx } = world;
  const taken = { keep: 0, waiting: counts.pending, all: counts.pending + counts.published }[past];
  const { until } = order;
  const forHow =
    until === null || until === undefined
      ? locale.message("acts.ban.ever")
      : locale.message("acts.ban.until", { when: locale.moment(until, world.now) });
  return (
    <DeskPage world={world} title={locale.message("acts.preview")} path="/desk/comments">
      <dl class="deskfacts">
        <dt>{locale.message("acts.ban")}</dt>
        <dd>{forHow}</dd>
        <dt>{locale.message("acts.preview.why")}</dt>
        <dd>{order.reasonName}</dd>
        <dt>{locale.message("acts.preview.past")}</dt>
        <dd>
          {locale.message("acts.preview.counts", counts)} {locale.message("acts.preview.takes", { n: taken })}
        </dd>
      </dl>
      {order.whom.length > 0 && (
        <p class="note">{locale.message("acts.whom.about", { n: ctx.config.keepDays.devices })}</p>
      )}
      <form class="deskform" method="post" action={world.href("/desk/comments/acts")}>
        <Again typed={{ ...typed, confirmed: "yes" }} />
        <p class="deskform__foot">
          <button class="btn btn--warn" type="submit">
            {locale.message("acts.preview.do")}
          </button>
          <a class="act" href={world.href(to)}>
            {locale.message("desk.back")}
          </a>
        </p>
      </form>
    </DeskPage>
  );
}

/** How far an act has come that takes more than one request. */
export function ProgressPage({
  world,
  typed,
  done,
  left,
}: {
  world: World;
  typed: TypedOrder;
  done: number;
  left: number;
}): JSX.Element {
  const { locale } = world;
  return (
    <DeskPage
      world={world}
      title={locale.message("acts.progress.on")}
      path="/desk/comments"
      head={<script type="module" src={world.ctx.assets.deskScript} />}
    >
      <Told>{locale.message("acts.progress", { done, left })}</Told>
      <progress max={done + left} value={done} />
      <form method="post" action={world.href("/desk/comments/acts")} data-goes-on>
        <Again typed={typed} />
        <button class="btn btn--solid" type="submit">
          {locale.message("acts.progress.on")}
        </button>
      </form>
    </DeskPage>
  );
}
