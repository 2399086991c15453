import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { cutAtWord } from "../../../platform/text/clean.ts";
import { Told } from "../../people/staff/desk-form.view.tsx";
import { DeskPage } from "../../people/staff/desk.view.tsx";

/** Something that waits at the desk for an answer that the law asks for. */
export interface Listed {
  path: string;
  text: string;
  at: number;
}

/** Appeals or notices that wait, oldest or heaviest first. */
export function LawListPage({
  world,
  title,
  path,
  none,
  listed,
  told,
}: {
  world: World;
  title: MessageId;
  path: string;
  none: MessageId;
  listed: readonly Listed[];
  told: MessageId | null;
}): JSX.Element {
  const { locale, now } = world;
  return (
    <DeskPage world={world} title={locale.message(title)} path={path}>
      {told !== null && <Told>{locale.message(told)}</Told>}
      {listed.length === 0 && <p class="quiet">{locale.message(none)}</p>}
      <ol class="mine">
        {listed.map((each) => (
          <li key={each.path}>
            <p class="note">{locale.moment(each.at, now)}</p>
            <p>
              <a class="link" href={world.href(each.path)}>
                <bdi>{cutAtWord(each.text, 160)}</bdi>
              </a>
            </p>
          </li>
        ))}
      </ol>
    </DeskPage>
  );
}

/** One of them. */
export function LawCasePage({
  world,
  title,
  path,
  error,
  children,
}: {
  world: World;
  title: MessageId;
  path: string;
  error: MessageId | null;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <DeskPage world={world} title={world.locale.message(title)} path={path}>
      {error !== null && (
        <p class="composer__error" role="alert">
          {world.locale.message(error)}
        </p>
      )}
      {children}
    </DeskPage>
  );
}
