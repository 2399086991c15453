import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { decisionsBetween, undoneAmong } from "./decisions.store.ts";
import { actorOf, readTold } from "./told.ts";

/** What this moderator has just done. */
export interface JustDone {
  /** As `told` says it in an address. */
  told: string;
  action: string;
  count: number;
  /** Whether it can still be taken back from here: for a minute. Later, from the decided list. */
  isFresh: boolean;
}

const aMinute = 60_000;
const looked = 2000;

/** Reads what `told` in an address says was just done; null: nothing that was this moderator's. */
export async function loadTold(world: World, told: string): Promise<JustDone | null> {
  const span = readTold(told);
  if (!span) return null;
  const { ctx, site, now } = world;
  const found = await decisionsBetween(ctx.db.read, site.id, span, looked);
  const own = found.filter(({ actor }) => actor === actorOf(world));
  const [first] = own;
  if (!first) return null;
  const undone = await undoneAmong(ctx.db.read, [first.id]);
  return {
    told,
    action: first.action,
    count: own.length,
    isFresh: first.undoes === 0 && undone.size === 0 && now - first.at < aMinute,
  };
}

/** The line that tells what was just done, with the way back. `to`: where the desk goes on after that. */
export function ActTold({ world, done, to }: { world: World; done: JustDone; to: string }): JSX.Element {
  const { locale } = world;
  const what = locale.message(`action.${done.action}` as MessageId);
  return (
    <div class="desktold acttold" role="status">
      <p>{locale.message("acts.told.n", { n: done.count, what })}</p>
      {done.isFresh && <UndoForm world={world} decision={done.told} to={to} dataKey="u" />}
    </div>
  );
}

/** Takes decisions back. */
export function UndoForm({
  world,
  decision,
  to,
  dataKey,
}: {
  world: World;
  decision: string;
  to: string;
  dataKey?: string;
}): JSX.Element {
  return (
    <form class="actform" method="post" action={world.href("/desk/comments/undo")}>
      <input type="hidden" name="decision" value={decision} />
      <input type="hidden" name="to" value={to} />
      <button class="act" type="submit" {...(dataKey ? { "data-key": dataKey } : {})}>
        {world.locale.message("acts.undo")}
        {dataKey && <kbd>{dataKey.toUpperCase()}</kbd>}
      </button>
    </form>
  );
}
