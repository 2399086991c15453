import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { cutAtWord } from "../../../platform/text/clean.ts";
import type { Comment } from "../../discussion/comment.ts";
import type { Excerpt, TimeKey } from "../../discussion/reading.ts";
import { deskPath, type Filter } from "./filter.ts";
import { writerName } from "./waiting.view.tsx";
import { waitWords } from "./wait.ts";

/** Comments that are nearly the same and wait as one. */
export interface Cluster {
  id: number;
  /** How many wait, counted up to a limit. */
  size: number;
  isCounted: boolean;
  members: readonly { excerpt: Excerpt; since: number }[];
  /** Where the next of them begin; null: these are the last. */
  later: TimeKey | null;
}

const shownOfText = 140;

/** What waits with a case and is decided with it. */
export function ClusterList(props: {
  world: World;
  filter: Filter;
  comment: Comment;
  cluster: Cluster;
}): JSX.Element {
  const { world, filter, comment, cluster } = props;
  const { locale, now } = world;
  return (
    <section aria-labelledby="cluster-h" id="cluster">
      <h2 class="cap" id="cluster-h">
        {locale.message(cluster.isCounted ? "case.cluster" : "case.cluster.more", { n: cluster.size })}
      </h2>
      <p class="note">{locale.message("case.cluster.about")}</p>
      <ul class="past">
        {cluster.members.map(({ excerpt, since }) => (
          <li key={excerpt.id}>
            <b>
              <a href={world.href(deskPath(filter, { id: excerpt.id }))}>{writerName(world, excerpt)}</a>
            </b>
            <span>
              <bdi>{cutAtWord(excerpt.text, shownOfText)}</bdi>{" "}
              <i class="agate">{waitWords(locale, now - since)}</i>
            </span>
          </li>
        ))}
      </ul>
      {cluster.later && (
        <a
          class="more"
          href={world.href(`${deskPath(filter, { id: comment.id, members: cluster.later })}#cluster`)}
        >
          {locale.message("case.cluster.next")}
        </a>
      )}
    </section>
  );
}
