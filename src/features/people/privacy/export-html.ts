import { escapeHtml } from "../../../platform/html/safe-html.ts";
import type { Locale, MessageId } from "../../../platform/html/locale.ts";
import { en } from "../../../platform/html/messages/privacy/en.ts";
import { type Asked, type Held, type HeldValue, isTime } from "./holding.ts";
import { holdings } from "./holdings.ts";

/** All that is held on somebody, to be read: one file that needs no other, piece by piece. */
export async function* exportHtml(
  asked: Asked,
  { locale, site, madeAt }: { locale: Locale; site: string; madeAt: number },
): AsyncGenerator<string> {
  const title = locale.message("privacy.export.title", { site });
  yield `<!doctype html>
<html lang="${escapeHtml(locale.language)}" dir="${locale.direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(locale.message("privacy.export.made", { when: moment(locale, madeAt) }))}</p>
`;
  for (const { name, collect } of holdings) {
    if (!collect) continue;
    yield `<section>\n<h2>${escapeHtml(wordFor(locale, `privacy.held.${name}`, name))}</h2>\n`;
    let isEmpty = true;
    for await (const held of collect(asked)) {
      isEmpty = false;
      yield record(locale, held);
    }
    if (isEmpty) yield `<p>${escapeHtml(locale.message("privacy.export.none"))}</p>\n`;
    yield "</section>\n";
  }
  yield "</html>\n";
}

const style =
  "body{font:1rem/1.5 system-ui,sans-serif;max-inline-size:46rem;margin:2rem auto;padding:0 1.25rem}" +
  "h2{border-block-start:2px solid;padding-block-start:.5rem;margin-block-start:2.5rem}" +
  "dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.15rem 1rem;border-block-start:1px solid;padding-block:.75rem;margin:0}" +
  "dt{opacity:.75}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}dd dl{white-space:normal}";

function record(locale: Locale, held: Held): string {
  const rows = Object.entries(held).flatMap(([field, value]) => {
    if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return [];
    const label = escapeHtml(wordFor(locale, `privacy.field.${field}`, field));
    return `<dt>${label}</dt><dd dir="auto">${valueHtml(locale, field, value)}</dd>`;
  });
  return `<dl>${rows.join("")}</dl>\n`;
}

function valueHtml(locale: Locale, field: string, value: Exclude<HeldValue, null>): string {
  if (typeof value === "boolean") return escapeHtml(locale.message(value ? "privacy.yes" : "privacy.no"));
  if (isTime(field, value)) return escapeHtml(moment(locale, value));
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  return value.map((held) => record(locale, held)).join("");
}

function moment(locale: Locale, at: number): string {
  return `${locale.fullDay(at)}, ${locale.hour(at)}`;
}

/** The words for something's name; where nobody has given any, the name itself. */
function wordFor(locale: Locale, id: string, name: string): string {
  return isMessage(id) ? locale.message(id) : name;
}

function isMessage(id: string): id is MessageId & keyof typeof en {
  return id in en;
}
