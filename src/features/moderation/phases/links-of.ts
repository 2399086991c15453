import type { Span } from "./verdict.ts";

/** A link in a comment to another website. */
export interface Link {
  /** Of the website, in lower case. */
  host: string;
  /** Where its address stands in the text; empty: it could not be found there. */
  spans: readonly Span[];
}

/** The links of a comment, in their order, each as often as it is there. Those within the site itself aren't among them. */
export function linksOf(html: string, text: string, ownHost = ""): Link[] {
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
