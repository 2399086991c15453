import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import type { Locale, MessageId, MessageValues } from "../../../platform/html/locale.ts";

/** What is wrong with a form, and at which of its fields; "form": with all of it. */
export interface Complaint {
  field: string;
  message: MessageId;
  values?: MessageValues;
}

export interface FieldProps {
  world: World;
  name: string;
  label: MessageId;
  about?: MessageId;
  aboutValues?: MessageValues;
  complaints: readonly Complaint[];
}

type Told = { id: string; "aria-describedby"?: string; "aria-invalid"?: true; autofocus?: boolean };

/** A field with its label, what is to be said of it, and what is wrong with it. `input` gets what ties them together. */
export function Field(props: FieldProps & { input(told: Told): JSX.Element }): JSX.Element {
  const { world, name, label, about, aboutValues, complaints, input } = props;
  const { locale } = world;
  const id = `f-${name}`;
  const complaint = complaints.find(({ field }) => field === name);
  const described = [...(complaint ? [`${id}-e`] : []), ...(about ? [`${id}-n`] : [])].join(" ");
  return (
    <p class="field">
      <label for={id}>{locale.message(label)}</label>
      {input({
        id,
        ...(described ? { "aria-describedby": described } : {}),
        ...(complaint ? { "aria-invalid": true, autofocus: complaints[0] === complaint } : {}),
      })}
      {complaint && (
        <span class="field__error field__error--told" id={`${id}-e`}>
          {locale.message(complaint.message, complaint.values)}
        </span>
      )}
      {about && (
        <span class="note" id={`${id}-n`}>
          {locale.message(about, aboutValues)}
        </span>
      )}
    </p>
  );
}

/** A field of one line. */
export function LineField({
  value,
  type = "text",
  autocomplete = "off",
  ...props
}: FieldProps & { value: string; type?: "text" | "email" | "password"; autocomplete?: string }): JSX.Element {
  return (
    <Field
      {...props}
      input={(told) => {
        const input = { ...told, name: props.name, autocomplete, value };
        if (type === "email") return <input {...input} type="email" dir="ltr" />;
        if (type === "password") return <input {...input} type="password" dir="ltr" />;
        return <input {...input} dir="auto" />;
      }}
    />
  );
}

export interface Option {
  value: string;
  label: string;
}

export function SelectField({
  value,
  options,
  ...props
}: FieldProps & { value: string; options: readonly Option[] }): JSX.Element {
  return (
    <Field
      {...props}
      input={(told) => (
        <select {...told} name={props.name}>
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    />
  );
}

/** Stands above a form that comes back. */
export function FormErrors({
  locale,
  complaints,
  summary = "desk.error",
}: {
  locale: Locale;
  complaints: readonly Complaint[];
  summary?: MessageId;
}): JSX.Element | null {
  if (complaints.length === 0) return null;
  const ofForm = complaints.filter(({ field }) => field === "form");
  return (
    <div class="composer__error" role="alert" tabIndex={-1} autofocus={complaints[0]?.field === "form"}>
      <p>{locale.message(summary)}</p>
      {ofForm.map(({ message, values }) => (
        <p key={message}>
          <b>{locale.message(message, values)}</b>
        </p>
      ))}
    </div>
  );
}

/** What was just done, on the page that one is led to. */
export function Told({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <p class="desktold" role="status">
      {children}
    </p>
  );
}
