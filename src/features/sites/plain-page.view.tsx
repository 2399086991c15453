import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../context.ts";
import { Page } from "./page.view.tsx";

export interface PlainPageProps {
  world: World;
  title: string;
  path: string;
  head?: ComponentChildren;
  /** The class of what stands below the title. */
  body?: string;
  children: ComponentChildren;
}

/** A page that few see and no search engine: a title, and a question or an answer. */
export function PlainPage(props: PlainPageProps): JSX.Element {
  const { world, title, path, head, body = "plain__body", children } = props;
  return (
    <Page
      world={world}
      title={`${title} – ${world.site.name}`}
      kind="p-plain"
      path={path}
      indexed={false}
      head={head}
    >
      <main id="content" class="wrap">
        <div class="plain__head">
          <h1>{title}</h1>
        </div>
        <div class={body}>{children}</div>
      </main>
    </Page>
  );
}
