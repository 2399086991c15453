import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import { relyingParty } from "./passkey-challenge.ts";
import { longestPasskeyName } from "./register-passkey.ts";
import { ButtonForm } from "./shell.view.tsx";

interface PasskeyFormProps {
  world: World;
  /** Whether one is made or used. */
  does: "create" | "get";
  /** Where the answer is sent, and where the question comes from. */
  action: string;
  options: string;
  to?: string;
  button: string;
  look: string;
  /** The browser may offer passkeys in a field of the page with `autocomplete="… webauthn"`. */
  offered?: boolean;
  children?: ComponentChildren;
}

/** A form that a script fills with what the browser answers; nobody sees it where there is none. */
function PasskeyForm(props: PasskeyFormProps): JSX.Element {
  const { world, does, offered } = props;
  return (
    <form
      class="factor__form"
      method="post"
      action={world.href(props.action)}
      data-passkey={does}
      data-options={world.href(props.options)}
      {...(offered ? { "data-offered": "" } : {})}
      hidden
    >
      {props.children}
      <input type="hidden" name="response" value="" />
      {props.to !== undefined && <input type="hidden" name="to" value={props.to} />}
      <p>
        <button class={props.look} type="submit">
          {props.button}
        </button>
      </p>
      <p class="field__error field__error--told" role="alert" data-failed="" hidden>
        {world.locale.message("factor.passkey.failed")}
      </p>
      <script type="module" src={world.ctx.assets.passkeyScript} />
    </form>
  );
}

/**
 * For the page on which one signs in. An address field there with `autocomplete="username webauthn"` is offered the
 * reader's passkeys by the browser.
 */
export function PasskeySignIn({ world, to }: { world: World; to: string }): JSX.Element {
  return (
    <PasskeyForm
      world={world}
      does="get"
      action="/sign-in/passkey"
      options="/sign-in/passkey/options"
      to={to}
      button={world.locale.message("factor.passkey.signIn")}
      look="btn"
      offered
    />
  );
}

/** Instead of a code after a password ("/sign-in"), or to prove once more who one is. */
export function PasskeyInstead({
  world,
  at,
  to,
}: {
  world: World;
  at: "/sign-in" | "/prove";
  to: string;
}): JSX.Element {
  return (
    <PasskeyForm
      world={world}
      does="get"
      action={`${at}/passkey`}
      options={`${at}/passkey/options`}
      to={to}
      button={world.locale.message("factor.passkey.use")}
      look="btn"
    />
  );
}

/** Where a new passkey is named and made. */
export function NewPasskey({ world, failed }: { world: World; failed: boolean }): JSX.Element {
  const { locale } = world;
  return (
    <>
      {failed && (
        <p class="field__error field__error--told" role="alert">
          {locale.message("factor.passkey.failed")}
        </p>
      )}
      <PasskeyForm
        world={world}
        does="create"
        action="/settings/passkeys"
        options="/settings/passkeys/options"
        button={locale.message("factor.passkeys.make")}
        look="btn btn--reader"
      >
        <div class="field">
          <label for="passkey-name">
            {locale.message("factor.passkeys.name")}{" "}
            <span class="field__hint">{locale.message("factor.passkeys.name.hint")}</span>
          </label>
          <input
            id="passkey-name"
            name="name"
            maxLength={longestPasskeyName}
            value={world.browser}
            dir="auto"
            autocomplete="off"
            required
          />
        </div>
      </PasskeyForm>
      <p class="quiet" data-passkey-unable="">
        {locale.message("factor.passkeys.unable")}
      </p>
    </>
  );
}

export interface PasskeyItem {
  id: string;
  name: string;
  host: string;
  at: number;
  used_at: number | null;
}

/** A member's passkeys, and the way to more. */
export function PasskeysPart({
  world,
  passkeys,
}: {
  world: World;
  passkeys: readonly PasskeyItem[];
}): JSX.Element {
  const { locale } = world;
  return (
    <section class="factor__part" aria-labelledby="passkeys-h">
      <h2 id="passkeys-h">{locale.message("factor.passkeys.heading")}</h2>
      <p>{locale.message("factor.passkeys.about")}</p>
      {passkeys.length === 0 ? (
        <p>{locale.message("factor.passkeys.none")}</p>
      ) : (
        <ul class="factor__list">
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} world={world} passkey={passkey} />
          ))}
        </ul>
      )}
      <p>
        <a class="btn" href={world.href("/settings/passkeys/new")}>
          {locale.message("factor.passkeys.add")}
        </a>
      </p>
    </section>
  );
}

function PasskeyRow({ world, passkey }: { world: World; passkey: PasskeyItem }): JSX.Element {
  const { locale, now } = world;
  const { id, name, host, at, used_at } = passkey;
  const path = world.href(`/settings/passkeys/${id}`);
  return (
    <li>
      <form class="factor__name" method="post" action={path}>
        <div class="field">
          <label for={`passkey-${id}`}>{locale.message("factor.passkeys.name")}</label>
          <input
            id={`passkey-${id}`}
            name="name"
            value={name}
            dir="auto"
            maxLength={longestPasskeyName}
            autocomplete="off"
            required
          />
        </div>
        <button class="act" type="submit">
          {locale.message("factor.passkeys.rename")}
        </button>
      </form>
      <div class="factor__about">
        <p class="note">
          {host !== relyingParty(world).host && (
            <>
              <bdi>{locale.message("factor.passkeys.host", { host })}</bdi>
              <span class="sep" />
            </>
          )}
          {locale.message("factor.passkeys.made", { when: locale.ago(at, now) })}
          <span class="sep" />
          {used_at === null
            ? locale.message("factor.passkeys.unused")
            : locale.message("factor.passkeys.used", { when: locale.ago(used_at, now) })}
        </p>
        <ButtonForm action={`${path}/delete`} class="act">
          {locale.message("factor.passkeys.delete")}
        </ButtonForm>
      </div>
    </li>
  );
}
