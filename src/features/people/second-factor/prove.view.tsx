import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { Refused } from "./check-code.ts";
import { PasskeyInstead } from "./passkey.view.tsx";
import type { Proofs } from "./prove.ts";
import { SecretField, Shell, wordsOf } from "./shell.view.tsx";

export interface ProveProps {
  world: World;
  to: string;
  proofs: Proofs;
  refused: Refused | null;
  passkeyFailed?: boolean;
  isMailSent?: boolean;
}

/** Asks somebody who is signed in to prove it again. */
export function ProvePage(props: ProveProps): JSX.Element {
  const { world, to, proofs } = props;
  const { locale } = world;
  const hasNone = !proofs.code && !proofs.password && !proofs.passkey && !proofs.mail;
  return (
    <Shell world={world} title={locale.message("factor.prove.title")} path="/prove">
      <p>{locale.message("factor.prove.about")}</p>
      {props.passkeyFailed && (
        <p class="field__error field__error--told" role="alert">
          {locale.message("factor.passkey.failed")}
        </p>
      )}
      {(proofs.code || proofs.password) && <SecretForm {...props} />}
      {proofs.passkey && <PasskeyInstead at="/prove" world={world} to={to} />}
      {proofs.mail && <MailForm {...props} />}
      {hasNone && <p class="quiet">{locale.message("factor.prove.again")}</p>}
    </Shell>
  );
}

function SecretForm({ world, to, proofs, refused }: ProveProps): JSX.Element {
  const { locale } = world;
  const name = proofs.code ? "code" : "password";
  const wrong = proofs.code ? "factor.code.wrong" : "factor.prove.password.wrong";
  return (
    <form class="factor__form" method="post" action={world.href(`/prove/${name}`)}>
      <SecretField
        name={name}
        label={locale.message(`factor.prove.${name}`)}
        error={wordsOf(world, refused, locale.message(wrong))}
        focused
      />
      <input type="hidden" name="to" value={to} />
      <p>
        <button class="btn btn--reader" type="submit">
          {locale.message("factor.prove.submit")}
        </button>
      </p>
    </form>
  );
}

function MailForm({ world, to, isMailSent }: ProveProps): JSX.Element {
  const { locale } = world;
  if (isMailSent)
    return (
      <p class="quiet" role="status">
        {locale.message("factor.prove.mail.sent")}
      </p>
    );
  return (
    <form class="factor__form" method="post" action={world.href("/prove/mail")}>
      <p>{locale.message("factor.prove.mail")}</p>
      <input type="hidden" name="to" value={to} />
      <p>
        <button class="btn btn--reader" type="submit">
          {locale.message("factor.prove.mail.submit")}
        </button>
      </p>
    </form>
  );
}

/** Where the link of a mail leads. Programs that look at mails follow links, so it takes a button too. */
export function ProveLinkPage({ world, token }: { world: World; token: string | null }): JSX.Element {
  const { locale } = world;
  return (
    <Shell world={world} title={locale.message("factor.prove.link.title")} path="/prove/link">
      {token === null ? (
        <p class="quiet">{locale.message("factor.prove.link.gone")}</p>
      ) : (
        <form class="factor__form" method="post" action={world.href("/prove/link")}>
          <input type="hidden" name="token" value={token} />
          <p>
            <button class="btn btn--reader" type="submit">
              {locale.message("factor.prove.submit")}
            </button>
          </p>
        </form>
      )}
    </Shell>
  );
}
