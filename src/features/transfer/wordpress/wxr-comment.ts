import type { WxrComment } from "./wxr.ts";
import { offsetBetween, readDate, wallClock } from "./wxr-dates.ts";
import type { WxrElement } from "./wxr-elements.ts";
import type { NoteMend } from "./wxr-report.ts";
import { detached } from "./wxr-text.ts";

/** The text of the first field of that name, or "". */
export type Fields = (name: string) => string;

export function fieldsOf(children: readonly WxrElement[]): Fields {
  return (name) => {
    for (const child of children) if (child.name === name) return child.text;
    return "";
  };
}

export function numberOf(text: string): number | null {
  const trimmed = text.trim();
  return /^-?\d{1,15}$/.test(trimmed) ? Number(trimmed) : null;
}

/** Zero is WordPress's way to say "none". */
export function idOf(text: string): number | null {
  const number = numberOf(text);
  return number !== null && number > 0 ? number : null;
}

export function commentOf(children: readonly WxrElement[], itemOffset: number, note: NoteMend): WxrComment {
  const fields = fieldsOf(children);
  const short = (name: string): string => detached(fields(name).trim());
  const written = { local: fields("wp:comment_date"), utc: fields("wp:comment_date_gmt") };
  const offset = offsetBetween(wallClock(written.local), wallClock(written.utc)) ?? itemOffset;
  const { at, mended } = readDate(written, offset);
  if (mended) note(mended);
  return {
    id: idOf(fields("wp:comment_id")),
    author: short("wp:comment_author"),
    email: short("wp:comment_author_email"),
    url: short("wp:comment_author_url"),
    ip: short("wp:comment_author_IP"),
    createdAt: at,
    content: fields("wp:comment_content"),
    approved: short("wp:comment_approved"),
    type: short("wp:comment_type"),
    parentId: idOf(fields("wp:comment_parent")),
    userId: idOf(fields("wp:comment_user_id")),
  };
}
