import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { Html, Time } from "../../../platform/html/components.tsx";
import type { MessageId } from "../../../platform/html/locale.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import type { Comment } from "../../discussion/comment.ts";
import { SettingsPage } from "../../people/profiles/settings-page.view.tsx";
import { commentPath, type StoryCard, storyPath } from "../../stories/story.ts";
import { statementPath } from "../law/access.ts";
import { LawPage } from "../law/law-page.view.tsx";
import type { StatementRow } from "../law/statement.store.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import { OwnWhy } from "./own-state.view.tsx";
import type { Told } from "./told.ts";

export const minePath = "/comments/mine";

/** One's own comment, with what became of it. */
export interface Mine {
  comment: Comment;
  story: StoryCard | null;
  told: Told;
}

/** What one has reported, and what became of that. */
export interface Reported {
  id: number;
  commentId: CommentId;
  authorName: string;
  reason: string;
  at: number;
  handledAt: number | null;
  upheld: number | null;
  isThere: boolean;
}

export interface MinePageProps {
  world: World;
  mine: readonly Mine[];
  /** What holds against oneself, beside single comments. */
  sanctions: readonly StatementRow[];
  reported: readonly Reported[];
  rules: Pick<RuleSettings, "reasons" | "tellsWords">;
  /** Path of the page with older ones; null: there are none. */
  older: string | null;
}

/** One's own comments and reports: a member's among the settings, a guest's by their device. */
export function MinePage(props: MinePageProps): JSX.Element {
  const { world } = props;
  const title = world.locale.message("own.heading");
  if (world.actor.member)
    return (
      <SettingsPage world={world} title={title} current={minePath}>
        <Contents {...props} />
      </SettingsPage>
    );
  return (
    <LawPage world={world} title={title} path={minePath} about={world.locale.message("own.about.guest")}>
      <Contents {...props} />
    </LawPage>
  );
}

function Contents(props: MinePageProps): JSX.Element {
  const { world, mine, sanctions, reported, older } = props;
  const { locale } = world;
  return (
    <>
      {sanctions.map((row) => (
        <p key={row.id} class="mine__sanction" role="status">
          <b>{locale.message(`measure.${sanctionOf(row)}`)}</b>{" "}
          <a class="link" href={world.href(statementPath(row.id))}>
            {locale.message("own.statement")}
          </a>
        </p>
      ))}
      {mine.length === 0 && <p class="quiet">{locale.message("own.none")}</p>}
      <ol class="mine">
        {mine.map((each) => (
          <Item key={each.comment.id} {...props} {...each} />
        ))}
      </ol>
      {older !== null && (
        <p>
          <a class="more" href={world.href(older)}>
            {locale.message("own.older")}
          </a>
        </p>
      )}
      {reported.length > 0 && <Reports world={world} reported={reported} />}
    </>
  );
}

export function sanctionOf({ measure }: Pick<StatementRow, "measure">): "suspend" | "ban" | "warn" {
  return measure === "ban" || measure === "warn" ? measure : "suspend";
}

function Item({ world, comment, story, told, rules }: MinePageProps & Mine): JSX.Element {
  const { locale, now } = world;
  const isThere = comment.status === "published" || comment.status === "pending";
  const language = comment.language === null ? {} : { lang: comment.language };
  return (
    <li id={`c-${comment.id}`} data-status={comment.status}>
      <p class="note">
        <b>{locale.message(stateOf(comment.status))}</b>
        <span class="sep" />
        <Time at={comment.createdAt}>{locale.moment(comment.createdAt, now)}</Time>
        <span class="sep" />
        {story && (
          <a class="link" href={world.href(isThere ? commentPath(comment.id) : storyPath(story.slug))}>
            <bdi lang={story.language}>{story.headline}</bdi>
          </a>
        )}
      </p>
      <Html of={comment.html} class="comment__text" dir="auto" {...language} />
      {comment.restWords > 0 && (
        <details class="long">
          <summary>
            <span class="more">{locale.message("comment.rest", { n: comment.restWords })}</span>
            <span class="more">{locale.message("comment.fold")}</span>
          </summary>
          <Html of={comment.restHtml} class="comment__text" dir="auto" {...language} />
        </details>
      )}
      <OwnWhy world={world} comment={comment} told={told} rules={rules} />
    </li>
  );
}

export function stateOf(status: Comment["status"]): MessageId {
  return `own.state.${status}`;
}

function Reports({ world, reported }: { world: World; reported: readonly Reported[] }): JSX.Element {
  const { locale, now } = world;
  return (
    <>
      <h2>{locale.message("own.reports")}</h2>
      <ol class="mine mine--reports">
        {reported.map((each) => (
          <li key={each.id}>
            <p class="note">
              <Time at={each.at}>{locale.moment(each.at, now)}</Time>
              <span class="sep" />
              {each.isThere ? (
                <a class="link" href={world.href(commentPath(each.commentId))}>
                  {locale.message("own.report.comment")}
                </a>
              ) : (
                locale.message("own.report.comment")
              )}
            </p>
            <p>{locale.message(reportState(each))}</p>
          </li>
        ))}
      </ol>
    </>
  );
}

function reportState({ handledAt, upheld, isThere }: Reported): MessageId {
  if (handledAt === null) return "own.report.open";
  if (upheld === 1) return "own.report.upheld";
  return isThere ? "own.report.kept" : "own.report.gone";
}
