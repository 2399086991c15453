import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { type Complaint, FormErrors } from "../../people/staff/desk-form.view.tsx";
import type { Decidable } from "./decidable.ts";
import { ActButton, FieldComplaint } from "./decide-parts.view.tsx";
import { MoreActs } from "./more-acts.view.tsx";
import { emptyOrder, type TypedOrder } from "./order-form.ts";

export interface DecideFormProps {
  world: World;
  /** What is decided about: one comment, or several that get the same. */
  ids: readonly CommentId[];
  /** All that waits in this cluster, instead of `ids`. */
  cluster?: number;
  /** What the moderator has seen of the one comment: see `seenOf`. Empty for several. */
  seen: string;
  /** Path to which the desk goes on afterwards: the next case. */
  to: string;
  /** As `decidable` reads it for the same comments. */
  known: Decidable;
  /** What was typed, when the form comes back, and what is wrong with it. */
  typed?: TypedOrder;
  complaints?: readonly Complaint[];
}

/** The desk's verdicts: see the look. */
export function DecideForm(props: DecideFormProps): JSX.Element {
  const { world, ids, cluster, seen, to, complaints = [], known } = props;
  const { locale } = world;
  return (
    <>
      <form
        class="decide"
        id="decide"
        method="post"
        action={world.href("/desk/comments/acts")}
        aria-label={locale.message("acts.decide")}
      >
        {/* The Enter key presses a form's first button: in this form that has to do nothing. */}
        <button type="submit" hidden disabled />
        {ids.map((id) => (
          <input key={id} type="hidden" name="id" value={id} />
        ))}
        {cluster !== undefined && <input type="hidden" name="cluster" value={cluster} />}
        <input type="hidden" name="seen" value={seen} />
        <input type="hidden" name="shown" value={world.now} />
        <input type="hidden" name="to" value={to} />
        {complaints.length > 0 && <FormErrors locale={locale} complaints={complaints} />}
        <Approve {...props} />
        <Refuse {...props} />
        {known.one && known.one.comment.authorKind !== "staff" && <Ban {...props} />}
        <p class="tell">{locale.message("acts.tell")}</p>
        {known.one && <MoreActs {...props} one={known.one} />}
      </form>
      <fieldset class="thumb" aria-label={locale.message("acts.decide")}>
        <ActButton locale={locale} act="publish" form="decide" look="btn--reader" />
        <ActButton locale={locale} act="refuse" form="decide" look="btn--solid" />
        <ActButton locale={locale} act="spam" form="decide" />
      </fieldset>
    </>
  );
}

function Approve({ world: { locale }, known, typed = emptyOrder }: DecideFormProps): JSX.Element {
  const one = known.one?.comment;
  const isReported = one?.status === "published" && one.reportCount > 0;
  const isPicked = known.one?.comment.pickedAt !== null;
  return (
    <fieldset>
      <legend>{locale.message("acts.publish")}</legend>
      {known.one?.hasMarkedWords && (
        <label class="check">
          <input type="checkbox" name="hideMarked" value="1" checked={typed.hideMarked !== ""} data-key="h" />
          {locale.message("acts.hideMarked")}
        </label>
      )}
      <label class="check">
        <input type="checkbox" name="trust" value="1" checked={typed.trust !== ""} data-key="t" />
        {locale.message("acts.trust")}
      </label>
      <div class="act-row">
        {known.one && known.mayPick && (
          <ActButton locale={locale} act={isPicked ? "unpick" : "pick"} dataKey="p" />
        )}
        <ActButton
          locale={locale}
          act="publish"
          dataKey="a"
          look="btn--reader in-thumb"
          {...(isReported ? { label: "deskReports.dismiss" } : {})}
        />
      </div>
    </fieldset>
  );
}

function Refuse({ world: { locale }, known, typed = emptyOrder, complaints = [] }: DecideFormProps) {
  return (
    <fieldset>
      <legend>{locale.message("acts.refuse")}</legend>
      {known.reasons.map(({ code, name, text }, index) => (
        <label key={code} class="choice" title={text}>
          <input
            type="radio"
            name="code"
            value={code}
            checked={typed.code === code}
            {...(index < 9 ? { "data-key": String(index + 1) } : {})}
          />
          {name}
          {index < 9 && <kbd>{index + 1}</kbd>}
        </label>
      ))}
      <FieldComplaint locale={locale} complaints={complaints} field="code" />
      <p class="field">
        <label for="f-words">{locale.message("acts.words")}</label>
        <input id="f-words" name="words" value={typed.words} dir="auto" autocomplete="off" maxlength={1000} />
      </p>
      <FieldComplaint locale={locale} complaints={complaints} field="words" />
      <div class="act-row">
        <ActButton locale={locale} act="spam" dataKey="!" look="in-thumb" />
        <ActButton locale={locale} act="refuse" dataKey="r" look="btn--solid in-thumb" />
      </div>
    </fieldset>
  );
}

const spans = ["1", "7", "30", "ever"] as const;
const alsoHeld = ["device", "network", "range", "domain"] as const;

function Ban({ world, typed = emptyOrder, complaints = [] }: DecideFormProps) {
  const { locale, ctx } = world;
  return (
    <fieldset>
      <legend>{locale.message("acts.ban")}</legend>
      {spans.map((span) => (
        <label key={span} class="choice">
          <input type="radio" name="until" value={span} checked={typed.until === span} />
          {locale.message(`acts.ban.${span}`)}
        </label>
      ))}
      <FieldComplaint locale={locale} complaints={complaints} field="until" />
      <details class="more-acts" open={typed.whom.length > 0}>
        <summary>{locale.message("acts.whom")}</summary>
        {alsoHeld.map((target) => (
          <label key={target} class="check">
            <input type="checkbox" name="whom" value={target} checked={typed.whom.includes(target)} />
            {locale.message(`acts.whom.${target}`)}
          </label>
        ))}
        <p class="note">{locale.message("acts.whom.about", { n: ctx.config.keepDays.devices })}</p>
      </details>
      {(["waiting", "all"] as const).map((past) => (
        <label key={past} class="check">
          <input type="checkbox" name="past" value={past} checked={typed.past.includes(past)} />
          {locale.message(`acts.past.${past}`)}
        </label>
      ))}
      <div class="act-row">
        <ActButton locale={locale} act="ban" dataKey="b" look="btn--warn" />
      </div>
    </fieldset>
  );
}
