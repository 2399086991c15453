import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { isolate } from "../../../platform/text/clean.ts";
import { ConnectButtons } from "../connect/connect-buttons.view.tsx";
import { PasskeySignIn } from "../second-factor/passkey.view.tsx";
import type { Complaint } from "./complaint.ts";
import { AccountPage, Field, Form } from "./form.view.tsx";
import { shortestPassword } from "./passwords.ts";

interface Asked {
  world: World;
  /** Path of the page to go back to. */
  to: string;
  email: string;
  complaints: readonly Complaint[];
}

const withTo = (path: string, to: string) => (to === "/" ? path : `${path}?to=${encodeURIComponent(to)}`);

export function SignInPage(props: Asked & { remember: boolean }): JSX.Element {
  const { world, to, email, complaints, remember } = props;
  const { locale } = world;
  return (
    <AccountPage world={world} title={locale.message("account.signIn.title")} path="/sign-in">
      <Form
        world={world}
        action="/sign-in"
        submit={locale.message("account.signIn.submit")}
        complaints={complaints}
        hidden={{ to }}
        beside={
          <a class="act" href={world.href(withTo("/forgot-password", to))}>
            {locale.message("account.signIn.forgot")}
          </a>
        }
      >
        <AddressField
          world={world}
          email={email}
          complaints={complaints}
          // A passkey is offered in it as well.
          autocomplete="username webauthn"
        />
        <Field
          world={world}
          name="password"
          type="password"
          label={locale.message("account.password")}
          autocomplete="current-password"
        />
        <label class="check">
          <input type="checkbox" name="remember" value="1" checked={remember} />
          {locale.message("account.signIn.remember")}
        </label>
      </Form>
      <PasskeySignIn world={world} to={to} />
      <ConnectButtons world={world} to={to} />
      <p>
        <a class="more" href={world.href(withTo("/magic-link", to))}>
          {locale.message("account.signIn.byLink")}
        </a>
      </p>
      <p>
        {locale.message("account.signIn.new")}{" "}
        <a class="link" href={world.href(withTo("/sign-up", to))}>
          {locale.message("account.signUp.title")}
        </a>
      </p>
    </AccountPage>
  );
}

export function SignUpPage({ world, to, email, name, complaints }: Asked & { name: string }): JSX.Element {
  const { locale } = world;
  return (
    <AccountPage world={world} title={locale.message("account.signUp.title")} path="/sign-up">
      <p>{locale.message("account.signUp.about")}</p>
      <Form
        world={world}
        action="/sign-up"
        submit={locale.message("account.signUp.submit")}
        complaints={complaints}
        hidden={{ to }}
      >
        <NameField world={world} name={name} complaints={complaints} />
        <AddressField
          world={world}
          email={email}
          complaints={complaints}
          hint={locale.message("account.email.hint")}
        />
        <NewPasswordField world={world} complaints={complaints} />
      </Form>
      <ConnectButtons world={world} to={to} />
      <p>
        {locale.message("account.signUp.have")}{" "}
        <a class="link" href={world.href(withTo("/sign-in", to))}>
          {locale.message("account.signIn.title")}
        </a>
      </p>
    </AccountPage>
  );
}

interface FieldOf {
  world: World;
  complaints: readonly Complaint[];
}

function NameField({ world, name, complaints }: FieldOf & { name: string }): JSX.Element {
  const { locale } = world;
  return (
    <Field
      world={world}
      name="name"
      label={locale.message("account.name")}
      hint={locale.message("account.name.hint")}
      value={name}
      autocomplete="nickname"
      complaints={complaints}
    />
  );
}

interface AddressFieldProps extends FieldOf {
  email: string;
  hint?: string;
  label?: string;
  autocomplete?: string;
}

export function AddressField(props: AddressFieldProps): JSX.Element {
  const { world, email, complaints, hint, label, autocomplete = "email" } = props;
  return (
    <Field
      world={world}
      name="email"
      type="email"
      label={label ?? world.locale.message("account.email")}
      hint={hint}
      value={email}
      autocomplete={autocomplete}
      complaints={complaints}
    />
  );
}

export function NewPasswordField({ world, complaints }: FieldOf): JSX.Element {
  const { locale } = world;
  return (
    <Field
      world={world}
      name="password"
      type="password"
      label={locale.message("account.password.new")}
      autocomplete="new-password"
      complaints={complaints}
      about={locale.message("account.password.hint", { n: shortestPassword })}
      isNew
    />
  );
}

