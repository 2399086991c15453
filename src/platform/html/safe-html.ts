import sanitizeHtml from "sanitize-html";

declare const safe: unique symbol;

/** HTML that may stand in a page. Only this module makes it from anything else. */
export type SafeHtml = string & { readonly [safe]: true };

/** For text of our own database, which was made by a sanitizer before it was stored. */
export function storedHtml(html: string): SafeHtml {
  return html as SafeHtml;
}

const storyRules: sanitizeHtml.IOptions = {
  allowedTags: [
    "p h2 h3 h4 ul ol li dl dt dd blockquote cite em strong b i a br hr code pre kbd sub sup s del ins small q abbr",
    "table thead tbody tfoot tr th td caption figure",
  ].flatMap((line) => line.split(" ")),
  allowedAttributes: {
    a: ["href", "title"],
    abbr: ["title"],
    figure: ["data-image"],
    ol: ["start"],
    th: ["colspan", "rowspan", "scope"],
    td: ["colspan", "rowspan"],
    "*": ["dir", "lang"],
  },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nonTextTags: [
    "script",
    "style",
    "textarea",
    "option",
    "noscript",
    "iframe",
    "object",
    "svg",
    "math",
    "template",
  ],
  exclusiveFilter: (frame) => frame.tag === "figure" && !/^\d{1,4}$/.test(frame.attribs["data-image"] ?? ""),
};

const commentRules: sanitizeHtml.IOptions = {
  allowedTags: ["p", "br", "em", "strong", "blockquote", "ul", "ol", "li", "a", "code", "pre"],
  allowedAttributes: { a: ["href", "rel"], ol: ["start"] },
  allowedSchemes: ["http", "https"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nonTextTags: storyRules.nonTextTags ?? [],
  transformTags: {
    // https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links
    a: (tagName, attribs) => ({
      tagName,
      attribs: { ...(attribs["href"] ? { href: attribs["href"] } : {}), rel: "ugc nofollow noopener" },
    }),
  },
};

/** A story's body: text, tables and `<figure data-image="N">` marks by a strict allow-list. */
export function sanitizeStoryHtml(html: string): SafeHtml {
  return sanitizeHtml(html, storyRules) as SafeHtml;
}

// Most comments are this plain. There is nothing in it that could be removed, and an import has a million of them.
const onlyParagraphs = /^(?:<p>[^<>&]*(?:(?:&(?:amp|lt|gt|quot);|<br>)[^<>&]*)*<\/p>\n?)+$/;

/** A comment: paragraphs, emphasis, quotes, lists, code and links that vouch for nothing. */
export function sanitizeCommentHtml(html: string): SafeHtml {
  if (onlyParagraphs.test(html)) return html as SafeHtml;
  return sanitizeHtml(html, commentRules) as SafeHtml;
}

/** The text of some HTML: entities resolved, blocks parted by a space. */
export function textOfHtml(html: string): string {
  const spaced = html.replace(/<(?:\/(?:p|li|h\d|blockquote|tr|dd|dt|pre|figure)|br)\b[^>]*>/gi, " $&");
  const bare = sanitizeHtml(spaced, { allowedTags: [], allowedAttributes: {} });
  return decodeEntities(bare).replace(/\s+/gu, " ").trim();
}

// sanitize-html leaves exactly these five escaped.
const entities: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&nbsp;": " ",
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|nbsp);/g, (entity) => entities[entity] ?? entity);
}

/** A text as HTML. */
export function escapeHtml(text: string): SafeHtml {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;") as SafeHtml;
}

/** The same HTML with `base` before every address that begins with a slash: where a site has a prefix. */
export function withBase(html: SafeHtml, base: string): SafeHtml {
  return (base === "" ? html : html.replaceAll(' href="/', () => ` href="${escapeHtml(base)}/`)) as SafeHtml;
}
