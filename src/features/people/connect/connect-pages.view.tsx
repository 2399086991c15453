import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { isolate } from "../../../platform/text/clean.ts";
import { PlainPage } from "../../sites/plain-page.view.tsx";
import type { Refusal } from "./arrive.ts";
import { ConnectButtons } from "./connect-buttons.view.tsx";

interface LeavePageProps {
  world: World;
  /** The whole address at the provider. */
  to: string;
  label: string;
}

/**
 * Leads on to a provider. A form may only be answered by us (form-action), and browsers hold its redirects to that too: so
 * this page goes on by itself, without a script, and has a link where that is switched off.
 */
export function LeavePage({ world, to, label }: LeavePageProps): JSX.Element {
  const { locale } = world;
  const name = isolate(label);
  const refresh = <meta http-equiv="refresh" content={`0; url=${to}`} />;
  return (
    <PlainPage world={world} title={locale.message("connect.leave", { name })} path="/connect" head={refresh}>
      <p>{locale.message("connect.leave.about")}</p>
      <p>
        <a class="btn btn--reader" href={to} rel="noreferrer">
          {locale.message("connect.leave.go", { name })}
        </a>
      </p>
    </PlainPage>
  );
}

interface ServerPageProps {
  world: World;
  label: string;
  /** Where the form goes, and what it carries along. */
  action: string;
  hidden: Readonly<Record<string, string>>;
  typed: string;
  error: MessageId | null;
}

/** Asks for the server of an account, where there are many. */
export function ServerPage({ world, label, action, hidden, typed, error }: ServerPageProps): JSX.Element {
  const { locale } = world;
  return (
    <PlainPage world={world} title={locale.message("connect.server", { name: isolate(label) })} path={action}>
      <form method="post" action={world.href(action)} class="asking" noValidate>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <p class="field">
          <label for="server">{locale.message("connect.server.label")}</label>
          <input
            id="server"
            name="server"
            dir="ltr"
            required
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            placeholder="mastodon.social"
            value={typed}
            aria-describedby={error ? "server-e server-n" : "server-n"}
            {...(error ? { "aria-invalid": true, autofocus: true } : {})}
          />
          {error && (
            <span class="field__error field__error--told" id="server-e">
              {locale.message(error)}
            </span>
          )}
          <span class="note" id="server-n">
            {locale.message("connect.server.note")}
          </span>
        </p>
        <p>
          <button class="btn btn--reader" type="submit">
            {locale.message("connect.server.go")}
          </button>
        </p>
      </form>
    </PlainPage>
  );
}

const refusals = {
  lost: "connect.refused.lost",
  cancelled: "connect.refused.cancelled",
  unreachable: "connect.refused.unreachable",
  unbelievable: "connect.refused.unbelievable",
  disabled: "connect.refused.disabled",
  taken: "connect.refused.taken",
  otherMember: "connect.refused.otherMember",
} as const satisfies Record<Refusal, MessageId>;

interface RefusedPageProps {
  world: World;
  why: Refusal;
  label: string;
  to: string;
}

/** It came to nothing: why, and where to go on. */
export function RefusedPage({ world, why, label, to }: RefusedPageProps): JSX.Element {
  const { locale, actor } = world;
  const again = actor.member ? "/settings/connections" : `/sign-in?to=${encodeURIComponent(to)}`;
  return (
    <PlainPage world={world} title={locale.message("connect.refused")} path="/connect">
      <p>{locale.message(refusals[why], { name: isolate(label) })}</p>
      <p>
        <a class="btn" href={world.href(again)}>
          {locale.message(actor.member ? "connect.toSettings" : "connect.toSignIn")}
        </a>
      </p>
      {!actor.member && <ConnectButtons world={world} to={to} />}
    </PlainPage>
  );
}