/** Asks for an address, to which a link is sent. */
export function AskPage({
  world,
  to,
  email,
  complaints,
  kind,
}: Asked & { kind: "forgot" | "magicLink" }): JSX.Element {
  const { locale } = world;
  const path = kind === "forgot" ? "/forgot-password" : "/magic-link";
  return (
    <AccountPage world={world} title={locale.message(`account.${kind}.title`)} path={path}>
      <p>{locale.message(`account.${kind}.about`)}</p>
      <Form
        world={world}
        action={path}
        submit={locale.message("account.forgot.submit")}
        complaints={complaints}
        hidden={{ to }}
      >
        <AddressField world={world} email={email} complaints={complaints} />
      </Form>
    </AccountPage>
  );
}

/** After something was asked for at an address: the same for every address. */
export function SentPage({
  world,
  address,
  about,
}: {
  world: World;
  address: string;
  about: "account.sent.about" | "account.sent.reset" | "account.sent.magicLink";
}): JSX.Element {
  const { locale } = world;
  return (
    <AccountPage world={world} title={locale.message("account.sent.title")} path="/sign-in">
      <p role="status">{locale.message(about, { address: isolate(address) })}</p>
    </AccountPage>
  );
}

export function GonePage({ world }: { world: World }): JSX.Element {
  const { locale } = world;
  return (
    <AccountPage world={world} title={locale.message("account.gone.title")} path="/sign-in">
      <p>{locale.message("account.gone.about")}</p>
      <p>
        <a class="more" href={world.href("/sign-in")}>
          {locale.message("account.signIn.title")}
        </a>
      </p>
    </AccountPage>
  );
}

/** A link in a mail is for another member than the one who opens it. */
export function NotYoursPage({ world }: { world: World }): JSX.Element {
  const { locale, actor } = world;
  const name = isolate(actor.member?.name ?? "");
  return (
    <AccountPage world={world} title={locale.message("account.notYours.title")} path="/sign-in">
      <p>{locale.message("account.notYours.about", { name })}</p>
      <Form
        world={world}
        action="/sign-out"
        submit={locale.message("account.signOut")}
        hidden={{ to: "/sign-in" }}
      />
    </AccountPage>
  );
}

interface Linked {
  world: World;
  token: string;
  complaints: readonly Complaint[];
}

export function VerifyPage({
  world,
  token,
  complaints,
  name,
  isElsewhere,
}: Linked & { name: string; isElsewhere: boolean }): JSX.Element {
  const { locale } = world;
  return (
    <AccountPage world={world} title={locale.message("account.verify.title")} path="/verify">
      <p>{locale.message("account.verify.about")}</p>
      <Form
        world={world}
        action="/verify"
        submit={locale.message("account.verify.submit")}
        complaints={complaints}
        hidden={{ token }}
      >
        <NameField world={world} name={name} complaints={complaints} />
        {isElsewhere && (
          <Field
            world={world}
            name="password"
            type="password"
            label={locale.message("account.password")}
            about={locale.message("account.verify.elsewhere")}
            autocomplete="current-password"
            complaints={complaints}
          />
        )}
      </Form>
    </AccountPage>
  );
}

export function ResetPage({ world, token, complaints }: Linked): JSX.Element {
  const { locale } = world;
  return (
    <AccountPage world={world} title={locale.message("account.reset.title")} path="/reset-password">
      <p>{locale.message("account.reset.about")}</p>
      <Form
        world={world}
        action="/reset-password"
        submit={locale.message("account.reset.submit")}
        complaints={complaints}
        hidden={{ token }}
      >
        <NewPasswordField world={world} complaints={complaints} />
      </Form>
    </AccountPage>
  );
}

/** A link was opened that does something with one press of a button: programs that look at links press none. */
export function PressPage({
  world,
  token,
  kind,
}: Omit<Linked, "complaints"> & { kind: "magicLink" | "address" }): JSX.Element {
  const { locale } = world;
  const isSignIn = kind === "magicLink";
  const title = locale.message(isSignIn ? "account.signIn.title" : "account.address.heading");
  return (
    <AccountPage world={world} title={title} path="/sign-in">
      <p>{locale.message(isSignIn ? "account.magicLink.confirm" : "account.address.confirm")}</p>
      <Form
        world={world}
        action={isSignIn ? "/magic-link/use" : "/verify-address"}
        submit={locale.message(isSignIn ? "account.signIn.submit" : "account.address.confirmSubmit")}
        hidden={{ token }}
      />
    </AccountPage>
  );
}

/** A sentence after something was done, and where to go on. */
export function DonePage({
  world,
  title,
  text,
  next,
}: {
  world: World;
  title: string;
  text: string;
  next: { href: string; label: string };
}): JSX.Element {
  return (
    <AccountPage world={world} title={title} path="/sign-in">
      <p class="quiet" role="status">
        {text}
      </p>
      <p>
        <a class="more" href={world.href(next.href)}>
          {next.label}
        </a>
      </p>
    </AccountPage>
  );
}
