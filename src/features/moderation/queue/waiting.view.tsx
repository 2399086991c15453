import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { SectionId } from "../../../platform/lib/ids.ts";
import { cutAtWord, isolate } from "../../../platform/text/clean.ts";
import { whyText } from "../rules/why.ts";
import { reasonsOf } from "./findings.ts";
import { deskPath, type Filter, isNarrow } from "./filter.ts";
import { listName } from "./queues.view.tsx";
import type { List, Row } from "./read-list.ts";
import { tooLong, waitWords } from "./wait.ts";

export interface WaitingProps {
  world: World;
  filter: Filter;
  list: List;
  /** The case beside the list. */
  current: number | null;
  /** In which something waits, as far as the list can be narrowed by it. */
  languages: readonly string[];
}

/** The list: what waits, what it says, why it waits. */
export function WaitingList(props: WaitingProps): JSX.Element {
  const { world, filter, list, current } = props;
  const { locale } = world;
  const heading = (
    <header class="waiting__head">
      <h2 id="w-h">{listName(world, filter.queue)}</h2>
      <p class="keys" aria-hidden="true">
        <span>
          <kbd>J</kbd>
          {locale.message("queue.next")}
        </span>
        <span>
          <kbd>K</kbd>
          {locale.message("queue.back")}
        </span>
      </p>
    </header>
  );
  return (
    <section class="waiting" id="waiting" aria-labelledby="w-h">
      {heading}
      <Narrow {...props} />
      {list.rows.length === 0 && <p class="quiet">{locale.message(emptyText(filter))}</p>}
      <form id="choose" method="get" action={world.href("/desk/comments/chosen")}>
        <input type="hidden" name="queue" value={filter.queue} />
        {list.earlier && (
          <a class="more" href={world.href(`${deskPath(filter, { from: list.earlier })}#waiting`)}>
            {locale.message("queue.earlier")}
          </a>
        )}
        <ol>
          {list.rows.map((row) => (
            <WaitingRow
              key={row.commentId}
              world={world}
              filter={filter}
              row={row}
              isCurrent={row.commentId === current}
            />
          ))}
        </ol>
        {list.later && (
          <a class="more" href={world.href(`${deskPath(filter, { from: list.later })}#waiting`)}>
            {locale.message("queue.later")}
          </a>
        )}
        {list.rows.length > 0 && (
          <p class="waiting__foot">
            <button class="btn" type="submit" data-key="v">
              {locale.message("queue.decideChosen")}
              <kbd>V</kbd>
            </button>
          </p>
        )}
      </form>
    </section>
  );
}

function emptyText(filter: Filter) {
  if (isNarrow(filter)) return "queue.empty.narrow";
  return filter.queue === "new" ? "queue.empty.new" : "queue.empty";
}

function Narrow({ world, filter, languages }: WaitingProps): JSX.Element | null {
  const { site, locale } = world;
  const { queue, sectionId, storyId, language } = filter;
  if (site.sections.length < 2 && languages.length < 2 && !isNarrow(filter)) return null;
  const all = <option value="">{locale.message("queue.narrow.all")}</option>;
  const nameOf = new Intl.DisplayNames([locale.language, "en"], { type: "language" });
  const known = language === null || languages.includes(language) ? languages : [...languages, language];
  return (
    <details class="narrow" open={isNarrow(filter)}>
      <summary>{locale.message("queue.narrow")}</summary>
      <form method="get" action={world.href("/desk/comments")}>
        <input type="hidden" name="queue" value={queue} />
        {storyId !== null && (
          <label class="check">
            <input type="checkbox" name="story" value={storyId} checked />
            {locale.message("queue.narrow.story")}
          </label>
        )}
        <p class="field">
          <label for="n-section">{locale.message("queue.narrow.section")}</label>
          <select id="n-section" name="section">
            {all}
            {site.sections.map(({ id, name }: { id: SectionId; name: string }) => (
              <option key={id} value={id} selected={id === sectionId}>
                {name}
              </option>
            ))}
          </select>
        </p>
        {known.length > 0 && (
          <p class="field">
            <label for="n-language">{locale.message("queue.narrow.language")}</label>
            <select id="n-language" name="language">
              {all}
              {known.map((each) => (
                <option key={each} value={each} selected={each === language}>
                  {nameOf.of(each)}
                </option>
              ))}
            </select>
          </p>
        )}
        <button class="btn" type="submit">
          {locale.message("queue.narrow.show")}
        </button>
      </form>
    </details>
  );
}

const shownOfText = 160;

function WaitingRow(props: { world: World; filter: Filter; row: Row; isCurrent: boolean }): JSX.Element {
  const { world, filter, row, isCurrent } = props;
  const { locale, now } = world;
  const { excerpt, item, key, story, more } = row;
  const waited = now - key.at;
  const isLate = item !== null && waited >= tooLong;
  const lang = excerpt.language === null ? {} : { lang: excerpt.language };
  return (
    <li data-id={row.commentId} {...(isCurrent ? { "aria-current": "true" as const } : {})}>
      <div class="row">
        <label class="pick">
          <input
            type="checkbox"
            name="id"
            value={row.commentId}
            aria-label={locale.message("queue.choose", { name: excerpt.authorName })}
            {...(isCurrent ? { "data-key": "x" } : {})}
          />
        </label>
        <a class="name" href={world.href(deskPath(filter, { id: row.commentId }))}>
          {writerName(world, excerpt)}
        </a>
        <span class={isLate ? "wait late" : "wait"}>{waitWords(locale, waited)}</span>
      </div>
      <p class="bit" dir="auto" {...lang}>
        {cutAtWord(excerpt.text, shownOfText)}
      </p>
      <p class="why">
        <b>
          {reasonOf(world, row)}
          {more > 0 && <span class="and"> {locale.message("queue.andMore", { n: more })}</span>}
        </b>
        {story && (
          <i dir="auto" lang={story.language}>
            {story.headline}
          </i>
        )}
      </p>
    </li>
  );
}

/** Somebody's name as the desk reads it. */
export function writerName(
  { locale }: World,
  { authorName, authorKind }: { authorName: string; authorKind: string },
): string {
  // Isolated here: a `bdi` round it all would take its direction from the name.
  const name = isolate(authorName || locale.message("comment.guestName"));
  return authorKind === "guest" ? locale.message("queue.guest", { name }) : name;
}

function reasonOf({ locale }: World, { excerpt, item, objections }: Row): string {
  if (item?.queue === "reported") return locale.message("queue.reports", { n: excerpt.reportCount });
  if (item?.queue === "appeal" || item?.queue === "notice") return locale.message(`queue.one.${item.queue}`);
  if (!item && excerpt.status !== "pending") return locale.message(`queue.status.${excerpt.status}`);
  const reasons = reasonsOf(objections);
  const [first] = reasons;
  const rules = new Set(reasons.map(({ phase }) => phase)).size;
  if (rules > 1) return locale.message("queue.rules", { n: rules });
  return first ? whyText(locale, first) : locale.message("queue.status.pending");
}
