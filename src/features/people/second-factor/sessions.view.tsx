import type { JSX } from "preact";
import type { SignedIn, World } from "../../../context.ts";
import { SettingsPage } from "../profiles/settings-page.view.tsx";
import { ButtonForm } from "./shell.view.tsx";

export interface SessionItem {
  id: string;
  browser: string;
  network: string;
  created_at: string;
  seen_at: number;
  factor_at: number;
}

interface SessionsProps {
  world: World;
  member: SignedIn;
  sessions: readonly SessionItem[];
}

/** Where a member is signed in, this session first. */
export function SessionsPage({ world, member, sessions }: SessionsProps): JSX.Element {
  const { locale } = world;
  const others = sessions.filter(({ id }) => id !== member.sessionId);
  const here = sessions.filter(({ id }) => id === member.sessionId);
  return (
    <SettingsPage world={world} title={locale.message("factor.sessions.title")} current="/settings/sessions">
      <p>{locale.message("factor.sessions.about")}</p>
      <ul class="factor__list">
        {[...here, ...others].map((session) => (
          <Row key={session.id} world={world} member={member} session={session} />
        ))}
      </ul>
      {others.length === 0 ? (
        <p>{locale.message("factor.sessions.alone")}</p>
      ) : (
        <ButtonForm action={world.href("/settings/sessions/end-others")} class="btn btn--warn">
          {locale.message("factor.sessions.endOthers")}
        </ButtonForm>
      )}
    </SettingsPage>
  );
}

function Row({
  world,
  member,
  session,
}: Omit<SessionsProps, "sessions"> & { session: SessionItem }): JSX.Element {
  const { locale, now, actor } = world;
  const isHere = session.id === member.sessionId;
  const isWaiting = member.hasSecondFactor && session.factor_at === 0;
  const network = session.network === actor.network ? "same" : "other";
  return (
    <li>
      <p>
        <b>
          <bdi>{session.browser || locale.message("factor.sessions.browser")}</bdi>
        </b>
        {isHere && (
          <>
            <span class="sep" />
            {locale.message("factor.sessions.here")}
          </>
        )}
      </p>
      <div class="factor__about">
        <p class="note">
          {locale.message("factor.sessions.begun", {
            when: locale.moment(Date.parse(session.created_at), now),
          })}
          <span class="sep" />
          {locale.message(`factor.sessions.${network}Network`)}
          {session.seen_at > 0 && !isHere && (
            <>
              <span class="sep" />
              {locale.message("factor.sessions.seen", { when: locale.ago(session.seen_at, now) })}
            </>
          )}
          {isWaiting && (
            <>
              <span class="sep" />
              {locale.message("factor.sessions.waiting")}
            </>
          )}
        </p>
        {!isHere && (
          <ButtonForm action={world.href(`/settings/sessions/${session.id}/end`)} class="act">
            {locale.message("factor.sessions.end")}
          </ButtonForm>
        )}
      </div>
    </li>
  );
}
