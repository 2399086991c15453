import type { WxrAuthor, WxrChannel, WxrTerm } from "./wxr.ts";
import { fieldsOf, idOf } from "./wxr-comment.ts";
import type { WxrElement } from "./wxr-elements.ts";
import { decodeSlug } from "./wxr-slug.ts";
import { detached } from "./wxr-text.ts";

export function channelOf(children: readonly WxrElement[]): WxrChannel {
  const fields = fieldsOf(children);
  const short = (name: string): string => detached(fields(name).trim());
  return {
    title: short("title"),
    link: short("link"),
    description: short("description"),
    language: short("language"),
    wxrVersion: short("wp:wxr_version"),
    baseSiteUrl: short("wp:base_site_url"),
    baseBlogUrl: short("wp:base_blog_url"),
  };
}

export function authorOf(element: WxrElement): WxrAuthor {
  const fields = fieldsOf(element.children);
  const short = (name: string): string => detached(fields(name).trim());
  return {
    id: idOf(fields("wp:author_id")),
    login: short("wp:author_login"),
    email: short("wp:author_email"),
    displayName: short("wp:author_display_name"),
    firstName: short("wp:author_first_name"),
    lastName: short("wp:author_last_name"),
  };
}

/** The three spellings that WXR has for one thing. */
const termFields = {
  "wp:category": ["wp:category_nicename", "wp:cat_name", "wp:category_parent", "wp:category_description"],
  "wp:tag": ["wp:tag_slug", "wp:tag_name", "", "wp:tag_description"],
  "wp:term": ["wp:term_slug", "wp:term_name", "wp:term_parent", "wp:term_description"],
} as const;

export function termOf(element: WxrElement): WxrTerm | null {
  const { name } = element;
  if (name !== "wp:category" && name !== "wp:tag" && name !== "wp:term") return null;
  const fields = fieldsOf(element.children);
  const [slug, title, parent, description] = termFields[name];
  const usual = name === "wp:category" ? "category" : "post_tag";
  return {
    id: idOf(fields("wp:term_id")),
    taxonomy: name === "wp:term" ? detached(fields("wp:term_taxonomy").trim()) : usual,
    slug: decodeSlug(fields(slug)),
    name: detached(fields(title).trim()),
    parent: parent === "" ? "" : decodeSlug(fields(parent)),
    description: detached(fields(description).trim()),
  };
}
