import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { isolate } from "../../../platform/text/clean.ts";
import { PlainPage } from "../../sites/plain-page.view.tsx";
import { AccountForm } from "./account-form.view.tsx";
import type { Complaint } from "./desk-form.view.tsx";
import type { Invitation } from "./invitation.store.ts";
import { scopeName } from "./scopes.ts";
import { staffTitle } from "./staff-title.ts";

/** How an invitation is answered: that depends on who is signed in, and on who has its address. */
export type Answering =
  | { by: "accepting" | "otherAddress"; name: string }
  | { by: "signingIn" }
  | { by: "joining"; name: string; complaints: readonly Complaint[] };

export interface InvitationPageProps {
  world: World;
  invitation: Invitation;
  token: string;
  answering: Answering;
}

/** What somebody is invited to, and how they answer. */
export function InvitationPage(props: InvitationPageProps): JSX.Element {
  const { world, invitation } = props;
  const { ctx, locale, site, now } = world;
  const about = {
    role: isolate(staffTitle(locale, invitation)),
    where: isolate(scopeName(ctx, locale, invitation.scope)),
    when: locale.moment(invitation.expiresAt, now),
  };
  return (
    <PlainPage
      world={world}
      title={locale.message("invitation.heading", { site: isolate(site.name) })}
      path="/invitation"
    >
      <p>{locale.message("invitation.about", about)}</p>
      <Answers {...props} />
    </PlainPage>
  );
}

function Answers({ world, token, answering }: InvitationPageProps): JSX.Element {
  const { locale } = world;
  const signIn = world.href(`/sign-in?to=${encodeURIComponent(`/invitation?token=${token}`)}`);
  switch (answering.by) {
    case "accepting":
      return (
        <form class="composer__grid" method="post" action={world.href("/invitation")}>
          <p>{locale.message("invitation.as", { name: isolate(answering.name) })}</p>
          <input type="hidden" name="token" value={token} />
          <p>
            <button class="btn btn--solid" type="submit">
              {locale.message("invitation.accept")}
            </button>
          </p>
        </form>
      );
    case "otherAddress":
      return <p>{locale.message("invitation.other", { name: isolate(answering.name) })}</p>;
    case "signingIn":
      return (
        <>
          <p>{locale.message("invitation.signIn")}</p>
          <p>
            <a class="btn btn--solid" href={signIn}>
              {locale.message("invitation.signIn.go")}
            </a>
          </p>
        </>
      );
    case "joining":
      return (
        <>
          <p>{locale.message("invitation.join")}</p>
          <AccountForm
            world={world}
            token={token}
            action="/invitation/join"
            submit="invitation.join.go"
            name={answering.name}
            address={null}
            complaints={answering.complaints}
          />
        </>
      );
  }
}
