import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { Refused } from "./check-code.ts";
import {
  NewPasskey,
  type PasskeyItem,
  PasskeyInstead,
  PasskeySignIn,
  PasskeysPart,
} from "./passkey.view.tsx";
import { Qr } from "./qr.view.tsx";
import type { WaitingTotp } from "./set-up-totp.ts";
import { SettingsPage } from "../profiles/settings-page.view.tsx";
import { ButtonForm, SecretField, Shell, wordsOf } from "./shell.view.tsx";

export interface SecondFactorState {
  isOn: boolean;
  recoveryCodes: number;
  /** One of the staff of a site that asks for it. */
  isNeeded: boolean;
}

/** Whether a member has a second factor, and all that can be done about it. */
export function SecondFactorPart({ world, state }: { world: World; state: SecondFactorState }): JSX.Element {
  const { locale } = world;
  const path = world.href("/settings/second-factor");
  return (
    <section class="factor__part" aria-labelledby="factor-h">
      <h2 id="factor-h">{locale.message("factor.heading")}</h2>
      <p>{locale.message("factor.about")}</p>
      {state.isOn ? (
        <>
          <p>
            <b>{locale.message("factor.on", { n: state.recoveryCodes })}</b>
          </p>
          <div class="factor__acts">
            <ButtonForm action={`${path}/recovery-codes`} class="btn">
              {locale.message("factor.renew")}
            </ButtonForm>
            <ButtonForm action={`${path}/begin`} class="btn">
              {locale.message("factor.replace")}
            </ButtonForm>
            {!state.isNeeded && (
              <ButtonForm action={`${path}/off`} class="btn btn--warn">
                {locale.message("factor.switchOff")}
              </ButtonForm>
            )}
          </div>
          {state.isNeeded && <p class="note">{locale.message("factor.staffKeep")}</p>}
        </>
      ) : (
        <>
          <p>
            <b>{locale.message(state.isNeeded ? "factor.staff" : "factor.off")}</b>
          </p>
          <ButtonForm action={`${path}/begin`} class="btn btn--reader">
            {locale.message("factor.begin")}
          </ButtonForm>
        </>
      )}
    </section>
  );
}

export interface StrongSignIn {
  state: SecondFactorState;
  passkeys: readonly PasskeyItem[];
}

export function SecondFactorPage({ world, strong }: { world: World; strong: StrongSignIn }): JSX.Element {
  return (
    <SettingsPage world={world} title={world.locale.message("factor.title")} current="/settings/sign-in">
      <SecondFactorPart world={world} state={strong.state} />
      <PasskeysPart world={world} passkeys={strong.passkeys} />
    </SettingsPage>
  );
}

export function SetUpPage(props: {
  world: World;
  waiting: WaitingTotp;
  refused: Refused | null;
}): JSX.Element {
  const { world, waiting, refused } = props;
  const { locale } = world;
  return (
    <Shell world={world} title={locale.message("factor.setUp.title")} path="/settings/second-factor">
      <p>{locale.message("factor.setUp.scan")}</p>
      <Qr text={waiting.address} label={locale.message("factor.setUp.picture")} />
      <p>
        <a class="link" href={waiting.address}>
          {locale.message("factor.setUp.open")}
        </a>
      </p>
      <p>
        {locale.message("factor.setUp.key")} <bdi class="factor__key">{waiting.text}</bdi>
      </p>
      <form class="factor__form" method="post" action={world.href("/settings/second-factor/confirm")}>
        <SecretField
          name="code"
          label={locale.message("factor.setUp.code")}
          error={wordsOf(world, refused, locale.message("factor.code.wrong"))}
        />
        <p>
          <button class="btn btn--reader" type="submit">
            {locale.message("factor.setUp.submit")}
          </button>
        </p>
      </form>
    </Shell>
  );
}

/** The only time that recovery codes are seen. */
export function CodesPage({ world, codes }: { world: World; codes: readonly string[] }): JSX.Element {
  const { locale, site } = world;
  const title = locale.message("factor.codes.file", { site: site.name });
  const file = [title, "", ...codes, ""].join("\r\n");
  return (
    <Shell world={world} title={locale.message("factor.codes.title")} path="/settings/second-factor">
      <p>{locale.message("factor.codes.about")}</p>
      <ol class="factor__codes" dir="ltr">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <p>
        <a
          class="link"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download={`${site.key}-recovery-codes.txt`}
        >
          {locale.message("factor.codes.save")}
        </a>
      </p>
      <p>
        <a class="btn btn--reader" href={world.href("/settings/second-factor")}>
          {locale.message("factor.codes.done")}
        </a>
      </p>
    </Shell>
  );
}

export interface SecondStepProps {
  world: World;
  to: string;
  refused: Refused | null;
  /** A passkey was shown, and not taken. */
  passkeyFailed: boolean;
  canTrust: boolean;
  hasPasskeys: boolean;
}

/** What comes after the password. */
export function SecondStepPage(props: SecondStepProps): JSX.Element {
  const { world, to, refused } = props;
  const { locale } = world;
  return (
    <Shell world={world} title={locale.message("factor.second.title")} path="/sign-in/second">
      <p>{locale.message("factor.second.about")}</p>
      {props.passkeyFailed && (
        <p class="field__error field__error--told" role="alert">
          {locale.message("factor.passkey.failed")}
        </p>
      )}
      <form class="factor__form" method="post" action={world.href("/sign-in/second")}>
        <SecretField
          name="code"
          label={locale.message("factor.second.code")}
          error={wordsOf(world, refused, locale.message("factor.code.wrong"))}
          focused
        />
        {props.canTrust && (
          <label class="check">
            <input type="checkbox" name="trust" value="1" />
            {locale.message("factor.second.trust")}
          </label>
        )}
        <input type="hidden" name="to" value={to} />
        <p>
          <button class="btn btn--reader" type="submit">
            {locale.message("factor.second.submit")}
          </button>
        </p>
      </form>
      {props.hasPasskeys && <PasskeyInstead at="/sign-in" world={world} to={to} />}
      <ButtonForm action={world.href("/sign-in/second/cancel")} class="act">
        {locale.message("factor.second.cancel")}
      </ButtonForm>
    </Shell>
  );
}

export function NewPasskeyPage({ world, failed }: { world: World; failed: boolean }): JSX.Element {
  return (
    <Shell world={world} title={world.locale.message("factor.passkeys.add")} path="/settings/passkeys/new">
      <p>{world.locale.message("factor.passkeys.about")}</p>
      <NewPasskey world={world} failed={failed} />
    </Shell>
  );
}

/** A passkey was shown on the page for signing in, and not taken. */
export function PasskeyFailedPage({ world, to }: { world: World; to: string }): JSX.Element {
  const { locale } = world;
  return (
    <Shell world={world} title={locale.message("factor.passkey.failed.title")} path="/sign-in">
      <p>{locale.message("factor.passkey.failed")}</p>
      <PasskeySignIn world={world} to={to} />
      <p>
        <a class="link" href={world.href(`/sign-in?to=${encodeURIComponent(to)}`)}>
          {locale.message("factor.passkey.others")}
        </a>
      </p>
    </Shell>
  );
}
