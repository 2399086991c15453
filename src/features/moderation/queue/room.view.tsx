import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { ActTold, type JustDone } from "../acts/told.view.tsx";
import { deskPath } from "./filter.ts";
import { DeskPage } from "../../people/staff/desk.view.tsx";
import { CaseView, type CaseProps } from "./case.view.tsx";
import type { DeskNumbers } from "./desk-numbers.ts";
import { KeysDialog } from "./keys.view.tsx";
import { listName, Queues } from "./queues.view.tsx";
import { WaitingList, type WaitingProps } from "./waiting.view.tsx";

export interface RoomProps extends Omit<WaitingProps, "current"> {
  numbers: DeskNumbers;
  /** Null: nothing waits, or somebody else is looking at all of it. */
  shown: Omit<CaseProps, "world" | "filter" | "list"> | null;
  /** What was just done, and how to take it back. */
  /** What was just done. */
  told: JustDone | null;
}

/** Where comments are moderated: the lists, one of them, and a case. */
export function RoomPage(props: RoomProps): JSX.Element {
  const { world, filter } = props;
  const { locale, ctx } = world;
  return (
    <DeskPage
      world={world}
      title={`${listName(world, filter.queue)} – ${locale.message("desk.comments")}`}
      path="/desk/comments"
      isRoom
      skips={[
        { href: "#case", label: locale.message("queue.skip") },
        { href: "#waiting", label: locale.message("queue.skip.list") },
      ]}
      head={<script type="module" src={ctx.assets.deskScript} />}
    >
      <Room {...props} />
      <KeysDialog world={world} />
    </DeskPage>
  );
}

/** The three columns, which the script puts in the place of those before. */
export function Room(props: RoomProps): JSX.Element {
  const { world, filter, list, numbers, shown, told } = props;
  return (
    <div class="room" id="room">
      <Queues world={world} filter={filter} numbers={numbers} />
      <WaitingList {...props} current={shown?.found.comment.id ?? null} />
      <div class="case" id="case" tabIndex={-1}>
        <div id="told">{told && <ActTold world={world} done={told} to={deskPath(filter, {})} />}</div>
        {shown ? (
          <CaseView world={world} filter={filter} list={list} {...shown} />
        ) : (
          <Nothing world={world} isAllClaimed={list.rows.length > 0} />
        )}
      </div>
    </div>
  );
}

function Nothing({ world: { locale }, isAllClaimed }: { world: World; isAllClaimed: boolean }): JSX.Element {
  return (
    <>
      <nav class="case__nav" aria-label={locale.message("queue.nav")}>
        <a href="#waiting">{locale.message("queue.list")}</a>
      </nav>
      <p class="quiet">{locale.message(isAllClaimed ? "queue.allClaimed" : "queue.nothing")}</p>
    </>
  );
}
