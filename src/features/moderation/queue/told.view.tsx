import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { decisionsBetween } from "../acts/decisions.store.ts";
import { readTold } from "../acts/told.ts";
import { deskPath, type Filter } from "./filter.ts";

const aMinute = 60_000;
const lookedAt = 500;

/** What was just done, as the acts wrote it into the address, with a minute to take it back. Null: nothing was. */
export async function toldView(world: World, filter: Filter, value: string): Promise<JSX.Element | null> {
  const { ctx, site, locale, now } = world;
  const told = readTold(value);
  const decisions = told ? await decisionsBetween(ctx.db.read, site.id, told, lookedAt) : [];
  const theirs = decisions.filter(({ actor }) => actor === `staff:${world.actor.member?.memberId ?? ""}`);
  const [first] = theirs;
  if (!first) return null;
  if (theirs.some(({ undoes }) => undoes !== 0)) return <Line words={locale.message("queue.told.undone")} />;
  const comments = new Set(theirs.map(({ commentId }): CommentId => commentId));
  const words = locale.message("queue.told", { n: Math.max(1, comments.size) });
  if (now - first.at > aMinute) return <Line words={words} />;
  const [only] = comments;
  const to = deskPath(filter, comments.size === 1 && only ? { id: only } : {});
  return (
    <form class="told" method="post" action={world.href("/desk/comments/undo")}>
      <input type="hidden" name="decision" value={value} />
      <input type="hidden" name="to" value={to} />
      <span role="status">{words}</span>
      <button class="act" type="submit" data-key="u">
        {locale.message("queue.undo")}
        <kbd>U</kbd>
      </button>
    </form>
  );
}

function Line({ words }: { words: string }): JSX.Element {
  return (
    <p class="told" role="status">
      {words}
    </p>
  );
}
