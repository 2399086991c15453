import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../context.ts";
import type { Locale, MessageId } from "../../platform/html/locale.ts";
import type { StoryId } from "../../platform/lib/ids.ts";
import { isolate } from "../../platform/text/clean.ts";
import type { Nudge } from "../moderation/rules/nudge.ts";
import { NudgeNote } from "../moderation/rules/nudge.view.tsx";
import type { Complaint, Typed } from "./check-comment.ts";

/** What a form holds when it comes back, and what is wrong with it. */
export interface Draft {
  typed: Typed;
  complaints: readonly Complaint[];
  /** Why it will wait: told once. */
  nudge?: readonly Nudge[];
  isNudged?: boolean;
}

/** What everybody finds who hasn't begun to write. */
export const emptyDraft: Draft = { typed: { name: "", email: "", text: "" }, complaints: [] };

export interface ComposerProps {
  world: World;
  /** Where it is sent. */
  action: string;
  heading: string;
  submit: string;
  draft: Draft;
  /** The comment that is answered. */
  parentId?: number;
  /** A change of one's own comment: name and address stay as they are. */
  textOnly?: boolean;
  /** A key against double posting; absent on pages that many share, where the script makes one. */
  requestKey?: string;
  /** The story under whose name a member's draft is kept; absent: it isn't. */
  draftUnder?: StoryId;
  /** Links aren't allowed here, whatever the site's settings say. */
  noLinks?: boolean;
  /** Said below the button: what happens next. */
  note: string;
  cancel?: string;
  /** Stands above the fields: the comment that is answered. */
  children?: ComponentChildren;
}

/** The form that comments are written in. */
export function Composer(props: ComposerProps): JSX.Element {
  const { world, heading, draft } = props;
  const { locale, site, actor } = world;
  const isGuest = actor.member === null;
  const id = props.parentId === undefined ? "c" : `c${props.parentId}`;
  return (
    <form
      class="composer"
      method="post"
      action={props.action}
      aria-labelledby={`${id}-compose-h`}
      noValidate
      data-compose={props.parentId ?? "root"}
      data-failed={locale.message("compose.failed")}
      {...(actor.member && props.draftUnder !== undefined
        ? { "data-drafts": world.href("/drafts"), "data-story": props.draftUnder }
        : {})}
      {...(site.settings.challenge && isGuest && !props.textOnly
        ? { "data-challenge": world.href("/challenge") }
        : {})}
    >
      <h3 id={`${id}-compose-h`}>{heading}</h3>
      {props.children}
      <Summary world={world} complaints={draft.complaints} />
      <NudgeNote world={world} text={draft.typed.text} nudge={draft.nudge ?? []} />
      <div class="composer__grid">
        {!props.textOnly &&
          (isGuest ? <Identity world={world} draft={draft} id={id} /> : <PostingAs world={world} />)}
        <TextField world={world} draft={draft} id={id} noLinks={props.noLinks ?? false} />
        {!props.textOnly && isGuest && <Trap world={world} id={id} />}
        {!props.textOnly && <input type="hidden" name="as" value={actor.member?.handle ?? ""} />}
        {props.parentId !== undefined && <input type="hidden" name="parent" value={props.parentId} />}
        <input type="hidden" name="key" value={props.requestKey ?? ""} />
        <input type="hidden" name="solution" value="" />
        {draft.isNudged && <input type="hidden" name="nudged" value="1" />}
        <div class="composer__foot">
          <button class="btn btn--reader" type="submit">
            {props.submit}
          </button>
          {props.cancel && (
            <a class="act" href={props.cancel} data-cancel="">
              {locale.message("compose.cancel")}
            </a>
          )}
          <span
            class="note composer__left"
            data-left={site.settings.maxLength}
            data-left-words={countWords(world.locale)}
            aria-hidden="true"
          />
          <span class="vh" data-left-spoken="0" aria-live="polite" />
        </div>
        <p class="note">{props.note}</p>
      </div>
    </form>
  );
}

const knownCountWords = new WeakMap<Locale, string>();

/** The words of the character count for the script, as JSON: browsers know neither ICU plurals nor all digits. */
function countWords(locale: Locale): string {
  const known = knownCountWords.get(locale);
  if (known) return known;
  const made = JSON.stringify({
    language: locale.language,
    left: pluralForms(locale, "compose.left"),
    over: pluralForms(locale, "compose.over"),
    digits: Array.from({ length: 10 }, (_, n) => locale.number(n)).join(""),
    group: locale.number(10_000).replace(/\p{Nd}/gu, ""),
  });
  knownCountWords.set(locale, made);
  return made;
}

