import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { cutAtWord, isolate } from "../../../platform/text/clean.ts";
import type { Comment } from "../../discussion/comment.ts";
import type { Excerpt, Others } from "../../discussion/reading.ts";
import type { SanctionLine } from "./reasons.store.ts";
import type { Writer } from "./read-case.ts";

export interface ReaderProps {
  world: World;
  comment: Comment;
  writer: Writer;
}

const lastShown = 3;
const namesShown = 3;

/** The reader's record at a glance: what became of what they wrote, what was done to them, what the desk noted. */
export function ReaderRecord({ world, comment, writer }: ReaderProps): JSX.Element {
  const { locale } = world;
  const decided = writer.last.filter(({ status }) => isAbove(status) !== null);
  return (
    <section aria-labelledby="who-h">
      <h2 class="cap" id="who-h">
        {locale.message("case.reader")}
      </h2>
      <div class="reader">
        <div>
          <p>{introduction(world, comment, writer)}</p>
          {decided.length > 0 && <Ticks world={world} comments={decided} />}
          <p class="agate">
            {locale.message("case.reader.record", {
              published: writer.known?.published ?? 0,
              refused: writer.known?.refused ?? 0,
            })}
          </p>
          {(writer.known?.reportsUpheld ?? 0) > 0 && (
            <p class="agate">
              {locale.message("case.reader.upheld", { n: writer.known?.reportsUpheld ?? 0 })}
            </p>
          )}
        </div>
        <div>
          <ul class="past">
            {writer.last.slice(0, lastShown).map((each) => (
              <LastOne key={each.id} world={world} excerpt={each} />
            ))}
          </ul>
          {writer.last.length === 0 && <p class="agate">{locale.message("case.reader.first")}</p>}
        </div>
      </div>
      <Dealings world={world} writer={writer} />
      <ul class="links agate">
        <From world={world} others={writer.device} kind="device" />
        <From world={world} others={writer.network} kind="network" />
      </ul>
    </section>
  );
}

/** Above the line, below it, or neither: not decided, or taken back. */
function isAbove(status: Excerpt["status"]): boolean | null {
  if (status === "published") return true;
  return status === "rejected" || status === "spam" ? false : null;
}

function introduction({ locale, now }: World, comment: Comment, { known, recommends }: Writer): JSX.Element {
  const since = comment.authorSince ?? known?.firstAt ?? comment.createdAt;
  return (
    <>
      <b>
        <bdi>{comment.authorName || locale.message("comment.guestName")}</bdi>
      </b>
      {" – "}
      {locale.message(`case.reader.${comment.authorKind}`, { when: locale.ago(since, now) })}{" "}
      {comment.authorMemberId !== null &&
        `${locale.message(known?.isVerified ? "case.reader.verified" : "case.reader.unverified")} `}
      {recommends > 0 && locale.message("case.reader.recommends", { n: recommends })}
    </>
  );
}

const tickStep = 12;
const ticksWidth = 240;

/** Each of the last comments as a tick: above the line what was published, below it what was refused; the oldest first. */
function Ticks({ world, comments }: { world: World; comments: readonly Excerpt[] }): JSX.Element {
  const { locale } = world;
  const oldestFirst = comments.toReversed();
  const above = comments.filter(({ status }) => isAbove(status)).length;
  // The line begins where one begins to read.
  const xOf = (index: number) => {
    const x = 6 + index * tickStep;
    return locale.direction === "rtl" ? ticksWidth - x : x;
  };
  return (
    <svg
      class="ticks"
      viewBox={`0 0 ${ticksWidth} 40`}
      role="img"
      aria-label={locale.message("case.reader.ticks", {
        n: comments.length,
        published: above,
        refused: comments.length - above,
      })}
    >
      {oldestFirst.map(({ id, status }, index) =>
        isAbove(status) ? (
          <path key={id} class="ok" d={`M${xOf(index)} 4V20`} />
        ) : (
          <path key={id} class="no" d={`M${xOf(index)} 24V36`} />
        ),
      )}
      <path class="base" d={`M0 22h${ticksWidth}`} />
    </svg>
  );
}

const shownOfText = 120;

function LastOne({ world, excerpt }: { world: World; excerpt: Excerpt }): JSX.Element {
  const { locale, now } = world;
  const above = isAbove(excerpt.status);
  const tone = above === null ? undefined : above ? "ok" : "no";
  return (
    <li>
      <b class={tone}>{locale.message(`queue.status.${excerpt.status}`)}</b>
      <span>
        <a href={world.href(`/desk/comments/${excerpt.id}?queue=all`)} dir="auto">
          {cutAtWord(excerpt.text, shownOfText) || "…"}
        </a>{" "}
        <i class="agate">{locale.moment(excerpt.createdAt, now)}</i>
      </span>
    </li>
  );
}

/** What was done to somebody, and what staff wrote down for one another. */
function Dealings({ world, writer }: { world: World; writer: Writer }): JSX.Element | null {
  const { locale, now } = world;
  if (writer.sanctions.length + writer.notes.length === 0) return null;
  return (
    <ul class="past">
      {writer.sanctions.map((sanction) => (
        <li key={`s${sanction.id}`}>
          <b class="no">{locale.message(sanction.kind === "ban" ? "case.ban" : "case.suspension")}</b>
          <span>{sanctionWords(world, sanction)}</span>
        </li>
      ))}
      {writer.notes.map(({ id, by, text, at }) => (
        <li key={`n${id}`}>
          <b>{locale.message("case.note")}</b>
          <span>
            <bdi>{text}</bdi>{" "}
            <i class="agate">
              {by !== "" && <bdi>{by}</bdi>} {locale.moment(at, now)}
            </i>
          </span>
        </li>
      ))}
    </ul>
  );
}

function sanctionWords({ locale, now }: World, { until, at, endedAt }: SanctionLine): string {
  const from = locale.moment(at, now);
  const end = endedAt ?? until;
  return end === null
    ? locale.message("case.sanction.forGood", { from })
    : locale.message("case.sanction", { from, until: locale.moment(end, now) });
}

function From(props: {
  world: World;
  others: Others | null;
  kind: "device" | "network";
}): JSX.Element | null {
  const { world, others, kind } = props;
  const { locale } = world;
  if (!others) return null;
  const names = others.people
    .slice(0, namesShown)
    .map(({ name }) => isolate(name || locale.message("comment.guestName")));
  return (
    <li>
      {locale.message(`case.${kind}`, { n: others.people.length, comments: others.comments })}{" "}
      <code dir="ltr">{others.hash}</code>
      {names.length > 0 && ` – ${names.join(locale.message("list.join"))}`}
      {others.people.length > namesShown && "…"}
    </li>
  );
}
