import type { Locale } from "../../platform/html/locale.ts";

/** The name under a comment; where none was given, the site's words for "A reader". */
export function authorName(locale: Locale, name: string): string {
  return name || locale.message("comment.guestName");
}
