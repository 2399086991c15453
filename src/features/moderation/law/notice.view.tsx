import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { isMessageId, type MessageId } from "../../../platform/html/locale.ts";
import { type Complaint, Field, FormErrors, LineField } from "../../people/staff/desk-form.view.tsx";
import type { AppealRow } from "../appeals/appeal.store.ts";
import { longestAppeal } from "../appeals/make-appeal.ts";
import { noticePath } from "./access.ts";
import { noticeCategories, readCategory } from "./categories.ts";
import type { TypedNotice } from "./give-notice.ts";
import { LawPage } from "./law-page.view.tsx";
import type { NoticeRow } from "./notice.store.ts";

export interface NoticeFormProps {
  world: World;
  typed: TypedNotice;
  complaints: readonly Complaint[];
}

/** The form for a notice of illegal content: Regulation (EU) 2022/2065, article 16(2). */
export function NoticeFormPage({ world, typed, complaints }: NoticeFormProps): JSX.Element {
  const { locale, site, actor } = world;
  const isChecked = site.settings.challenge && actor.member === null;
  return (
    <LawPage
      world={world}
      title={locale.message("illegal.heading")}
      path="/notices/new"
      about={locale.message("illegal.about")}
    >
      <form
        class="composer law__form"
        method="post"
        action={world.href("/notices")}
        noValidate
        {...(isChecked ? { "data-challenge": world.href("/challenge") } : {})}
      >
        <FormErrors locale={locale} complaints={complaints} summary="appeal.error" />
        <LineField
          world={world}
          name="place"
          label="illegal.place"
          about="illegal.place.about"
          complaints={complaints}
          value={typed.place}
        />
        <Categories world={world} typed={typed} complaints={complaints} />
        <Field
          world={world}
          name="explanation"
          label="illegal.explanation"
          about="illegal.explanation.about"
          complaints={complaints}
          input={(told) => (
            <textarea {...told} name="explanation" rows={8} dir="auto" required value={typed.explanation} />
          )}
        />
        <LineField
          world={world}
          name="name"
          label="illegal.name"
          about="illegal.name.about"
          complaints={complaints}
          value={typed.name}
          autocomplete="name"
        />
        <LineField
          world={world}
          name="email"
          label="illegal.email"
          about="illegal.email.about"
          complaints={complaints}
          value={typed.email}
          type="email"
          autocomplete="email"
        />
        <GoodFaith world={world} typed={typed} complaints={complaints} />
        <p class="trap" aria-hidden="true">
          <label for="f-website">{locale.message("compose.trap")}</label>
          <input id="f-website" name="website" tabIndex={-1} autocomplete="off" />
        </p>
        <input type="hidden" name="solution" value="" />
        <div class="composer__foot">
          <button class="btn btn--reader" type="submit">
            {locale.message("illegal.send")}
          </button>
        </div>
        <p class="note">{locale.message("illegal.afterwards")}</p>
      </form>
    </LawPage>
  );
}

function Categories({ world, typed, complaints }: NoticeFormProps): JSX.Element {
  return (
    <Field
      world={world}
      name="category"
      label="illegal.category"
      complaints={complaints}
      input={(told) => (
        <select {...told} name="category" required>
          <option value="">{world.locale.message("illegal.category.choose")}</option>
          {noticeCategories.map((each) => (
            <option key={each} value={each} selected={typed.category === each}>
              {world.locale.message(`illegal.category.${each}`)}
            </option>
          ))}
        </select>
      )}
    />
  );
}

function GoodFaith({ world: { locale }, typed, complaints }: NoticeFormProps): JSX.Element {
  const complaint = complaints.find(({ field }) => field === "goodFaith");
  return (
    <div class="choices">
      <label class="check">
        <input
          type="checkbox"
          name="goodFaith"
          value="1"
          checked={typed.goodFaith}
          required
          {...(complaint
            ? {
                "aria-invalid": true,
                "aria-describedby": "f-goodFaith-e",
                autofocus: complaints[0] === complaint,
              }
            : {})}
        />
        {locale.message("illegal.goodFaith")}
      </label>
      {complaint && (
        <span class="field__error field__error--told" id="f-goodFaith-e">
          {locale.message(complaint.message)}
        </span>
      )}
    </div>
  );
}

