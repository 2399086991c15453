import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { type Complaint, FormErrors } from "../../people/staff/desk-form.view.tsx";
import type { Decidable } from "./decidable.ts";
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
  const { world, ids, cluster, seen, to, complaints = [] } = props;
  const { locale } = world;
  return (
    <form
      class="decide"
      id="decide"
      method="post"
      action={world.href("/desk/comments/acts")}
      aria-label={locale.message("acts.decide")}
    >
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
      <p class="tell">{locale.message("acts.tell")}</p>
    </form>
  );
}

function Approve({ world: { locale } }: DecideFormProps): JSX.Element {
  return (
    <fieldset>
      <legend>{locale.message("acts.publish")}</legend>
      <div class="act-row">
        <button class="btn btn--reader in-thumb" type="submit" name="act" value="publish" data-key="a">
          {locale.message("acts.publish")}
          <kbd>A</kbd>
        </button>
      </div>
    </fieldset>
  );
}

function Refuse({ world: { locale }, known, typed = emptyOrder, complaints = [] }: DecideFormProps) {
  const wrong = complaints.find(({ field }) => field === "code");
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
            {...(wrong ? { "aria-describedby": "f-code-e" } : {})}
          />
          {name}
          {index < 9 && <kbd>{index + 1}</kbd>}
        </label>
      ))}
      {wrong && (
        <span class="field__error field__error--told" id="f-code-e">
          {locale.message(wrong.message, wrong.values)}
        </span>
      )}
      <p class="field">
        <label for="f-words">{locale.message("acts.words")}</label>
        <input id="f-words" name="words" value={typed.words} dir="auto" autocomplete="off" maxlength={1000} />
      </p>
      <div class="act-row">
        <button class="btn" type="submit" name="act" value="spam" data-key="x">
          {locale.message("acts.spam")}
          <kbd>X</kbd>
        </button>
        <button class="btn btn--solid in-thumb" type="submit" name="act" value="refuse" data-key="r">
          {locale.message("acts.refuse")}
          <kbd>R</kbd>
        </button>
      </div>
    </fieldset>
  );
}
