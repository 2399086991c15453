import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { DeskPage } from "../../people/staff/desk.view.tsx";
import { may } from "../../people/staff/permissions.ts";
import { rulesPartOf, rulesParts } from "./rules-parts.ts";

export interface RulesPageProps {
  world: World;
  title: MessageId;
  /** What it is about, where that has a name of its own: it stands instead of the title. */
  name?: string;
  /** Path of the page within the site. */
  path: string;
  /** Further elements of the head. */
  head?: ComponentChildren;
  children: ComponentChildren;
}

/** The page round everything about rules, with the way to the other pages about them. */
export function RulesPage({ world, title, name, path, head, children }: RulesPageProps): JSX.Element {
  const { locale } = world;
  const current = rulesPartOf(path);
  const role = world.actor.member?.staff?.role ?? null;
  const parts = rulesParts.filter(({ needs = "phases.change" }) => may(role, needs));
  return (
    <DeskPage world={world} title={name ?? locale.message(title)} path={path} head={head}>
      <nav class="rulesnav" aria-label={locale.message("rules.parts")}>
        <ul>
          {parts.map((part) => (
            <li key={part.path}>
              <a
                href={world.href(part.path)}
                {...(part.path === current
                  ? { "aria-current": path === part.path ? ("page" as const) : ("true" as const) }
                  : {})}
              >
                {locale.message(part.label)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </DeskPage>
  );
}
