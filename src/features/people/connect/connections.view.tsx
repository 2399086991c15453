import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { Time } from "../../../platform/html/components.tsx";
import type { MessageId } from "../../../platform/html/locale.ts";
import { SettingsPage } from "../profiles/settings-page.view.tsx";
import { connectChoices } from "./choices.ts";
import { providerOf } from "./providers.ts";

export interface Connection {
  id: string;
  label: string;
  /** Milliseconds since 1970. */
  since: number;
  /** The only way in that is left. */
  isLast: boolean;
}

export interface ConnectionsPageProps {
  world: World;
  connections: readonly Connection[];
  told: MessageId | null;
}

/** The accounts elsewhere that a member signs in with. */
export function ConnectionsPage(props: ConnectionsPageProps): JSX.Element {
  const { world, connections, told } = props;
  const { locale } = world;
  return (
    <SettingsPage
      world={world}
      title={locale.message("settings.connections")}
      current="/settings/connections"
    >
      {told && <p role="status">{locale.message(told)}</p>}
      <p>{locale.message("connections.about")}</p>
      {connections.length === 0 ? (
        <p class="note">{locale.message("connections.none")}</p>
      ) : (
        <ConnectionList {...props} />
      )}
      <ConnectMore world={world} />
    </SettingsPage>
  );
}

function ConnectionList({ world, connections }: ConnectionsPageProps): JSX.Element {
  const { locale, now } = world;
  return (
    <>
      <ul class="connections">
        {connections.map(({ id, label, since, isLast }) => (
          <li key={id}>
            <span>
              <bdi>{label}</bdi>{" "}
              <span class="note">
                {locale.message("connections.since")} <Time at={since}>{locale.moment(since, now)}</Time>
              </span>
            </span>
            {!isLast && (
              <form method="post" action={world.href("/settings/connections/disconnect")}>
                <input type="hidden" name="id" value={id} />
                <button
                  class="act"
                  type="submit"
                  aria-label={locale.message("connections.disconnect.label", { name: label })}
                >
                  {locale.message("connections.disconnect")}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {connections.some(({ isLast }) => isLast) && <p class="note">{locale.message("connections.last")}</p>}
    </>
  );
}

function ConnectMore({ world }: { world: World }): JSX.Element | null {
  const { ctx, locale } = world;
  const choices = connectChoices(ctx);
  if (choices.length === 0) return null;
  return (
    <section class="connecting" aria-labelledby="more-h">
      <h2 class="label" id="more-h">
        {locale.message("connections.more")}
      </h2>
      <form class="connect" method="post" action={world.href("/settings/connections")}>
        {choices.map(({ id, label }) =>
          providerOf(ctx, id)?.hasServers ? (
            <a key={id} class="btn" href={world.href(`/connect/${id}?more=1`)}>
              <bdi>{label}</bdi>
            </a>
          ) : (
            <button key={id} class="btn" type="submit" name="provider" value={id}>
              <bdi>{label}</bdi>
            </button>
          ),
        )}
      </form>
    </section>
  );
}
