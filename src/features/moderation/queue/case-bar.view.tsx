import type { JSX } from "preact";
import { isolate } from "../../../platform/text/clean.ts";
import type { CaseProps } from "./case.view.tsx";
import { deskPath } from "./filter.ts";
import { countWords, listName } from "./queues.view.tsx";

/** Where the case stands in its list, and the way on. */
export function CaseBar(props: CaseProps): JSX.Element {
  const { world, filter, list, entry, previous, next, found } = props;
  const { locale } = world;
  const queue = listName(world, filter.queue);
  const { position, total } = list;
  const place =
    entry && position !== null && total !== null
      ? locale.message("case.position", {
          n: locale.number(position + 1),
          total: countWords(world, filter.queue, total),
        })
      : "";
  const pathTo = (id: number) => world.href(deskPath(filter, { id }));
  const skip = entry ? world.href(deskPath(filter, { after: entry.key })) : world.href(deskPath(filter));
  return (
    <div class="case__bar">
      <p class="agate">
        {place !== "" && <b>{place} </b>}
        {entry ? queue : locale.message("case.left", { queue: isolate(queue) })}
      </p>
      <nav class="case__nav" aria-label={locale.message("queue.nav")}>
        {previous && (
          <a href={pathTo(previous.commentId)} data-key="k" rel="prev">
            {locale.message("queue.back")}
          </a>
        )}
        {next && (
          <a href={pathTo(next.commentId)} data-key="j" rel="next">
            {locale.message("queue.next")}
          </a>
        )}
        <a href={skip} data-key="s" data-skip="">
          {locale.message("queue.skip.case")}
          <kbd>S</kbd>
        </a>
        <a class="case__list" href="#waiting">
          {locale.message("queue.list")}
        </a>
        <a href="#keys" data-key="?" data-dialog="keys">
          {locale.message("queue.keys.all")}
          <kbd>?</kbd>
        </a>
      </nav>
      {filter.queue === "new" && (
        <form method="post" action={world.href("/desk/comments/mark")}>
          <input type="hidden" name="id" value={found.comment.id} />
          <button class="act" type="submit" data-key="m">
            {locale.message("queue.mark")}
            <kbd>M</kbd>
          </button>
        </form>
      )}
    </div>
  );
}
