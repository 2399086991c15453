import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { Html } from "../../platform/html/components.tsx";
import { commentPath, type Story } from "../stories/story.ts";
import { authorName } from "./author-name.ts";
import type { Comment } from "./comment.ts";
import { historyPath, type Version } from "./history.ts";
import { TalkPage } from "./talk-pages.view.tsx";

interface HistoryProps {
  world: World;
  story: Story;
  comment: Comment;
  versions: readonly Version[];
}

/** All that a comment has said, the newest first. */
export function HistoryPage({ world, story, comment, versions }: HistoryProps): JSX.Element {
  const { locale } = world;
  const language = comment.language === null ? {} : { lang: comment.language };
  return (
    <TalkPage
      world={world}
      story={story}
      title={locale.message("talk.history")}
      path={historyPath(comment.id)}
    >
      <p class="comment__name">
        <bdi>{authorName(locale, comment.authorName)}</bdi>
      </p>
      <ol class="history">
        {versions.map((version) => (
          <li key={version.from}>
            <p class="label">{when(world, version)}</p>
            <Html of={version.html} class="comment__text" dir="auto" {...language} />
          </li>
        ))}
      </ol>
      <p>
        <a class="more" href={world.href(commentPath(comment.id))}>
          {locale.message("done.back")}
        </a>
      </p>
    </TalkPage>
  );
}

function when({ locale, now }: World, { from, to, isPublic }: Version): string {
  const values = { from: locale.moment(from, now), to: locale.moment(to ?? now, now) };
  const words = locale.message(to === null ? "talk.history.now" : "talk.history.then", values);
  return isPublic ? words : [words, locale.message("talk.history.unseen")].join(locale.message("list.join"));
}
