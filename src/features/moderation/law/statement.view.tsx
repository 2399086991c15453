import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import { Time } from "../../../platform/html/components.tsx";
import { isMessageId, type MessageId } from "../../../platform/html/locale.ts";
import type { Comment } from "../../discussion/comment.ts";
import { FormErrors, LineField, Field, type Complaint } from "../../people/staff/desk-form.view.tsx";
import type { AppealRow } from "../appeals/appeal.store.ts";
import { daysToAppeal, isAppealable, longestAppeal } from "../appeals/make-appeal.ts";
import { appealState } from "../appeals/own-state.view.tsx";
import type { RuleSettings } from "../rules/rule-settings.ts";
import { statementPath } from "./access.ts";
import { LawPage } from "./law-page.view.tsx";
import { reasonsIn } from "./reasons-in.ts";
import type { StatementRow } from "./statement.store.ts";

export interface StatementPageProps {
  world: World;
  statement: StatementRow;
  /** What it is about; null: somebody, or it is gone. */
  comment: Comment | null;
  appeal: AppealRow | null;
  rules: Pick<RuleSettings, "reasons" | "tellsWords">;
  /** What opens the page for who came by a link; empty: nothing has to. */
  token: string;
  /** Of the form that comes back. */
  typed?: { text: string; email: string };
  complaints?: readonly Complaint[];
  isSent?: boolean;
}

/** Why something was restricted, with all that article 17 of Regulation (EU) 2022/2065 asks, and the way to appeal. */
export function StatementPage(props: StatementPageProps): JSX.Element {
  const { world, statement, comment, appeal, isSent } = props;
  const { locale, now } = world;
  return (
    <LawPage world={world} title={locale.message(measureOf(statement))} path={statementPath(statement.id)}>
      {isSent && (
        <p class="quiet" role="status">
          {locale.message("appeal.sent")}
        </p>
      )}
      {comment && (
        <blockquote class="quoted">
          <p class="who">{locale.moment(comment.createdAt, now)}</p>
          <p dir="auto" {...(comment.language ? { lang: comment.language } : {})}>
            {comment.text}
          </p>
        </blockquote>
      )}
      <Facts {...props} />
      {appeal ? <Appealed world={world} appeal={appeal} /> : null}
      {isAppealable(statement, appeal ? [appeal] : [], now) && <AppealForm {...props} />}
      <Redress {...props} />
    </LawPage>
  );
}

export function measureOf({ measure }: Pick<StatementRow, "measure">): MessageId {
  const id = `measure.${measure}`;
  return isMessageId(id) ? id : "measure.remove";
}

function Facts(props: StatementPageProps): JSX.Element {
  const { world, statement } = props;
  const { locale, now } = world;
  const { measure, at, ground, ended_at, until, source } = statement;
  const reasons = reasonsIn(locale, statement, props.rules);
  return (
    <dl class="facts-list">
      <Fact label={locale.message("statement.when")}>
        <Time at={at}>{locale.moment(at, now)}</Time>
      </Fact>
      <Fact label={locale.message("statement.why")}>
        {reasons.length === 0 ? locale.message("statement.noReason") : null}
        {reasons.map((each) => (
          <p key={each}>{each}</p>
        ))}
      </Fact>
      <Fact label={locale.message("statement.ground")}>
        {locale.message(ground === "illegal" ? "statement.ground.illegal" : "statement.ground.terms")}
      </Fact>
      <Fact label={locale.message("statement.source")}>{locale.message(sourceOf(source))}</Fact>
      <Fact label={locale.message("statement.machine")}>{locale.message(machineOf(statement))}</Fact>
      <Fact label={locale.message("statement.scope")}>{locale.message("statement.scope.all")}</Fact>
      <Fact label={locale.message("statement.duration")}>
        {ended_at !== null
          ? locale.message("statement.ended", { when: locale.moment(ended_at, now) })
          : until !== null
            ? locale.message("statement.until", { when: locale.moment(Number(until), now) })
            : locale.message(measure === "hold" ? "statement.waiting" : "statement.lasting")}
      </Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function sourceOf(source: string): MessageId {
  if (source === "notice") return "statement.source.notice";
  return source === "report" ? "statement.source.report" : "statement.source.own";
}

function machineOf({ automated, detected }: StatementRow): MessageId {
  if (automated === "fully") return "statement.machine.fully";
  return detected === 1 ? "statement.machine.partly" : "statement.machine.not";
}

function Appealed({ world, appeal }: { world: World; appeal: AppealRow }): JSX.Element {
  const { locale, now } = world;
  return (
    <section class="appealed" aria-labelledby="appealed-h">
      <h2 id="appealed-h">{locale.message("appeal.yours")}</h2>
      <blockquote class="quoted">
        <p class="who">{locale.moment(appeal.at, now)}</p>
        <p dir="auto">{appeal.text}</p>
      </blockquote>
      <p>
        <b>{locale.message(appealState(appeal.outcome))}</b>
      </p>
      {appeal.answer !== "" && <p dir="auto">{appeal.answer}</p>}
    </section>
  );
}

function AppealForm(props: StatementPageProps): JSX.Element {
  const { world, statement, token, typed = { text: "", email: "" }, complaints = [] } = props;
  const { locale, actor } = world;
  return (
    <form
      class="composer"
      method="post"
      action={world.href(`${statementPath(statement.id)}/appeal`)}
      aria-labelledby="appeal-h"
      noValidate
    >
      <h2 id="appeal-h">{locale.message("appeal.heading")}</h2>
      <p class="note">{locale.message("appeal.about")}</p>
      <FormErrors locale={locale} complaints={complaints} summary="appeal.error" />
      <input type="hidden" name="for" value={token} />
      <Field
        world={world}
        name="text"
        label="appeal.text"
        about="appeal.text.about"
        aboutValues={{ n: longestAppeal, days: daysToAppeal }}
        complaints={complaints}
        input={(told) => <textarea {...told} name="text" rows={6} dir="auto" required value={typed.text} />}
      />
      {!actor.member && (
        <LineField
          world={world}
          name="email"
          label="appeal.email"
          about="appeal.email.about"
          complaints={complaints}
          value={typed.email}
          type="email"
          autocomplete="email"
        />
      )}
      <div class="composer__foot">
        <button class="btn btn--reader" type="submit">
          {locale.message("appeal.send")}
        </button>
      </div>
    </form>
  );
}

/** What else somebody can do: article 17(3)(f). */
function Redress({ world, statement }: StatementPageProps): JSX.Element {
  const { locale, site } = world;
  const { contactEmail } = site.settings;
  return (
    <div class="note">
      {statement.measure !== "warn" && <p>{locale.message("statement.redress")}</p>}
      {contactEmail !== null && (
        <p>
          {locale.message("statement.contact")}{" "}
          <a class="link" href={`mailto:${contactEmail}`}>
            <bdi dir="ltr">{contactEmail}</bdi>
          </a>
        </p>
      )}
    </div>
  );
}
