import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { Time } from "../../../platform/html/components.tsx";
import type { Comment } from "../../discussion/comment.ts";
import { reasonsIn } from "../law/reasons-in.ts";
import { measureOf } from "../law/statement.view.tsx";
import type { StatementRow } from "../law/statement.store.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import type { AppealRow } from "./appeal.store.ts";
import type { Standing } from "./deciders.ts";

export interface AppealCaseProps {
  world: World;
  appeal: AppealRow;
  /** Null: it is about the answer to a notice. */
  statement: StatementRow | null;
  comment: Comment | null;
  standing: Standing;
  mayAnswer: boolean;
  rules: Pick<RuleSettings, "reasons" | "tellsWords">;
  /** Whether the comment stands on the page already. */
  isBeside: boolean;
  /** Path to which the desk goes on. */
  to: string;
}

/** What was decided, what its author says to that, and the answer. */
export function AppealCase(props: AppealCaseProps): JSX.Element {
  const { world, appeal, statement, comment, standing, mayAnswer, rules, isBeside, to } = props;
  const { locale, now } = world;
  const label = `appeal-${appeal.id}`;
  return (
    <section class="lawcase" aria-labelledby={label}>
      <h2 id={label}>{locale.message(statement ? "deskAppeal.one" : "deskAppeal.ofNotice")}</h2>
      {statement && (
        <p class="note">
          {locale.message(measureOf(statement))}
          <span class="sep" />
          {reasonsIn(locale, statement, { ...rules, tellsWords: true }).join(" ")}
        </p>
      )}
      {comment && !isBeside && (
        <blockquote class="quoted">
          <p class="who">
            <bdi>{comment.authorName}</bdi>
          </p>
          <p dir="auto">{comment.text}</p>
        </blockquote>
      )}
      <p class="note">
        {locale.message("deskAppeal.says")}
        <span class="sep" />
        <Time at={appeal.at}>{locale.moment(appeal.at, now)}</Time>
      </p>
      <p class="lawcase__text" dir="auto">
        {appeal.text}
      </p>
      {appeal.answered_at !== null && <p class="desktold">{locale.message("deskAppeal.late")}</p>}
      {appeal.answered_at === null && !mayAnswer && <p class="note">{locale.message("deskAppeal.role")}</p>}
      {appeal.answered_at === null && mayAnswer && standing === "first" && (
        <p class="note">{locale.message("deskAppeal.first")}</p>
      )}
      {appeal.answered_at === null && mayAnswer && standing !== "first" && (
        <form class="deskform" method="post" action={world.href(`/desk/appeals/${appeal.id}`)}>
          {standing === "only" && <p class="note">{locale.message("deskAppeal.only")}</p>}
          <input type="hidden" name="to" value={to} />
          <p class="field">
            <label for={`${label}-words`}>{locale.message("deskAppeal.words")}</label>
            <textarea id={`${label}-words`} name="words" rows={3} dir="auto" />
            <span class="note">{locale.message("deskAppeal.words.about")}</span>
          </p>
          <p class="lawcase__acts">
            <button class="btn btn--reader" type="submit" name="outcome" value="grant">
              {locale.message(statement ? "deskAppeal.grant" : "deskAppeal.grantNotice")}
            </button>
            <button class="btn" type="submit" name="outcome" value="uphold">
              {locale.message(statement ? "deskAppeal.uphold" : "deskAppeal.upholdNotice")}
            </button>
          </p>
        </form>
      )}
    </section>
  );
}