/** A message once for each plural category of the language, "%" standing for the number. */
function pluralForms(locale: Locale, message: MessageId): Record<string, string> {
  const rules = new Intl.PluralRules(locale.language);
  const forms: Record<string, string> = {};
  // Every category of every language turns up among these.
  for (let n = 0; n <= 100; n++)
    forms[rules.select(n)] ??= locale.message(message, { n }).replace(locale.number(n), "%");
  return forms;
}

function Summary({
  world,
  complaints,
}: {
  world: World;
  complaints: readonly Complaint[];
}): JSX.Element | null {
  if (complaints.length === 0) return null;
  const { locale } = world;
  return (
    // A form that comes back opens at what is wrong with it, scripts or not.
    <div class="composer__error" role="alert" tabIndex={-1} autofocus={complaints[0]?.field === "form"}>
      <p>{locale.message("error.summary")}</p>
      {complaints
        .filter((complaint) => complaint.field === "form")
        .map((complaint) => (
          <p key={complaint.message}>
            <b>{locale.message(complaint.message, complaint.values)}</b>
          </p>
        ))}
    </div>
  );
}

function complaintAt(draft: Draft, field: Complaint["field"]): Complaint | undefined {
  return draft.complaints.find((complaint) => complaint.field === field);
}

function FieldError({
  world,
  id,
  complaint,
}: {
  world: World;
  id: string;
  complaint: Complaint | undefined;
}) {
  if (!complaint) return null;
  return (
    <span class="field__error field__error--told" id={id}>
      {world.locale.message(complaint.message, complaint.values)}
    </span>
  );
}

function Identity({ world, draft, id }: { world: World; draft: Draft; id: string }): JSX.Element {
  const { locale, site } = world;
  const { nameRequired, emailRequired } = site.settings;
  const nameError = complaintAt(draft, "name");
  const emailError = complaintAt(draft, "email");
  return (
    <div class="composer__pair">
      <p class="field">
        <label for={`${id}-name`}>
          {locale.message("compose.name")}
          {!nameRequired && <span class="field__hint"> {locale.message("compose.name.optional")}</span>}
        </label>
        <input
          id={`${id}-name`}
          name="name"
          dir="auto"
          autocomplete="nickname"
          value={draft.typed.name}
          required={nameRequired}
          {...invalid(draft, nameError, `${id}-name-e`)}
        />
        <FieldError world={world} id={`${id}-name-e`} complaint={nameError} />
      </p>
      <p class="field">
        <label for={`${id}-email`}>
          {locale.message("compose.email")}{" "}
          <span class="field__hint">
            {locale.message(emailRequired ? "compose.email.hint" : "compose.email.optional")}
          </span>
        </label>
        <input
          id={`${id}-email`}
          name="email"
          type="email"
          dir="ltr"
          autocomplete="email"
          value={draft.typed.email}
          required={emailRequired}
          {...invalid(draft, emailError, `${id}-email-e`)}
        />
        <FieldError world={world} id={`${id}-email-e`} complaint={emailError} />
      </p>
    </div>
  );
}

/** Members write under their name. */
function PostingAs({ world: { locale, actor } }: { world: World }): JSX.Element {
  return <p class="composer__as">{locale.message("talk.as", { name: isolate(actor.member?.name ?? "") })}</p>;
}

/** What marks a field that a complaint is about. The first such field has the focus when the page opens. */
function invalid(draft: Draft, complaint: Complaint | undefined, id: string) {
  if (!complaint) return {};
  return { "aria-invalid": true, "aria-describedby": id, autofocus: draft.complaints[0] === complaint };
}

function TextField({ world, draft, id, noLinks }: TextFieldProps): JSX.Element {
  const { locale, site } = world;
  const error = complaintAt(draft, "text");
  const limits = `${id}-limits`;
  return (
    <p class="field">
      <label for={`${id}-text`}>{locale.message("compose.text")}</label>
      <textarea
        id={`${id}-text`}
        name="text"
        rows={5}
        dir="auto"
        required
        {...(error ? invalid(draft, error, `${id}-text-e ${limits}`) : { "aria-describedby": limits })}
        value={draft.typed.text}
      />
      <FieldError world={world} id={`${id}-text-e`} complaint={error} />
      <span class="note" id={limits}>
        {locale.message("compose.limits", {
          n: site.settings.maxLength,
          links: noLinks ? 0 : site.settings.maxLinks,
        })}
      </span>
    </p>
  );
}

interface TextFieldProps {
  world: World;
  draft: Draft;
  id: string;
  noLinks: boolean;
}

/** A field that people don't see and machines fill in. */
function Trap({ world, id }: { world: World; id: string }): JSX.Element {
  return (
    <p class="trap" aria-hidden="true">
      <label for={`${id}-website`}>{world.locale.message("compose.trap")}</label>
      <input id={`${id}-website`} name="website" tabIndex={-1} autocomplete="off" />
    </p>
  );
}
