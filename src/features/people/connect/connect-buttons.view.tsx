import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { connectChoices } from "./choices.ts";
import { providerOf } from "./providers.ts";

export interface ConnectButtonsProps {
  world: World;
  /** Path of this site to which somebody is led when they are signed in. */
  to: string;
}

/** The accounts elsewhere that one can sign in with, as buttons; nothing where the settings switch on none. */
export function ConnectButtons({ world, to }: ConnectButtonsProps): JSX.Element | null {
  const { ctx, locale } = world;
  const choices = connectChoices(ctx);
  if (choices.length === 0) return null;
  return (
    <section class="connecting" aria-labelledby="connect-h">
      <h2 class="label" id="connect-h">
        {locale.message("connect.using")}
      </h2>
      <form class="connect" method="post">
        <input type="hidden" name="to" value={to} />
        {choices.map(({ id, label }) =>
          providerOf(ctx, id)?.hasServers ? (
            <a key={id} class="btn" href={world.href(`/connect/${id}?to=${encodeURIComponent(to)}`)}>
              <bdi>{label}</bdi>
            </a>
          ) : (
            <button key={id} class="btn" type="submit" formAction={world.href(`/connect/${id}`)}>
              <bdi>{label}</bdi>
            </button>
          ),
        )}
      </form>
    </section>
  );
}
