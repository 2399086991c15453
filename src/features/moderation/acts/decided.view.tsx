import type { JSX } from "preact";
import type { Selectable } from "kysely";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import type { CommentId, DecisionId } from "../../../platform/lib/ids.ts";
import { Time } from "../../../platform/html/components.tsx";
import { cutAtWord } from "../../../platform/text/clean.ts";
import { DeskPage } from "../../people/staff/desk.view.tsx";
import type { DecisionTable } from "../decision.table.ts";
import { actions } from "../record-decision.ts";
import type { Reason } from "./refusal-reasons.ts";
import { ActTold, type JustDone, UndoForm } from "./told.view.tsx";

const path = "/desk/comments/decisions";

export interface DecidedProps {
  world: World;
  rows: readonly Selectable<DecisionTable>[];
  names: ReadonlyMap<string, string>;
  texts: ReadonlyMap<CommentId, string>;
  undone: ReadonlySet<DecisionId>;
  told: JustDone | null;
  reasons: readonly Reason[];
  /** Who may moderate here. */
  moderators: readonly { id: string; name: string }[];
  query: Readonly<Record<"by" | "action" | "code" | "comment" | "day", string>>;
  /** Where the next page begins; null: this is the last. */
  next: string | null;
}

/** What the desk has decided, to come back to. */
export function DecidedPage(props: DecidedProps): JSX.Element {
  const { world, rows, told, query, next } = props;
  const { locale } = world;
  const address = (more: Record<string, string>) => {
    const given = Object.entries({ ...query, ...more }).filter(([, value]) => value !== "");
    return `${path}?${new URLSearchParams(given)}`;
  };
  return (
    <DeskPage world={world} title={locale.message("acts.decided")} path={path}>
      {told && <ActTold world={world} done={told} to={address({})} />}
      <Filter {...props} />
      {rows.length === 0 && <p class="quiet">{locale.message("acts.decided.none")}</p>}
      <ol class="deskrows">
        {rows.map((row) => (
          <Row key={row.id} {...props} row={row} to={address({})} />
        ))}
      </ol>
      {next !== null && (
        <p>
          <a class="more" href={world.href(address({ before: next }))}>
            {locale.message("desk.older")}
          </a>
        </p>
      )}
    </DeskPage>
  );
}

/** What staff do to comments and people: the list can show one of these alone. */
const listed = actions.filter(
  (action) => !["withdraw", "erase", "hold", "appeal", "changeRules"].includes(action),
);

function Filter({ world, query, reasons, names, moderators }: DecidedProps): JSX.Element {
  const { locale } = world;
  const all = locale.message("acts.decided.all");
  // Who decided and moderates no more can still be asked for, from an address.
  const isListed = ["", "mine"].includes(query.by) || moderators.some(({ id }) => id === query.by);
  const former = isListed ? [] : [{ id: query.by, name: names.get(query.by) ?? query.by }];
  const select = (name: "by" | "action" | "code", options: readonly (readonly [string, string])[]) => (
    <p class="field">
      <label for={`f-${name}`}>{locale.message(`acts.decided.${name}`)}</label>
      <select id={`f-${name}`} name={name}>
        {options.map(([value, label]) => (
          <option key={value} value={value} selected={query[name] === value}>
            {label}
          </option>
        ))}
      </select>
    </p>
  );
  return (
    <form class="desksearch decided__search" method="get" action={world.href(path)}>
      {select("by", [
        ["", all],
        ["mine", locale.message("acts.decided.mine")],
        ...[...moderators, ...former].map(({ id, name }) => [id, name] as const),
      ])}
      {select("action", [
        ["", all],
        ...listed.map((each) => [each, locale.message(`action.${each}`)] as const),
      ])}
      {select("code", [["", all], ...reasons.map(({ code, name }) => [code, name] as const)])}
      <p class="field">
        <label for="f-day">{locale.message("acts.decided.day")}</label>
        <input id="f-day" type="date" name="day" value={query.day} dir="ltr" />
      </p>
      <button class="btn" type="submit">
        {locale.message("people.search.go")}
      </button>
    </form>
  );
}

const shownOfText = 160;

function Row({
  world,
  row,
  names,
  texts,
  undone,
  reasons,
  to,
}: DecidedProps & { row: Selectable<DecisionTable>; to: string }): JSX.Element {
  const { locale, now } = world;
  const who = names.get(row.actor.slice("staff:".length)) ?? locale.message("acts.decided.somebody");
  const words = cutAtWord(texts.get(row.comment_id) ?? "", shownOfText);
  const isUndone = undone.has(row.id);
  const why = [reasons.find(({ code }) => code === row.code)?.name ?? "", row.reason].filter(Boolean);
  return (
    <li>
      <p class="deskrows__name">
        {locale.message(`action.${row.action}` as MessageId)}
        {row.undoes !== 0 && ` (${locale.message("acts.decided.undo")})`}
      </p>
      <div class="deskrows__facts">
        <p>
          <bdi>{who}</bdi>
          <span class="sep" />
          <Time at={row.at}>{locale.moment(row.at, now)}</Time>
          {why.length > 0 && <span class="sep" />}
          <bdi>{why.join(": ")}</bdi>
        </p>
        {words !== "" && (
          <p>
            <a href={world.href(`/desk/comments/${row.comment_id}`)}>
              <bdi>{words}</bdi>
            </a>
          </p>
        )}
        {row.about.startsWith("person:") && (
          <p>
            <a href={world.href(`/desk/comments/writers/${row.about.slice("person:".length)}`)}>
              {locale.message("acts.decided.writer")}
            </a>
          </p>
        )}
      </div>
      <div class="deskrows__acts">
        {isUndone ? (
          <span class="agate">{locale.message("acts.decided.undone")}</span>
        ) : (
          // Rules go back by their former versions.
          row.about !== "rules" && <UndoForm world={world} decision={String(row.id)} to={to} />
        )}
      </div>
    </li>
  );
}
