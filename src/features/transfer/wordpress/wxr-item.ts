import type { WxrComment, WxrItem, WxrItemTerm } from "./wxr.ts";
import { commentOf, fieldsOf, idOf, numberOf } from "./wxr-comment.ts";
import type { Fields } from "./wxr-comment.ts";
import { offsetBetween, readDate, rfc822, wallClock } from "./wxr-dates.ts";
import { attributeOf } from "./wxr-elements.ts";
import type { WxrElement } from "./wxr-elements.ts";
import type { NoteMend } from "./wxr-report.ts";
import { decodeSlug } from "./wxr-slug.ts";
import { detached } from "./wxr-text.ts";

interface ItemDates {
  publishedAt: number | null;
  modifiedAt: number | null;
  /** The best offset known for this item's local dates. */
  offset: number;
  /** Whether this item itself says so. */
  isOwnOffset: boolean;
}

function itemDates(fields: Fields, siteOffset: number, note: NoteMend): ItemDates {
  const posted = { local: fields("wp:post_date"), utc: fields("wp:post_date_gmt") };
  const modified = { local: fields("wp:post_modified"), utc: fields("wp:post_modified_gmt") };
  const feedDate = rfc822(fields("pubDate"));
  const utc = wallClock(posted.utc) ?? feedDate;
  const own =
    offsetBetween(wallClock(posted.local), utc) ??
    offsetBetween(wallClock(modified.local), wallClock(modified.utc));
  const offset = own ?? siteOffset;
  const published = feedDate !== null && wallClock(posted.utc) == null ? feedDate : undefined;
  const readPosted = published === undefined ? readDate(posted, offset) : { at: published, mended: null };
  const readModified = readDate(modified, offset);
  // What was never published has no date in UTC, and needs none.
  const isDraft = /draft|pending/.test(fields("wp:status"));
  for (const { mended } of [readPosted, readModified]) if (mended && !isDraft) note(mended);
  return { publishedAt: readPosted.at, modifiedAt: readModified.at, offset, isOwnOffset: own !== null };
}

function termsOf(children: readonly WxrElement[]): WxrItemTerm[] {
  const seen = new Set<string>();
  const terms: WxrItemTerm[] = [];
  for (const element of children) {
    if (element.name !== "category") continue;
    const domain = attributeOf(element, "domain") || "category";
    const name = detached(element.text.trim());
    const term = {
      // WXR 1.0 says "tag" where later versions say "post_tag".
      taxonomy: domain === "tag" ? "post_tag" : domain,
      slug: decodeSlug(attributeOf(element, "nicename")),
      name,
    };
    // WXR 1.0 writes each term twice, the first time without domain and nicename.
    const key = `${term.taxonomy}\n${name.toLowerCase()}`;
    if (name !== "" && !seen.has(key)) terms.push(term);
    if (name !== "" && seen.has(key) && term.slug !== "") {
      const bare = terms.find(
        (known) => known.slug === "" && known.name === name && known.taxonomy === term.taxonomy,
      );
      if (bare) bare.slug = term.slug;
      else if (!terms.some((known) => known.taxonomy === term.taxonomy && known.slug === term.slug))
        terms.push(term);
    }
    seen.add(key);
  }
  const tagNames = new Set(terms.filter((term) => term.taxonomy === "post_tag").map((term) => term.name));
  return terms.filter((term) => term.slug !== "" || term.taxonomy !== "category" || !tagNames.has(term.name));
}

/** Values of one meta key, in file order. */
function metaValues(children: readonly WxrElement[], wanted: string): string[] {
  const values: string[] = [];
  for (const element of children) {
    if (element.name !== "wp:postmeta") continue;
    const meta = fieldsOf(element.children);
    if (meta("wp:meta_key").trim() === wanted) values.push(detached(meta("wp:meta_value").trim()));
  }
  return values;
}

/** `offset` in the answer is what the next items may go by. Null: there is nothing here to call an item. */
export function itemOf(
  children: readonly WxrElement[],
  siteOffset: number,
  note: NoteMend,
): { item: WxrItem; offset: number; isOwnOffset: boolean } | null {
  const fields = fieldsOf(children);
  const short = (name: string): string => detached(fields(name).trim());
  const id = idOf(fields("wp:post_id"));
  if (id === null && short("wp:post_type") === "") return null;
  const { publishedAt, modifiedAt, offset, isOwnOffset } = itemDates(fields, siteOffset, note);
  const terms = termsOf(children);
  const item: WxrItem = {
    id,
    type: short("wp:post_type"),
    status: short("wp:status"),
    password: short("wp:post_password"),
    title: short("title"),
    link: short("link"),
    guid: short("guid"),
    slug: decodeSlug(short("wp:post_name")),
    creator: short("dc:creator"),
    publishedAt,
    modifiedAt,
    content: fields("content:encoded"),
    excerpt: fields("excerpt:encoded"),
    categories: terms.filter((term) => term.taxonomy === "category"),
    tags: terms.filter((term) => term.taxonomy === "post_tag"),
    otherTerms: terms.filter((term) => term.taxonomy !== "category" && term.taxonomy !== "post_tag"),
    featuredImageId: idOf(metaValues(children, "_thumbnail_id")[0] ?? ""),
    attachmentUrl: short("wp:attachment_url"),
    imageAlt: metaValues(children, "_wp_attachment_image_alt")[0] ?? "",
    oldSlugs: metaValues(children, "_wp_old_slug").map(decodeSlug),
    parentId: idOf(fields("wp:post_parent")),
    menuOrder: numberOf(fields("wp:menu_order")) ?? 0,
    commentsOpen: short("wp:comment_status") === "open",
    sticky: short("wp:is_sticky").startsWith("1"),
    comments: [],
  };
  item.comments = commentsOf(children, offset, note);
  return { item, offset, isOwnOffset };
}

/** The comments among an item's fields, or in a further piece of it. */
export function commentsOf(children: readonly WxrElement[], offset: number, note: NoteMend): WxrComment[] {
  return children
    .filter((element) => element.name === "wp:comment")
    .map((element) => commentOf(element.children, offset, note));
}
