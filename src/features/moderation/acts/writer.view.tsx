import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { DeskPage } from "../../people/staff/desk.view.tsx";
import { SelectField } from "../../people/staff/desk-form.view.tsx";
import { trusts } from "../rules/change-trust.ts";
import { authorName } from "../../discussion/author-name.ts";
import type { ListedSanction } from "../sanctions/sanction.ts";
import { ActTold, type JustDone } from "./told.view.tsx";
import type { KnownWriter } from "./writer.ts";

/** Where the desk sees what is laid upon somebody. */
export function writerPath(id: number): string {
  return `/desk/comments/writers/${id}`;
}

/** Somebody who writes here: their record, what is laid upon them, what colleagues wrote down. */
export function WriterPage(props: KnownWriter & { world: World; told: JustDone | null }): JSX.Element {
  const { world, writer, sanctions, notes, names, told } = props;
  const { locale, now } = world;
  const path = writerPath(writer.id);
  const nameOf = (actor: string) =>
    names.get(actor.slice("staff:".length)) ?? locale.message("acts.decided.somebody");
  return (
    <DeskPage world={world} title={authorName(locale, writer.name)} path={path}>
      {told && <ActTold world={world} done={told} to={path} />}
      <dl class="deskfacts">
        <dt>{locale.message("acts.writer.since")}</dt>
        <dd>{locale.moment(writer.since, now)}</dd>
        <dt>{locale.message("acts.writer.record")}</dt>
        <dd>
          {locale.message("acts.writer.counts", {
            published: writer.published,
            refused: writer.refused,
            upheld: writer.reportsUpheld,
          })}
        </dd>
      </dl>
      <form class="desksearch" method="post" action={world.href("/desk/rules/trust")}>
        <input type="hidden" name="person" value={String(writer.id)} />
        <input type="hidden" name="to" value={path} />
        <SelectField
          world={world}
          name="trust"
          label="acts.writer.trust"
          complaints={[]}
          value={writer.trust > 0 ? "trusted" : writer.trust < 0 ? "distrusted" : "auto"}
          options={trusts.map((value) => ({ value, label: locale.message(`acts.writer.trust.${value}`) }))}
        />
        <button class="btn" type="submit">
          {locale.message("acts.writer.trust.save")}
        </button>
      </form>
      <section>
        <h2>{locale.message("acts.writer.sanctions")}</h2>
        {sanctions.length === 0 && <p class="quiet">{locale.message("acts.writer.none")}</p>}
        <ul class="deskrows">
          {sanctions.map((each) => (
            <SanctionRow key={each.id} world={world} of={each} by={nameOf(each.actor)} to={path} />
          ))}
        </ul>
      </section>
      <section>
        <h2>{locale.message("acts.writer.notes")}</h2>
        {notes.length === 0 && <p class="quiet">{locale.message("acts.writer.noNotes")}</p>}
        <ul class="deskrows">
          {notes.map(({ id, by, text, at }) => (
            <li key={id}>
              <p class="deskrows__name">{locale.moment(at, now)}</p>
              <p class="deskrows__facts">
                <bdi>{text}</bdi>
                <span class="sep" />
                <bdi>{nameOf(by)}</bdi>
              </p>
            </li>
          ))}
        </ul>
      </section>
    </DeskPage>
  );
}

function SanctionRow({
  world,
  of,
  by,
  to,
}: {
  world: World;
  of: ListedSanction;
  by: string;
  to: string;
}): JSX.Element {
  const { locale, now } = world;
  const isOver = of.endedAt !== null || (of.until !== null && of.until <= now);
  const until =
    of.until === null
      ? locale.message("acts.ban.ever")
      : locale.message("acts.ban.until", { when: locale.moment(of.until, now) });
  return (
    <li>
      <p class="deskrows__name">{locale.message(`acts.target.${of.target}`)}</p>
      <p class="deskrows__facts">
        {until}
        <span class="sep" />
        <bdi>{by}</bdi>
        <span class="sep" />
        {locale.moment(of.at, now)}
        {of.reason !== "" && <span class="sep" />}
        <bdi>{of.reason}</bdi>
      </p>
      <div class="deskrows__acts">
        {isOver ? (
          <span class="agate">{locale.message("acts.writer.over")}</span>
        ) : (
          <form class="actform" method="post" action={world.href(`/desk/comments/sanctions/${of.id}/end`)}>
            <input type="hidden" name="to" value={to} />
            <button class="act" type="submit">
              {locale.message("acts.writer.end")}
            </button>
          </form>
        )}
      </div>
    </li>
  );
}
