import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { DeskPage } from "../../people/staff/desk.view.tsx";
import { rulesParts } from "./rules-parts.ts";

export interface RulesPageProps {
  world: World;
  title: MessageId;
  /** Path of the page within the site. */
  path: string;
  children: ComponentChildren;
}

/** The page round everything about rules, with the way to the other pages about them. */
export function RulesPage({ world, title, path, children }: RulesPageProps): JSX.Element {
  const { locale } = world;
  return (
    <DeskPage world={world} title={locale.message(title)} path={path}>
      <nav class="rulesnav" aria-label={locale.message("rules.parts")}>
        <ul>
          {rulesParts.map((part) => (
            <li key={part.path}>
              <a
                href={world.href(part.path)}
                {...(part.path === path ? { "aria-current": "page" as const } : {})}
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
