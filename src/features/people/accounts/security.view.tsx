import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { isolate } from "../../../platform/text/clean.ts";
import type { Complaint } from "./complaint.ts";
import { AddressField, NewPasswordField } from "./accounts.view.tsx";
import { Form } from "./form.view.tsx";
import { SettingsPage } from "../profiles/settings-page.view.tsx";
import { PasskeysPart } from "../second-factor/passkey.view.tsx";
import { SecondFactorPart, type StrongSignIn } from "../second-factor/second-factor.view.tsx";

export interface SecurityProps {
  world: World;
  /** Null: the account has none. Only its owner is shown it. */
  address: string | null;
  hasPassword: boolean;
  /** Second factor and passkeys. */
  strong: StrongSignIn;
  email: string;
  complaints: readonly Complaint[];
  /** What was just done. */
  done: string | null;
}

/** How a member signs in: address and password. */
export function SecurityPage(props: SecurityProps): JSX.Element {
  const { world, done } = props;
  const { locale } = world;
  return (
    <SettingsPage world={world} title={locale.message("account.security.title")} current="/settings/sign-in">
      {done && (
        <p class="quiet" role="status">
          {done}
        </p>
      )}
      <AddressPart {...props} />
      <PasswordPart {...props} />
      <SecondFactorPart world={world} state={props.strong.state} />
      <PasskeysPart world={world} passkeys={props.strong.passkeys} />
    </SettingsPage>
  );
}

function AddressPart({ world, address, email, complaints }: SecurityProps): JSX.Element {
  const { locale } = world;
  return (
    <section class="settings__part" aria-labelledby="address-h">
      <h2 id="address-h">{locale.message("account.address.heading")}</h2>
      <p>
        {address === null
          ? locale.message("account.address.none")
          : locale.message("account.address.now", { address: isolate(address) })}
      </p>
      <Form
        world={world}
        action="/settings/sign-in/address"
        submit={locale.message("account.address.submit")}
      >
        <AddressField
          world={world}
          email={email}
          complaints={complaints}
          label={locale.message("account.address.new")}
        />
      </Form>
    </section>
  );
}

function PasswordPart({ world, hasPassword, complaints }: SecurityProps): JSX.Element {
  const { locale } = world;
  return (
    <section class="settings__part" aria-labelledby="password-h">
      <h2 id="password-h">{locale.message("account.password.heading")}</h2>
      <p>{locale.message(hasPassword ? "account.password.ends" : "account.password.none")}</p>
      <Form
        world={world}
        action="/settings/sign-in/password"
        submit={locale.message("account.password.submit")}
      >
        <NewPasswordField world={world} complaints={complaints} />
      </Form>
      <script type="module" src={world.ctx.assets.passwordScript} />
    </section>
  );
}
