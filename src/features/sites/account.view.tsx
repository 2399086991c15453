import type { JSX } from "preact";
import type { SignedIn, World } from "../../context.ts";
import { may } from "../people/staff/permissions.ts";

/** From where nobody is led back: one has come to sign in, or begins at the front anyway. */
const outset = ["/", "/sign-in", "/sign-up", "/forgot-password"];

/** The corner of the masthead that is the reader's: the ways in, or who is signed in and the way out. */
export function Account({ world, path }: { world: World; path: string }): JSX.Element {
  const { locale, actor } = world;
  const to = outset.includes(path) ? "" : `?to=${encodeURIComponent(path)}`;
  return (
    <nav class="mast__acct" aria-label={locale.message("talk.account")}>
      {actor.member ? (
        <Own world={world} member={actor.member} />
      ) : (
        <>
          <a href={world.href(`/sign-in${to}`)}>{locale.message("talk.signIn")}</a>
          <a href={world.href(`/sign-up${to}`)}>{locale.message("talk.signUp")}</a>
        </>
      )}
    </nav>
  );
}

function Own({ world, member }: { world: World; member: SignedIn }): JSX.Element {
  const { locale } = world;
  return (
    <>
      {may(member.staff?.role ?? null, "desk.see") && (
        <a href={world.href("/desk")}>{locale.message("talk.desk")}</a>
      )}
      <a class="mast__name" href={world.href("/settings")}>
        <bdi>{member.name}</bdi>
      </a>
      <form method="post" action={world.href("/sign-out")}>
        <button type="submit">{locale.message("talk.signOut")}</button>
      </form>
    </>
  );
}
