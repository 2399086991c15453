import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { Time } from "../../../platform/html/components.tsx";
import type { EventId } from "../../../platform/lib/ids.ts";
import { cutAtWord, isolate } from "../../../platform/text/clean.ts";
import { settingLabel } from "../../sites/setting-label.ts";
import { shownRule } from "../../moderation/rules/changes.view.tsx";
import { ruleLabel } from "../../moderation/rules/rule-changes.ts";
import { DeskPage } from "./desk.view.tsx";
import type { LogEntry } from "./log.store.ts";
import { scopeName } from "./scopes.ts";
import { readRole } from "./staff.ts";

export interface LogPageProps {
  world: World;
  entries: readonly LogEntry[];
  next: EventId | null;
  /** Of those who did something, or to whom something was done. */
  names: ReadonlyMap<string, string>;
  isLater: boolean;
}

/** Who changed which role or setting, when, from what to what. */
export function LogPage({ world, entries, next, names, isLater }: LogPageProps): JSX.Element {
  const { locale, now } = world;
  return (
    <DeskPage world={world} title={locale.message("desk.log")} path="/desk/staff/log">
      <p>{locale.message("desk.log.about")}</p>
      {entries.length === 0 && next === null && <p class="quiet">{locale.message("log.empty")}</p>}
      <ol class="deskrows">
        {entries.map((entry) => (
          <li key={entry.id}>
            <p class="agate">
              <Time at={entry.at}>{locale.moment(entry.at, now)}</Time>
            </p>
            <div>
              <p>{headOf(world, entry, names)}</p>
              {changesOf(world, entry).map((change) => (
                <ChangeLine key={change.name} world={world} {...change} />
              ))}
            </div>
          </li>
        ))}
      </ol>
      <p class="deskform__foot">
        {next !== null && (
          <a class="more" href={world.href(`/desk/staff/log?before=${next}`)}>
            {locale.message("desk.older")}
          </a>
        )}
        {isLater && (
          <a class="act" href={world.href("/desk/staff/log")}>
            {locale.message("desk.newest")}
          </a>
        )}
      </p>
    </DeskPage>
  );
}

function headOf({ ctx, locale }: World, entry: LogEntry, names: ReadonlyMap<string, string>): string {
  const nameOf = (id: string | null) =>
    isolate(
      id === "cli" || id === "publisher"
        ? locale.message(`log.${id}`)
        : (names.get(id ?? "") ?? locale.message("log.gone")),
    );
  const who = nameOf(entry.by);
  if (entry.type === "site.changed")
    return locale.message("log.settings", { who, where: isolate(scopeName(ctx, locale, entry.siteId)) });
  if (entry.type === "rules.changed")
    return locale.message("log.rules", { who, where: isolate(scopeName(ctx, locale, entry.siteId)) });
  const where = isolate(scopeName(ctx, locale, entry.scope));
  return locale.message(`log.${entry.what}`, { who, whom: nameOf(entry.memberId), where });
}

interface Change {
  name: string;
  before: string;
  after: string;
  isTold: boolean;
}

const longestShown = 300;

function changesOf({ locale }: World, entry: LogEntry): Change[] {
  if (entry.type === "site.changed")
    return entry.changes.map(({ name, before, after }) => ({
      name: settingLabel(locale, name),
      before: shown(before),
      after: shown(after),
      isTold: before !== null || after !== null,
    }));
  if (entry.type === "rules.changed")
    return (entry.changes ?? []).map(({ name, before, after }) => ({
      name: ruleLabel(locale, name),
      before: shownRule(locale, name, before),
      after: shownRule(locale, name, after),
      isTold: true,
    }));
  if (!entry.before && !entry.after) return [];
  const state = (held: { role: string; title: string } | null) => {
    const role = readRole(held?.role ?? "");
    if (!held || !role) return locale.message("log.nothing");
    return [locale.message(`staff.role.${role}`), held.title]
      .filter(Boolean)
      .join(locale.message("list.join"));
  };
  return [{ name: "", before: state(entry.before), after: state(entry.after), isTold: true }];
}

/** A value as the log has it, in JSON. */
function shown(json: string | null): string {
  const text = json === null ? "" : json.replace(/^"(.*)"$/s, "$1").replaceAll("\\n", " ");
  return cutAtWord(text, longestShown);
}

function ChangeLine({ world, name, before, after, isTold }: Change & { world: World }): JSX.Element {
  const { locale } = world;
  if (!isTold)
    return (
      <p class="deskrows__facts">
        {name}: {locale.message("log.untold")}
      </p>
    );
  const none = locale.message("log.nothing");
  return (
    <p class="deskrows__facts">
      {name !== "" && <b>{name}: </b>}
      <span class="agate">{locale.message("log.before")}</span> <bdi>{before || none}</bdi>
      <span class="sep" />
      <span class="agate">{locale.message("log.after")}</span> <bdi>{after || none}</bdi>
    </p>
  );
}
