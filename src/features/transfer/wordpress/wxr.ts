/** What a WordPress export (WXR 1.0 to 1.2) holds, after reading and before deciding what is taken. */

export interface WxrChannel {
  title: string;
  link: string;
  description: string;
  /** As the file says; often wrong. */
  language: string;
  wxrVersion: string;
  baseSiteUrl: string;
  baseBlogUrl: string;
}

export interface WxrAuthor {
  id: number | null;
  login: string;
  email: string;
  displayName: string;
  firstName: string;
  lastName: string;
}

export interface WxrTerm {
  id: number | null;
  taxonomy: string;
  slug: string;
  name: string;
  /** The slug of the parent term, or "". */
  parent: string;
  description: string;
}

/** A category, tag or other term as an item names it. */
export interface WxrItemTerm {
  taxonomy: string;
  slug: string;
  name: string;
}

/** All times are UTC epoch milliseconds; null means that the file gives no date. */
export interface WxrItem {
  id: number | null;
  type: string;
  status: string;
  password: string;
  title: string;
  link: string;
  guid: string;
  slug: string;
  creator: string;
  publishedAt: number | null;
  modifiedAt: number | null;
  content: string;
  excerpt: string;
  categories: WxrItemTerm[];
  tags: WxrItemTerm[];
  otherTerms: WxrItemTerm[];
  featuredImageId: number | null;
  attachmentUrl: string;
  /** Of an attachment: its alternative text. */
  imageAlt: string;
  oldSlugs: string[];
  parentId: number | null;
  menuOrder: number;
  commentsOpen: boolean;
  sticky: boolean;
  comments: WxrComment[];
}

export interface WxrComment {
  id: number | null;
  author: string;
  email: string;
  url: string;
  ip: string;
  createdAt: number | null;
  content: string;
  /** "1", "0", "spam", "trash", "post-trashed" or what a plugin made up. */
  approved: string;
  /** "", "comment", "pingback", "trackback" or what a plugin made up. */
  type: string;
  parentId: number | null;
  userId: number | null;
}

export type WxrRecord =
  | { kind: "channel"; channel: WxrChannel }
  | { kind: "author"; author: WxrAuthor }
  | { kind: "term"; term: WxrTerm }
  /** `goesOn`: the item is large, and more of its comments follow as records of their own. */
  | { kind: "item"; item: WxrItem; goesOn: boolean }
  | { kind: "comments"; comments: WxrComment[]; goesOn: boolean };

export type WxrErrorCode = "empty" | "zip" | "not-wxr" | "bomb";

/** A file that cannot be imported at all. The message is a sentence for the person who chose the file. */
export class WxrError extends Error {
  readonly code: WxrErrorCode;

  constructor(code: WxrErrorCode, message: string) {
    super(message);
    this.name = "WxrError";
    this.code = code;
  }
}
