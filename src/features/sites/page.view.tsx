import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../context.ts";
import { type Locale, languages, localeOf } from "../../platform/html/locale.ts";
import { type Places, slot } from "../../platform/html/slots.ts";
import { makingTimeMark } from "../../platform/http/making-time.ts";
import { sectionPath } from "../stories/story.ts";
import { Account } from "./account.view.tsx";
import { siteUrl } from "./site.ts";

export interface PageProps {
  world: World;
  title: string;
  kind: "p-story" | "p-front" | "p-plain" | "p-desk";
  /** Stands in the place of the paper's own. */
  masthead?: JSX.Element;
  description?: string;
  /** Path of the page within the site, for the canonical address. */
  path: string;
  /** The section that the page belongs to. */
  section?: string | null;
  skips?: readonly { href: string; label: string }[];
  /** Further elements of the head: feeds, Open Graph, JSON-LD. */
  head?: ComponentChildren;
  /** False where who reads is not known: the page about a problem. */
  account?: false;
  /** False keeps search engines from listing it. */
  indexed?: boolean;
  /** On a page that many readers share: takes the places that may look otherwise to one of them. */
  slots?: Places<{ world: World }> | undefined;
  children: ComponentChildren;
}

/** The page round everything: head, masthead, sections, foot. */
export function Page(props: PageProps): JSX.Element {
  const { world, title, kind, description, children } = props;
  const { site, locale, ctx } = world;
  const skips = props.skips ?? [{ href: "#content", label: locale.message("skip.content") }];
  const script = locale.direction === "rtl" ? "arab" : "latn";
  return (
    <html lang={site.language} dir={locale.direction} data-prefix={site.pathPrefix}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {description && <meta name="description" content={description} />}
        {props.indexed === false && <meta name="robots" content="noindex" />}
        <link rel="canonical" href={siteUrl(site, ctx.config.url, props.path)} />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fefefc" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#131514" />
        <link rel="icon" href={ctx.assets.icon} type="image/svg+xml" />
        {ctx.assets.fonts[script].map((href) => (
          <link key={href} rel="preload" href={href} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
        <link rel="stylesheet" href={ctx.assets.stylesheet} />
        <script src={ctx.assets.lookScript} />
        <script type="module" src={ctx.assets.script} />
        {props.head}
      </head>
      <body class={kind}>
        {skips.map(({ href, label }) => (
          <a key={href} class="skip" href={href}>
            {label}
          </a>
        ))}
        <Symbols />
        {props.masthead ?? <Masthead {...props} />}
        {children}
        <Foot world={world} />
        <AgeWords world={world} />
      </body>
    </html>
  );
}

function Symbols(): JSX.Element {
  return (
    <svg width="0" height="0" class="symbols" aria-hidden="true" focusable="false">
      <symbol id="sail" viewBox="0 0 32 32">
        <path d="M20.6 10 8.2 2 3.2 22.6l20.6 1.2V2.6h-3.2zM0 25.6h32l-3.2 4.6H4.6z" />
      </symbol>
      <symbol id="up" viewBox="0 0 12 12">
        <path d="M6 1.6 10.8 10H1.2z" />
      </symbol>
    </svg>
  );
}

export function Sail(): JSX.Element {
  return (
    <svg class="sail" aria-hidden="true">
      <use href="#sail" />
    </svg>
  );
}

/** The masthead changes once a day, but for the corner of whoever reads. */
function Masthead({ world, kind, path, account, section, slots }: PageProps): JSX.Element {
  const { ctx, site, locale, now } = world;
  const isFront = kind === "p-front";
  const name = `${site.id} ${kind} ${section ?? null}`;
  const stamp = [site, locale.fullDay(now)];
  const plate = () => (isFront ? <FrontPlate world={world} /> : <Plate world={world} />);
  const below = () => <Below world={world} isFront={isFront} section={section ?? null} />;
  return (
    <header class="mast">
      <div class="wrap mast__row">
        {ctx.fragments.get(`plate ${name}`, stamp, plate)}
        {account !== false &&
          slot(
            slots,
            { world },
            {
              theirs: (theirs) =>
                theirs.world.actor.member ? <Account world={theirs.world} path={path} /> : null,
              everybody: () => <Account world={world} path={path} />,
              often: true,
            },
          )}
      </div>
      {ctx.fragments.get(`masthead ${name}`, stamp, below)}
    </header>
  );
}

function Plate({ world }: { world: World }): JSX.Element {
  const { site, locale, now } = world;
  return (
    <>
      <p class="mast__ear agate">{locale.fullDay(now)}</p>
      <a class="nameplate" href={world.href("/")}>
        <Sail />
        {site.name}
      </a>
    </>
  );
}

function FrontPlate({ world }: { world: World }): JSX.Element {
  const { site, locale, now } = world;
  return (
    <p class="mast__ear agate">
      {locale.fullDay(now)}
      {site.tagline && (
        <span class="tide">
          <span class="sep" />
          {site.tagline}
        </span>
      )}
    </p>
  );
}

function Below({
  world,
  isFront,
  section,
}: {
  world: World;
  isFront: boolean;
  section: string | null;
}): JSX.Element {
  if (!isFront) return <Sections world={world} current={section} />;
  return (
    <>
      <div class="wrap plate">
        <h1 class="nameplate">
          <a href={world.href("/")}>{world.site.name}</a>
        </h1>
      </div>
      <Sections world={world} current="today" />
    </>
  );
}

function Sections({ world, current }: { world: World; current: string | null }): JSX.Element {
  const { site, locale } = world;
  const entry = (slug: string, href: string, label: string) => (
    <li key={slug}>
      <a href={world.href(href)} {...(slug === current ? { "aria-current": "page" as const } : {})}>
        {label}
      </a>
    </li>
  );
  return (
    <nav class="sections" aria-label={locale.message("nav.sections")}>
      <div class="wrap sections__in">
        <ul>
          {entry("today", "/", locale.message("nav.today"))}
          {site.sections.map((section) => entry(section.slug, sectionPath(section.slug), section.name))}
          {entry("latest-comments", "/latest-comments", locale.message("nav.latestComments"))}
        </ul>
      </div>
    </nav>
  );
}

function Foot({ world }: { world: World }): JSX.Element {
  const { site, locale, ctx } = world;
  const links: [string, string][] = [
    ...(site.settings.about ? [["/about", locale.message("foot.about")] as [string, string]] : []),
    ...(site.settings.rules.length > 0 ? [["/rules", locale.message("foot.rules")] as [string, string]] : []),
    ...(site.settings.privacy ? [["/privacy", locale.message("foot.privacy")] as [string, string]] : []),
    ["/transparency", locale.message("foot.transparency")],
    ["/feeds", locale.message("foot.feeds")],
  ];
  return (
    <footer class="foot">
      <div class="wrap foot__in">
        <nav aria-label={locale.message("nav.about")}>
          <ul>
            {links.map(([href, label]) => (
              <li key={href}>
                <a href={world.href(href)}>{label}</a>
              </li>
            ))}
            {ctx.sites
              .all()
              .filter((other) => other.id !== site.id)
              .map((other) => (
                <li key={other.key}>
                  <a
                    href={siteUrl(other, ctx.config.url, "/")}
                    lang={other.language}
                    hreflang={other.language}
                  >
                    {languageName(other.language)}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        <LookChoice world={world} />
        <p class="agate">
          {[site.name, site.settings.address].filter(Boolean).join(locale.message("list.join"))}.{" "}
          {locale.message("foot.published")} {locale.message("foot.made", { ms: makingTimeMark })}
        </p>
      </div>
    </footer>
  );
}

const languageNames = new Map<string, string>();

/** A language's name in itself. */
export function languageName(language: string): string {
  const name =
    languageNames.get(language) ??
    new Intl.DisplayNames([language], { type: "language" }).of(language) ??
    language;
  languageNames.set(language, name);
  return name;
}

function LookChoice({ world }: { world: World }): JSX.Element {
  const { locale } = world;
  const choice = (value: string, label: string, checked: boolean) => (
    <label key={value}>
      <input type="radio" name="look" id={`look-${value}`} value={value} checked={checked} />
      {label}
    </label>
  );
  return (
    <fieldset class="look">
      <legend>{locale.message("look.label")}</legend>
      {choice("auto", locale.message("look.auto"), true)}
      {choice("light", locale.message("look.light"), false)}
      {choice("dark", locale.message("look.dark"), false)}
    </fieldset>
  );
}

/** The words of relative times in the page's language, for the script that keeps them true. */
function AgeWords({ world }: { world: World }): JSX.Element {
  const { site, now } = world;
  const locale = localeOf(languages.includes(site.language) ? site.language : "en", site.timeZone);
  return (
    <script
      type="application/json"
      id="age-words"
      // Our own catalogue, as JSON without "<"
      dangerouslySetInnerHTML={{ __html: `{"at":${now},${ageWords(locale).slice(1)}` }}
    />
  );
}

const knownAgeWords = new WeakMap<Locale, string>();

function ageWords(locale: Locale): string {
  const known = knownAgeWords.get(locale);
  if (known) return known;
  const minute = 60_000;
  const ago = (minutes: number) => locale.ago(0, minutes * minute);
  const words = {
    now: ago(0),
    minutes: Array.from({ length: 60 }, (_, n) => ago(n)),
    hours: Array.from({ length: 24 }, (_, n) => (n === 0 ? "" : ago(n * 60))),
  };
  const made = JSON.stringify(words).replaceAll("<", "\\u003c");
  knownAgeWords.set(locale, made);
  return made;
}
