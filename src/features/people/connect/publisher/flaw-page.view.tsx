import type { JSX } from "preact";
import type { World } from "../../../../context.ts";
import { PlainPage } from "../../../sites/plain-page.view.tsx";
import type { Flaw } from "./verify-token.ts";

interface FlawPageProps {
  world: World;
  flaw: Flaw | "used";
  to: string;
}

/** A publisher's link that isn't good: in words for the reader, and in one for whoever looks after the publisher's side. */
export function FlawPage({ world, flaw, to }: FlawPageProps): JSX.Element {
  const { locale, actor } = world;
  const isStale = flaw === "used" || flaw === "expired";
  return (
    <PlainPage world={world} title={locale.message("connect.refused")} path="/connect">
      <p>{locale.message(isStale ? "connect.publisher.stale" : "connect.publisher.flawed")}</p>
      <p>
        <a class="btn" href={world.href(to)}>
          {locale.message(actor.member ? "connect.publisher.goOn" : "connect.publisher.goOnAsGuest")}
        </a>
      </p>
      <p class="note">
        {locale.message("connect.publisher.reason")} <code dir="ltr">{flaw}</code>
      </p>
    </PlainPage>
  );
}