export interface NoticePageProps {
  world: World;
  notice: NoticeRow;
  /** The complaint of its sender against the answer. */
  appeal: AppealRow | null;
  token: string;
  isSent: boolean;
  typed?: string;
  complaints?: readonly Complaint[];
}

/** How it stands with a notice, for its sender. */
export function NoticePage(props: NoticePageProps): JSX.Element {
  const { world, notice, appeal, token, isSent } = props;
  const { locale, now } = world;
  const { outcome, answer, answered_at } = notice;
  const isAnswered = answered_at !== null;
  return (
    <LawPage
      world={world}
      title={locale.message("illegal.number", { number: world.locale.number(notice.id) })}
      path={noticePath(notice.id)}
    >
      {isSent && (
        <p class="quiet" role="status">
          {locale.message("illegal.sent")}
        </p>
      )}
      <dl class="facts-list">
        <div>
          <dt>{locale.message("illegal.place")}</dt>
          <dd>
            <bdi dir="ltr">{notice.url}</bdi>
          </dd>
        </div>
        <div>
          <dt>{locale.message("illegal.category")}</dt>
          <dd>{locale.message(categoryLabel(notice.category))}</dd>
        </div>
        <div>
          <dt>{locale.message("illegal.came")}</dt>
          <dd>{locale.moment(notice.at, now)}</dd>
        </div>
        <div>
          <dt>{locale.message("illegal.state")}</dt>
          <dd>{locale.message(noticeState(outcome, isAnswered))}</dd>
        </div>
        {isAnswered && (
          <div>
            <dt>{locale.message("statement.machine")}</dt>
            <dd>{locale.message("own.by.person")}</dd>
          </div>
        )}
      </dl>
      {answer !== "" && <p dir="auto">{answer}</p>}
      {appeal && (
        <section class="appealed">
          <h2>{locale.message("appeal.yours")}</h2>
          <p dir="auto">{appeal.text}</p>
          <p>
            <b>{locale.message(complaintState(appeal.outcome))}</b>
          </p>
          {appeal.answer !== "" && <p dir="auto">{appeal.answer}</p>}
        </section>
      )}
      {isAnswered && !appeal && <Again {...props} token={token} />}
      {isAnswered && <p class="note">{locale.message("illegal.redress")}</p>}
    </LawPage>
  );
}

/** A notice that was answered otherwise than its sender thinks right is looked at once more: article 20. */
function Again({ world, notice, token, typed = "", complaints = [] }: NoticePageProps): JSX.Element {
  const { locale } = world;
  return (
    <form
      class="composer"
      method="post"
      action={world.href(`${noticePath(notice.id)}/appeal`)}
      aria-labelledby="again-h"
      noValidate
    >
      <h2 id="again-h">{locale.message("illegal.again")}</h2>
      <FormErrors locale={locale} complaints={complaints} summary="appeal.error" />
      <input type="hidden" name="for" value={token} />
      <Field
        world={world}
        name="text"
        label="illegal.again.text"
        about="illegal.again.about"
        aboutValues={{ n: longestAppeal }}
        complaints={complaints}
        input={(told) => <textarea {...told} name="text" rows={5} dir="auto" required value={typed} />}
      />
      <div class="composer__foot">
        <button class="btn btn--reader" type="submit">
          {locale.message("illegal.again.send")}
        </button>
      </div>
    </form>
  );
}

export function categoryLabel(category: string): MessageId {
  const id = `illegal.category.${readCategory(category)}`;
  return isMessageId(id) ? id : "illegal.category.unspecified";
}

function noticeState(outcome: string, isAnswered: boolean): MessageId {
  if (outcome === "putOff" && !isAnswered) return "illegal.state.putOff";
  const id = `illegal.state.${outcome}`;
  return isAnswered && isMessageId(id) ? id : "illegal.state.open";
}

function complaintState(outcome: string): MessageId {
  if (outcome === "granted") return "illegal.again.granted";
  return outcome === "upheld" ? "illegal.again.upheld" : "appeal.state.open";
}
