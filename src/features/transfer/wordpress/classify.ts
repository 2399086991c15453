import { cleanCommentContent } from "./content/clean-comment.ts";
import type { WxrComment, WxrItem } from "./wxr.ts";

/** What of an export becomes public: only what was public where it came from. */

export type SkipReason =
  | "draft"
  | "pending"
  | "private"
  | "password"
  | "scheduled"
  | "trashed"
  | "attachment"
  | "menu"
  | "contact-form"
  | "design"
  | "custom-type"
  | "custom-status"
  | "empty";

export type ItemClass = { take: "story" | "page" } | { skip: SkipReason };

/** Items of these types are parts of a site's look, or of other items. */
const designTypes =
  /^(?:wp_navigation|wp_template|wp_template_part|wp_global_styles|wp_block|wp_font_family|wp_font_face|custom_css|customize_changeset|oembed_cache|revision)$/;
const contactTypes =
  /^(?:feedback|flamingo_contact|flamingo_inbound|flamingo_outbound|nf_sub|wpforms_entry|user_request)$/;

function skipByType(type: string): SkipReason | null {
  if (type === "post" || type === "page") return null;
  if (type === "attachment") return "attachment";
  if (type === "nav_menu_item") return "menu";
  if (contactTypes.test(type)) return "contact-form";
  return designTypes.test(type) ? "design" : "custom-type";
}

function skipByStatus(status: string): SkipReason | null {
  switch (status) {
    case "publish":
      return null;
    case "draft":
    case "auto-draft":
    case "inherit":
      return "draft";
    case "pending":
      return "pending";
    case "private":
      return "private";
    case "future":
      return "scheduled";
    case "trash":
      return "trashed";
    default:
      return "custom-status";
  }
}

/** `now`: UTC milliseconds; what is dated later is not out yet, whatever its status says. */
export function classifyItem(item: WxrItem, now: number): ItemClass {
  const skip = skipByType(item.type) ?? skipByStatus(item.status);
  if (skip) return { skip };
  if (item.password !== "") return { skip: "password" };
  if (item.publishedAt !== null && item.publishedAt > now) return { skip: "scheduled" };
  if (item.title === "" && item.content.trim() === "" && item.excerpt.trim() === "") return { skip: "empty" };
  return { take: item.type === "page" ? "page" : "story" };
}

export type CommentClass = "published" | "pending" | "spam" | "trash" | "ping" | "other-type" | "empty";

/**
 * Readers' comments only: pings are machines' and other types are orders, notes or reviews of plugins. `text`: the
 * cleaned content, where it is known already.
 */
export function classifyComment(comment: WxrComment, text?: string): CommentClass {
  if (comment.type === "pingback" || comment.type === "trackback") return "ping";
  if (comment.type !== "" && comment.type !== "comment") return "other-type";
  if (comment.approved === "spam") return "spam";
  if (comment.approved === "trash" || comment.approved === "post-trashed") return "trash";
  if ((text ?? cleanCommentContent(comment.content).text) === "") return "empty";
  return comment.approved === "1" || comment.approved === "approve" ? "published" : "pending";
}
