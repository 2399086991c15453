import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { isolate } from "../../../platform/text/clean.ts";
import type { Comment } from "../../discussion/comment.ts";
import { statementPath } from "../law/access.ts";
import { reasonTold } from "../acts/refusal-reasons.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import type { AppealRow } from "./appeal.store.ts";
import { isAppealable } from "./make-appeal.ts";
import type { Told } from "./told.ts";
import { whyTold } from "./why-told.ts";

export type OwnComment = Pick<Comment, "id" | "status" | "rule">;

export interface OwnStateProps {
  world: World;
  comment: OwnComment;
  told: Told;
  /** What of the rules decides in which words things are told. */
  rules: Pick<RuleSettings, "reasons" | "tellsWords">;
}

/** Why one's own comment waits, is hidden or was changed, who decided, and what one can do about it. */
export function OwnWhy(props: OwnStateProps): JSX.Element | null {
  const { world, comment, told } = props;
  const { locale } = world;
  const whys = whysOf(props);
  const by = comment.status === "withdrawn" ? null : byWhom(told, comment);
  if (whys.length === 0 && by === null && told.marks.length === 0 && !answerOf(told)) return null;
  return (
    <div class="ownwhy">
      {whys.map((why) => (
        <p key={why}>{why}</p>
      ))}
      {told.marks.map((mark) => (
        <p key={`${mark.action}${mark.at}`}>
          {locale.message(`own.mark.${mark.action}`)} {whyMarked(props, mark)}{" "}
          {mark.words !== "" && <bdi>{mark.words}</bdi>}
        </p>
      ))}
      {by !== null && <p class="note">{locale.message(by)}</p>}
      <Next {...props} />
    </div>
  );
}

/** All that is said of the decision that holds, in the reader's language. */
export function whysOf({ world, comment, told, rules }: OwnStateProps): string[] {
  const { locale, site } = world;
  if (comment.status === "published" || comment.status === "withdrawn") return [];
  const rule = comment.rule === null ? undefined : site.settings.rules[comment.rule - 1];
  const reason = told.code === "" ? null : reasonTold(rules, told.code, locale);
  return [
    ...new Set([
      ...told.whys.map((why) => whyTold(locale, why, rules.tellsWords)),
      ...(reason ? [reason.text] : []),
      ...(rule === undefined || comment.rule === null
        ? []
        : [locale.message("own.rule", { rule: locale.number(comment.rule), text: isolate(rule) })]),
    ]),
  ];
}

/** Why something was done to it that left it published. */
function whyMarked({ world, rules }: OwnStateProps, { action, code }: Told["marks"][number]): string {
  const isTold = code !== "" && (action === "fold" || action === "redact");
  return (isTold && reasonTold(rules, code, world.locale)?.text) || "";
}

/** Whether a machine took part: article 17(3)(c). */
export function byWhom({ by, machines }: Told, { status }: Pick<OwnComment, "status">): MessageId | null {
  if (by === null || by === "author" || status === "published") return null;
  if (by !== "person") return status === "pending" ? `own.by.${by}.held` : `own.by.${by}`;
  const [machine] = machines;
  return machine === undefined ? "own.by.person" : `own.by.personAfter.${machine}`;
}

/** The way to the whole statement, and where the appeal is. */
function Next({ world, told }: OwnStateProps): JSX.Element | null {
  const { locale, now } = world;
  const statement = told.statements.at(-1);
  const answer = answerOf(told);
  if (!statement && answer) return <Answered world={world} answer={answer} />;
  if (!statement) return null;
  const appeal = told.appeals.findLast(({ statement_id }) => statement_id === statement.id);
  const href = world.href(statementPath(statement.id));
  return (
    <p>
      {appeal && <span class="note">{locale.message(appealState(appeal.outcome))} </span>}
      <a class="link" href={href}>
        {locale.message(
          isAppealable(statement, appeal ? [appeal] : [], now) ? "own.appeal" : "own.statement",
        )}
      </a>
    </p>
  );
}

/** An appeal that was granted: what it was against holds no more, but whoever appealed looks here for the answer. */
function answerOf({ appeals }: Told): AppealRow | undefined {
  return appeals.findLast(({ outcome, statement_id }) => outcome === "granted" && statement_id !== 0);
}

function Answered({ world, answer }: { world: World; answer: AppealRow }): JSX.Element {
  const { locale } = world;
  return (
    <p>
      <span class="note">{locale.message(appealState(answer.outcome))} </span>
      <a class="link" href={world.href(statementPath(answer.statement_id))}>
        {locale.message("own.statement")}
      </a>
    </p>
  );
}

export function appealState(outcome: string): MessageId {
  if (outcome === "granted") return "appeal.state.granted";
  return outcome === "upheld" ? "appeal.state.upheld" : "appeal.state.open";
}
