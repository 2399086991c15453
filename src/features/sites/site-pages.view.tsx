import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { Html } from "../../platform/html/components.tsx";
import type { MessageId } from "../../platform/html/locale.ts";
import { withBase } from "../../platform/html/safe-html.ts";
import { renderStoryMarkdown } from "../../platform/text/markdown.ts";
import { Page } from "./page.view.tsx";

/** A page of the paper's own words: about, privacy. */
export function TextPage({
  world,
  heading,
  markdown,
  path,
}: {
  world: World;
  heading: MessageId;
  markdown: string;
  path: string;
}): JSX.Element {
  const title = world.locale.message(heading);
  return (
    <Page world={world} title={`${title} – ${world.site.name}`} kind="p-plain" path={path}>
      <main id="content" class="wrap">
        <div class="plain__head">
          <h1>{title}</h1>
        </div>
        <div class="prose plain__text">
          <Html of={withBase(renderStoryMarkdown(markdown), world.href(""))} class="prose__block" />
        </div>
      </main>
    </Page>
  );
}

export function RulesPage({ world }: { world: World }): JSX.Element {
  const title = world.locale.message("rules.heading");
  return (
    <Page world={world} title={`${title} – ${world.site.name}`} kind="p-plain" path="/rules">
      <main id="content" class="wrap">
        <div class="plain__head">
          <h1>{title}</h1>
        </div>
        <div class="prose plain__text">
          <ol class="rules">
            {world.site.settings.rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ol>
          <WhatToDo world={world} />
        </div>
      </main>
    </Page>
  );
}

/** How one reports, gives notice, appeals and reaches the paper: Regulation (EU) 2022/2065, articles 11, 12 and 14. */
function WhatToDo({ world }: { world: World }): JSX.Element {
  const { locale, site } = world;
  const { contactEmail } = site.settings;
  return (
    <>
      <h2>{locale.message("howto.heading")}</h2>
      <p>{locale.message("howto.report")}</p>
      <p>
        {locale.message("howto.notice")}{" "}
        <a href={world.href("/notices/new")} rel="nofollow">
          {locale.message("howto.notice.do")}
        </a>
      </p>
      <p>{locale.message("howto.machines")}</p>
      <p>
        {locale.message("howto.appeal")}{" "}
        <a href={world.href("/comments/mine")} rel="nofollow">
          {locale.message("own.heading")}
        </a>
      </p>
      {contactEmail !== null && (
        <p>
          {locale.message("howto.contact")}{" "}
          <a href={`mailto:${contactEmail}`}>
            <bdi dir="ltr">{contactEmail}</bdi>
          </a>
        </p>
      )}
    </>
  );
}

/** Something went wrong, in words; inside the site where that is known. */
export function ProblemPage({
  world,
  title,
  about,
}: {
  world: World;
  title: MessageId;
  about: MessageId;
}): JSX.Element {
  const { locale } = world;
  return (
    <Page
      world={world}
      title={`${locale.message(title)} – ${world.site.name}`}
      kind="p-plain"
      account={false}
      path="/"
      indexed={false}
    >
      <main id="content" class="wrap">
        <div class="plain__head">
          <h1>{locale.message(title)}</h1>
          <p>{locale.message(about)}</p>
          <p>
            <a class="more" href={world.href("/")}>
              {locale.message("problem.front")}
            </a>
          </p>
        </div>
      </main>
    </Page>
  );
}
