import { linkAddress } from "./addresses.ts";
import { escapeHtml } from "./out.ts";

export interface Shortcode {
  name: string;
  attributes: Readonly<Record<string, string>>;
  bare: readonly string[];
  inner: string;
}

/** The attribute by which an expanded shortcode names a picture of the media library. */
export const attachmentMark = "data-wxr-attachment";

/** A paragraph with a link to the address, or "" if it is none that a page may link to. */
export function linkParagraph(raw: string | undefined): string {
  const address = linkAddress((raw ?? "").replaceAll("&amp;", "&").replaceAll("&#038;", "&"));
  if (address === null) return "";
  return `\n\n<p><a href="${escapeHtml(address)}">${escapeHtml(address)}</a></p>\n\n`;
}

function idOrAddress(code: Shortcode, page: string): string {
  const { attributes, bare, inner } = code;
  const given = (attributes["url"] ?? attributes["id"] ?? attributes["v"] ?? bare[0] ?? inner)
    .trim()
    .replace(/^=/, "");
  if (/^(https?:)?\/\//i.test(given)) return linkParagraph(given);
  const id = /^[\w-]+/.exec(given)?.[0];
  return id ? linkParagraph(`${page}${id}`) : "";
}

function address(code: Shortcode): string {
  const { attributes, bare, inner } = code;
  const named =
    attributes["src"] ?? attributes["url"] ?? attributes["mp3"] ?? attributes["mp4"] ?? attributes["href"];
  return linkParagraph((named ?? bare[0] ?? inner).trim().replace(/^=/, "").replace(/\|.*$/s, ""));
}

function figure(id: string | undefined, html: string): string {
  const mark = id !== undefined && /^\d{1,15}$/.test(id) ? ` ${attachmentMark}="${id}"` : "";
  return `\n\n<figure${mark}>${html}</figure>\n\n`;
}

const pictureThenText = /^\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*<\/a>)?)(.*)$/is;

function caption(code: Shortcode): string {
  const match = pictureThenText.exec(code.inner);
  if (!match) return code.inner;
  const [, picture = "", after = ""] = match;
  const text = code.attributes["caption"] ?? after;
  const id = /(\d+)$/.exec(code.attributes["id"] ?? "")?.[1];
  return figure(id, `${picture}<figcaption>${text.trim()}</figcaption>`);
}

function gallery(code: Shortcode): string {
  const ids = (code.attributes["ids"] ?? code.attributes["include"] ?? "").match(/\d{1,15}/g);
  return ids ? ids.map((id) => figure(id, "")).join("") : `\n\n<figure ${attachmentMark}="all"></figure>\n\n`;
}

function code(shortcode: Shortcode): string {
  const text = shortcode.inner
    .replace(/^\n+|\s+$/g, "")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
  return `\n\n<pre><code>${text}</code></pre>\n\n`;
}

type Expand = (shortcode: Shortcode) => string;

const languages =
  "code sourcecode html php css java javascript js xml sql bash python ruby perl cpp csharp".split(" ");

const media: ReadonlyMap<string, Expand> = new Map<string, Expand>([
  ["caption", caption],
  ["wp_caption", caption],
  ["gallery", gallery],
  ["embed", address],
  ["audio", address],
  ["video", address],
  ["tweet", address],
  ["instagram", address],
  ["facebook", address],
  ["soundcloud", address],
  ["slideshare", address],
  ["gigya", address],
  ["youtube", (found) => idOrAddress(found, "https://www.youtube.com/watch?v=")],
  ["youtubehd", (found) => idOrAddress(found, "https://www.youtube.com/watch?v=")],
  ["vimeo", (found) => idOrAddress(found, "https://vimeo.com/")],
  ["dailymotion", (found) => idOrAddress(found, "https://www.dailymotion.com/video/")],
  ["ted", (found) => idOrAddress(found, "https://www.ted.com/talks/")],
]);

/** Names that are shortcodes even when they stand alone, without attributes. */
export const knownShortcodes: ReadonlySet<string> = new Set([
  ...media.keys(),
  ..."playlist wpvideo contact-form contact-form-7 contact-field slideshow polldaddy sociable digg googlemaps".split(
    " ",
  ),
  ..."archives subscribe jetpack_subscription_form recent_posts latex nggallery slickr-flickr toc tmac".split(
    " ",
  ),
  ..."sharethis addtoany related_posts recaptcha_form wp_sitemap_page".split(" "),
]);

/** HTML in place of a shortcode for media or code; null for any other. */
export function mediaShortcode(shortcode: Shortcode): string | null {
  const expand = media.get(shortcode.name);
  if (expand) return expand(shortcode);
  return languages.includes(shortcode.name) && shortcode.inner !== "" ? code(shortcode) : null;
}
