import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { shortestPassword } from "../accounts/passwords.ts";
import { PlainPage } from "../../sites/plain-page.view.tsx";
import { type Complaint, FormErrors, LineField } from "./desk-form.view.tsx";

/** A link that leads nowhere any more. */
export function GonePage({
  world,
  title,
  about,
  path,
}: {
  world: World;
  title: MessageId;
  about: MessageId;
  path: string;
}): JSX.Element {
  const { locale } = world;
  return (
    <PlainPage world={world} title={locale.message(title)} path={path}>
      <p>{locale.message(about)}</p>
    </PlainPage>
  );
}

export interface AccountFormProps {
  world: World;
  action: string;
  token: string;
  submit: MessageId;
  /** What was typed; null: the field isn't asked for. A password never comes back. */
  name: string | null;
  address: string | null;
  complaints: readonly Complaint[];
}

/** Asks for what an account needs, or for some of it. */
export function AccountForm(props: AccountFormProps): JSX.Element {
  const { world, action, token, submit, name, address, complaints } = props;
  const { locale } = world;
  const shared = { world, complaints };
  return (
    <form class="composer__grid" method="post" action={world.href(action)} noValidate>
      <FormErrors locale={locale} complaints={complaints} summary="staff.error.account" />
      <input type="hidden" name="token" value={token} />
      {name !== null && (
        <LineField {...shared} name="name" label="staff.field.name" value={name} autocomplete="name" />
      )}
      {address !== null && (
        <LineField
          {...shared}
          name="address"
          type="email"
          label="staff.field.address"
          about="staff.field.address.about"
          value={address}
          autocomplete="username"
        />
      )}
      <LineField
        {...shared}
        name="password"
        type="password"
        label="staff.field.password"
        about="staff.field.password.about"
        aboutValues={{ n: shortestPassword }}
        value=""
        autocomplete="new-password"
      />
      <p>
        <button class="btn btn--solid" type="submit">
          {locale.message(submit)}
        </button>
      </p>
    </form>
  );
}

type Asked = Pick<AccountFormProps, "world" | "token" | "complaints">;

/** Whoever started the program makes themselves its first admin. */
export function SetUpPage({ world, ...asked }: Asked & { name: string; address: string }): JSX.Element {
  const { locale, site } = world;
  return (
    <PlainPage world={world} title={locale.message("setUp.heading", { site: site.name })} path="/set-up">
      <p>{locale.message("setUp.about")}</p>
      <AccountForm world={world} {...asked} action="/set-up" submit="setUp.go" />
    </PlainPage>
  );
}

export function ChoosePasswordPage({ world, whose, ...asked }: Asked & { whose: string }): JSX.Element {
  const { locale } = world;
  const form = {
    action: "/choose-password",
    submit: "choosePassword.go",
    name: null,
    address: null,
  } as const;
  return (
    <PlainPage world={world} title={locale.message("choosePassword.heading")} path="/choose-password">
      <p>{locale.message("choosePassword.about", { name: whose })}</p>
      <AccountForm world={world} {...asked} {...form} />
    </PlainPage>
  );
}
