import type { Span } from "./verdict.ts";

/** A link in a comment to another website. */
export interface Link {
  /** Of the website, in lower case. */
  host: string;
  /** Where its address stands in the text; empty: it could not be found there. */
  spans: readonly Span[];
}

/**
 * The links of a comment, each as often as it is there; and addresses of websites that are only written out, since readers
 * copy those. Those within the site itself aren't among them.
 */
export function linksOf(html: string, text: string, ownHost = ""): Link[] {
  const links = html.includes("<a ") ? linked(html, text, ownHost) : [];
  const isSeen = (at: number) =>
    links.some(({ spans }) => spans.some(({ from, to }) => from <= at && at < to));
  for (const { 1: host = "", index } of text.matchAll(writtenOut))
    if (host.toLowerCase() !== ownHost && !isSeen(index))
      links.push({ host: host.toLowerCase(), spans: [addressAround(text, index)] });
  return links;
}

// A name of labels (RFC 1034, section 3.5, and those of other scripts) under one of the domains that are used most, or
// under any with a path behind it. Nothing that goes on from a letter, a dot or an address is one.
const label = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
const used =
  "com|net|org|info|biz|io|app|dev|shop|store|online|site|xyz|top|club|live|link|click|win|bet|vip|tv|" +
  "ru|cn|de|uk|fr|nl|pl|ua|br|in|iq|ir|tr|krd|sy|eg|sa|ae|eu|us|ca|au|example";
const writtenOut = new RegExp(
  `(?<![\\p{L}\\p{N}@./-])((?:${label}\\.)+(?:(?:${used})(?![\\p{L}\\p{N}@-])|\\p{L}{2,24}(?=/[\\p{L}\\p{N}])))`,
  "giu",
);

/** What is a link in the page. */
function linked(html: string, text: string, ownHost: string): Link[] {
  const links: Link[] = [];
  const lower = text.toLowerCase();
  let from = 0;
  for (const [, address = ""] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
    const url = URL.parse(address.replaceAll("&amp;", "&"));
    if (!url || url.host === ownHost) continue;
    const host = url.hostname || url.protocol;
    const at = lower.indexOf(host.replace(/^www\./, ""), from);
    if (at < 0) {
      links.push({ host, spans: [] });
      continue;
    }
    const span = addressAround(text, at);
    from = span.to;
    links.push({ host, spans: [span] });
  }
  return links;
}

/** What belongs to the address that has its host at `at`. */
function addressAround(text: string, at: number): Span {
  let [from, to] = [at, at];
  while (from > 0 && !/[\s()<>[\]]/.test(text.charAt(from - 1))) from--;
  while (to < text.length && !/[\s()<>[\]]/.test(text.charAt(to))) to++;
  return { from, to };
}

/** Whether a website is one of these, or below one of them. */
export function isAmong(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
