import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { Page } from "../../sites/page.view.tsx";

const settingsPages = [
  ["/settings", "settings.profile"],
  ["/settings/sign-in", "settings.signIn"],
  ["/settings/sessions", "settings.sessions"],
  ["/settings/connections", "settings.connections"],
  ["/settings/mail", "settings.mail"],
  ["/settings/following", "settings.following"],
  ["/comments/mine", "own.heading"],
  ["/settings/privacy", "settings.privacy"],
] as const satisfies readonly (readonly [string, MessageId])[];

export interface SettingsPageProps {
  world: World;
  title: string;
  /** The path of the page in the navigation to which this one belongs. */
  current: (typeof settingsPages)[number][0];
  children: ComponentChildren;
}

/** A page of a member's settings, with the way to the others. */
export function SettingsPage({ world, title, current, children }: SettingsPageProps): JSX.Element {
  const { locale, site } = world;
  return (
    <Page world={world} title={`${title} – ${site.name}`} kind="p-plain" path={current} indexed={false}>
      <main id="content" class="wrap settings">
        <div class="plain__head">
          <h1>{title}</h1>
        </div>
        <nav class="settings__nav" aria-label={locale.message("settings.nav")}>
          <ul>
            {settingsPages.map(([path, label]) => (
              <li key={path}>
                <a href={world.href(path)} {...(path === current ? { "aria-current": "page" as const } : {})}>
                  {locale.message(label)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="settings__body">{children}</div>
      </main>
    </Page>
  );
}
