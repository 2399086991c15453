import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import { Page } from "../../sites/page.view.tsx";
import type { Complaint } from "./complaint.ts";

/** A page with one form about somebody's account. */
export function AccountPage({
  world,
  title,
  path,
  children,
}: {
  world: World;
  title: string;
  path: string;
  children: ComponentChildren;
}): JSX.Element {
  const head = <script type="module" src={world.ctx.assets.passwordScript} />;
  return (
    <Page
      world={world}
      title={`${title} – ${world.site.name}`}
      kind="p-plain"
      path={path}
      indexed={false}
      head={head}
    >
      <main id="content">
        <div class="wrap plain__head">
          <h1>{title}</h1>
        </div>
        <section class="below" aria-label={title}>
          <div class="wrap plain__body">{children}</div>
        </section>
      </main>
    </Page>
  );
}

export interface FormProps {
  world: World;
  action: string;
  submit: string;
  complaints?: readonly Complaint[];
  /** Hidden fields by name. */
  hidden?: Readonly<Record<string, string>>;
  children?: ComponentChildren;
  /** Stands beside the button. */
  beside?: ComponentChildren;
}

/** A form that is sent by POST, with what is wrong with all of it above its fields. */
export function Form(props: FormProps): JSX.Element {
  const { world, action, submit, complaints = [], hidden = {} } = props;
  const ofAll = complaints.filter(({ field }) => field === "form");
  return (
    <form class="composer" method="post" action={world.href(action)} noValidate>
      {ofAll.length > 0 && (
        <div class="composer__error" role="alert" tabIndex={-1} autofocus>
          {ofAll.map(({ message, values }) => (
            <p key={message}>
              <b>{world.locale.message(message, values)}</b>
            </p>
          ))}
        </div>
      )}
      <div class="composer__grid">
        {props.children}
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="composer__foot">
          <button class="btn btn--reader" type="submit">
            {submit}
          </button>
          {props.beside}
        </div>
      </div>
    </form>
  );
}

export interface FieldProps {
  world: World;
  name: string;
  label: string;
  hint?: string | undefined;
  type?: "text" | "email" | "password";
  value?: string;
  autocomplete: string;
  complaints?: readonly Complaint[];
  /** Below the field: what it takes. */
  about?: string;
  /** A new password: its strength is told while it is typed. */
  isNew?: boolean;
}

const types = {
  text: { type: "text" },
  email: { type: "email" },
  password: { type: "password" },
} as const;

/** One labelled field with what is wrong with it. */
export function Field(props: FieldProps): JSX.Element {
  const { world, name, label, hint, type = "text", value = "", complaints = [], about } = props;
  const complaint = complaints.find(({ field }) => field === name);
  const id = `f-${name}`;
  const described = [complaint && `${id}-e`, about && `${id}-about`].filter(Boolean).join(" ");
  return (
    <p class="field">
      <label for={id}>
        {label}
        {hint && <span class="field__hint"> {hint}</span>}
      </label>
      <input
        id={id}
        name={name}
        {...types[type]}
        dir={type === "text" ? "auto" : "ltr"}
        autocomplete={props.autocomplete}
        value={value}
        required
        {...(described ? { "aria-describedby": described } : {})}
        {...(complaint ? { "aria-invalid": true, autofocus: complaints[0] === complaint } : {})}
        {...(type === "password" ? { "data-show": world.locale.message("account.password.show") } : {})}
        {...(props.isNew ? { "data-strength": strengthWords(world) } : {})}
      />
      {complaint && (
        <span class="field__error field__error--told" id={`${id}-e`}>
          {world.locale.message(complaint.message, complaint.values)}
        </span>
      )}
      {about && (
        <span class="note" id={`${id}-about`}>
          {about}
        </span>
      )}
    </p>
  );
}

const steps = [0, 1, 2, 3, 4] as const;

/** What the script says of a password, from the weakest to the strongest, as JSON. */
function strengthWords({ locale }: World): string {
  return JSON.stringify(steps.map((step) => locale.message(`account.strength.${step}`)));
}
