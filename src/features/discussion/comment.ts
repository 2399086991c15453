import type { SafeHtml } from "../../platform/html/safe-html.ts";
import type { Badge } from "./badges.ts";
import type { CommentId, MemberId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";

export const statuses = ["published", "pending", "rejected", "spam", "withdrawn"] as const;
export type Status = (typeof statuses)[number];

export const sorts = ["newest", "oldest", "best", "replies"] as const;
export type Sort = (typeof sorts)[number];

export const pageSizes = [10, 25, 50, 100] as const;
export type PageSize = (typeof pageSizes)[number];

/** Answers are shown nested this deep; deeper ones stand level with them and name whom they answer. */
export const deepestLevel = 3;

/**
 * The list that the tops of threads stand in. Every other list has the id of the comment below which it is shown:
 * the parent, or for deeper answers the ancestor one level above the deepest.
 */
export const rootList = 0;

export interface Comment {
  id: CommentId;
  siteId: SiteId;
  storyId: StoryId;
  parentId: CommentId | null;
  rootId: CommentId | null;
  /** `rootList`, or the comment below which this one is shown. */
  listId: number;
  /** How many answers up to the top of its thread. */
  depth: number;
  authorId: PersonId;
  authorName: string;
  authorKind: "guest" | "member" | "staff";
  authorTitle: string;
  /** A member's, in addresses: `/people/:handle`; null: there is no account. */
  authorHandle: string | null;
  authorBadges: readonly Badge[];
  /** Whose account wrote it, and when that was made: milliseconds since 1970. Null: no account. */
  authorMemberId: MemberId | null;
  authorSince: number | null;
  text: string;
  html: SafeHtml;
  /** What is folded away when the comment is long, and how many words that is. */
  restHtml: SafeHtml;
  restWords: number;
  /** BCP 47, where it isn't the site's. */
  language: string | null;
  status: Status;
  /** The house rule that it broke, from 1. */
  rule: number | null;
  /** The story's revision when it was written. */
  revision: number;
  createdAt: number;
  editedAt: number | null;
  /** How many former texts others have seen. */
  historyCount: number;
  removedAt: number | null;
  recommendCount: number;
  reportCount: number;
  /** Answers to it that are shown (published, or removed with answers of their own). */
  childCount: number;
  /** Comments in the list below it. */
  listCount: number;
  /** Published comments below it, in all lists. */
  replyCount: number;
  bestScore: number;
  /** What staff did to it. Times are milliseconds since 1970. */
  pickedAt: number | null;
  pinnedAt: number | null;
  foldedAt: number | null;
  /** Since when it takes no answers: set with all that is below it. */
  lockedAt: number | null;
  /** Why words of it are covered, in the site's language; null: none are. Empty: for no reason that is told. */
  coveredFor: string | null;
  mergedInto: CommentId | null;
  movedFrom: StoryId | null;
}

/** The level at which a comment of this depth is shown. */
export function levelOf(depth: number): number {
  return Math.min(depth, deepestLevel);
}

/**
 * The place of a comment in "best": the lower bound of the Wilson score interval at 95% for recommends against
 * reports, times 10^9 and rounded, so that it is a whole number in every engine.
 * Wilson, E. B. (1927), Journal of the American Statistical Association 22; for rankings: Miller, E. (2009), "How
 * Not To Sort By Average Rating".
 */
export function bestScore(recommends: number, reports: number): number {
  const n = recommends + reports;
  if (n === 0) return 0;
  const z = 1.959_963_985;
  const share = recommends / n;
  const middle = share + (z * z) / (2 * n);
  const margin = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * n)) / n);
  return Math.max(0, Math.round(((middle - margin) / (1 + (z * z) / n)) * 1e9));
}
