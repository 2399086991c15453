import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import { Page } from "../../sites/page.view.tsx";

/** A page about somebody's own affairs with the desk, or a form for the desk. */
export function LawPage({
  world,
  title,
  path,
  about,
  children,
}: {
  world: World;
  title: string;
  path: string;
  about?: string | undefined;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <Page world={world} title={`${title} – ${world.site.name}`} kind="p-plain" path={path} indexed={false}>
      <main id="content">
        <div class="wrap plain__head">
          <h1>{title}</h1>
          {about !== undefined && <p>{about}</p>}
        </div>
        <section class="below">
          <div class="wrap plain__body law">{children}</div>
        </section>
      </main>
    </Page>
  );
}
