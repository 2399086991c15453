import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { Page } from "../sites/page.view.tsx";
import { feedFormats } from "./feed.ts";

const formatNames = { rss: "RSS", atom: "Atom", json: "JSON Feed" } as const;

/** All feeds of a site, to choose from. */
export function FeedsPage({ world }: { world: World }): JSX.Element {
  const { locale, site } = world;
  const title = locale.message("feeds.heading");
  const rows = [
    { name: locale.message("feeds.site"), base: "/feeds/stories" },
    ...site.sections.map((section) => ({
      name: section.name,
      base: `/feeds/sections/${encodeURIComponent(section.slug)}`,
    })),
  ];
  return (
    <Page world={world} title={`${title} – ${site.name}`} kind="p-plain" path="/feeds">
      <main id="content" class="wrap">
        <div class="plain__head">
          <h1>{title}</h1>
          <p>{locale.message("feeds.about")}</p>
        </div>
        <ul class="feeds">
          {rows.map(({ name, base }) => (
            <li key={base}>
              <b>{name}</b>
              {feedFormats.map((format) => (
                <a
                  key={format}
                  class="act"
                  href={world.href(`${base}.${format}`)}
                  aria-label={`${name}: ${formatNames[format]}`}
                >
                  {formatNames[format]}
                </a>
              ))}
            </li>
          ))}
        </ul>
      </main>
    </Page>
  );
}
