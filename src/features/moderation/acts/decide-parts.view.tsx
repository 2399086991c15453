import type { JSX } from "preact";
import type { Locale, MessageId } from "../../../platform/html/locale.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import type { CommentActName } from "./comment-acts.ts";

interface ActButtonProps {
  locale: Locale;
  act: Exclude<CommentActName, "trust">;
  /** The key that presses it. */
  dataKey?: string;
  look?: string;
  /** The id of its form, where it stands outside. */
  form?: string;
  /** What it says, where that isn't the act's name. */
  label?: MessageId;
}

/** A button that does one thing to what the form is about. */
export function ActButton({ locale, act, dataKey, look = "", form, label }: ActButtonProps): JSX.Element {
  return (
    <button
      class={`btn ${look}`.trim()}
      type="submit"
      name="act"
      value={act}
      {...(form ? { form } : {})}
      {...(dataKey ? { "data-key": dataKey } : {})}
    >
      {locale.message(label ?? `acts.${act}`)}
      {dataKey && <kbd>{dataKey.toUpperCase()}</kbd>}
    </button>
  );
}

/** What is wrong with one field. */
export function FieldComplaint({
  locale,
  complaints,
  field,
}: {
  locale: Locale;
  complaints: readonly Complaint[];
  field: string;
}): JSX.Element | null {
  const wrong = complaints.find((complaint) => complaint.field === field);
  return wrong ? (
    <span class="field__error field__error--told" id={`f-${field}-e`} role="alert">
      {locale.message(wrong.message, wrong.values)}
    </span>
  ) : null;
}
