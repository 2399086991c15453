import type { JSX } from "preact";
import type { Locale } from "./locale.ts";
import type { SafeHtml } from "./safe-html.ts";

interface HtmlProps {
  of: SafeHtml;
  class: string;
  dir?: "auto";
  lang?: string;
}

/** HTML that a sanitizer made, in a box of its own. */
export function Html({ of, ...attributes }: HtmlProps): JSX.Element {
  // SafeHtml comes from the sanitizer alone
  return <div {...attributes} dangerouslySetInnerHTML={{ __html: of }} />;
}

/** A moment: for machines exactly, for people in the given words. `ages`: a script may keep the words true. */
export function Time({ at, ages, children }: { at: number; ages?: boolean; children: string }): JSX.Element {
  const exact = new Date(at).toISOString();
  return ages ? (
    <time dateTime={exact} data-ages="">
      {children}
    </time>
  ) : (
    <time dateTime={exact}>{children}</time>
  );
}

const aWeek = 7 * 86_400_000;

/** How long ago something was. */
export function Ago({ at, now, locale }: { at: number; now: number; locale: Locale }): JSX.Element {
  return (
    <Time at={at} ages={now - at < aWeek}>
      {locale.ago(at, now)}
    </Time>
  );
}

/** All that `Ago` shows, for the stamp of a fragment that has one. */
export function ageStamp(at: number, now: number, locale: Locale): string {
  return `${at} ${now - at < aWeek} ${locale.ago(at, now)}`;
}

/** How many comments there are, with the number that is seen: who speaks to their device says what they see. */
export function countLabel(n: number, locale: Locale): string {
  const words = locale.message("comments.count", { n });
  const number = locale.number(n);
  return words.includes(number) ? words : `${number} – ${words}`;
}

/** A number under a line: comments, everywhere. */
export function Count({ n, href, locale }: { n: number; href?: string; locale: Locale }): JSX.Element {
  const label = countLabel(n, locale);
  return href ? (
    <a class="count" href={href} aria-label={label}>
      {locale.number(n)}
    </a>
  ) : (
    <span class="count">
      <span aria-hidden="true">{locale.number(n)}</span>
      <span class="vh">{label}</span>
    </span>
  );
}
