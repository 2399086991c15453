import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import { Page, type PageProps, Sail } from "../../sites/page.view.tsx";
import { type DeskPart, deskParts, partOf } from "./desk-parts.ts";
import { may } from "./permissions.ts";
import { staffTitle } from "./staff-title.ts";

export interface DeskPageProps {
  world: World;
  title: string;
  /** Path of the page within the site: it tells which part of the desk is the current one. */
  path: string;
  /** It fills the window from edge to edge, its heading unseen: where one works, not reads. */
  isRoom?: true;
  skips?: PageProps["skips"];
  /** Further elements of the head: a script of its own. */
  head?: ComponentChildren;
  children: ComponentChildren;
}

/** The page round everything that staff do: masthead, parts of the desk, heading. */
export function DeskPage(props: DeskPageProps): JSX.Element {
  const { world, title, path, isRoom, skips, head, children } = props;
  const { ctx, site, locale } = world;
  return (
    <Page
      world={world}
      title={`${title} – ${locale.message("desk.name")} – ${site.name}`}
      kind="p-desk"
      path={path}
      indexed={false}
      masthead={<DeskBar world={world} path={path} />}
      {...(skips ? { skips } : {})}
      head={
        <>
          <link rel="stylesheet" href={ctx.assets.deskStylesheet} />
          {head}
        </>
      }
    >
      <main id="content" class={isRoom ? "desk desk--room" : "wrap desk"}>
        <h1 class={isRoom ? "vh" : undefined}>{title}</h1>
        {children}
      </main>
    </Page>
  );
}

/** The parts of the desk that whoever asks may use. */
export function partsFor({ actor }: World): readonly DeskPart[] {
  return deskParts.filter((part) => may(actor.member?.staff?.role ?? null, part.needs));
}

function DeskBar({ world, path }: { world: World; path: string }): JSX.Element {
  const { site, locale, actor } = world;
  const current = partOf(path);
  return (
    <header class="deskbar">
      <div class="wrap deskbar__in">
        <a class="nameplate" href={world.href("/")}>
          <Sail />
          <span class="deskbar__name">{site.name}</span>
        </a>
        <nav aria-label={locale.message("desk.name")}>
          <ul>
            <li>
              <a
                href={world.href("/desk")}
                {...(path === "/desk" ? { "aria-current": "page" as const } : {})}
              >
                {locale.message("desk.name")}
              </a>
            </li>
            {partsFor(world).map((part) => (
              <li key={part.path}>
                <a
                  href={world.href(part.path)}
                  {...(part === current
                    ? { "aria-current": path === part.path ? ("page" as const) : ("true" as const) }
                    : {})}
                >
                  {locale.message(part.label)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {actor.member?.staff && (
          <p class="deskbar__who">
            <bdi>{actor.member.name}</bdi>
            <span class="agate">{staffTitle(locale, actor.member.staff)}</span>
          </p>
        )}
      </div>
    </header>
  );
}

/** The first page of the desk: its parts, with what is done there. */
export function DeskFront({ world }: { world: World }): JSX.Element {
  const { locale } = world;
  const parts = partsFor(world);
  return (
    <DeskPage world={world} title={locale.message("desk.heading")} path="/desk">
      {parts.length === 0 && <p class="quiet">{locale.message("desk.nothing")}</p>}
      <ul class="desk__parts">
        {parts.map((part) => (
          <li key={part.path}>
            <h2>
              <a href={world.href(part.path)}>{locale.message(part.label)}</a>
            </h2>
            <p>{locale.message(part.about)}</p>
          </li>
        ))}
      </ul>
    </DeskPage>
  );
}
