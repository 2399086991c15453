import type { CommentId, DecisionId, EventId, MemberId, PersonId, SiteId, StoryId } from "../lib/ids.ts";

/** All that happens, as it stands in the log. What a subscriber needs beyond the ids it looks up. */
export type NewEvent = {
  siteId: SiteId;
  at: number;
} /** `by`: a member, or "cli"; absent where nobody in particular did it. */ & (
  | { type: "site.changed"; by?: string; changes?: readonly SettingChange[] }
  | { type: "story.published"; storyId: StoryId }
  | { type: "story.changed"; storyId: StoryId }
  | { type: "discussion.changed"; storyId: StoryId }
  | { type: "comment.posted"; storyId: StoryId; commentId: CommentId; status: string }
  | { type: "comment.edited"; storyId: StoryId; commentId: CommentId }
  | { type: "comment.status"; storyId: StoryId; commentId: CommentId; before: string; after: string }
  | { type: "comment.recommended"; storyId: StoryId; commentId: CommentId; count: number }
  | { type: "comment.reported"; storyId: StoryId; commentId: CommentId }
  /** Staff marked it: picked, pinned, folded or locked it, or covered a part of it; or took that back. */
  | { type: "comment.marked"; storyId: StoryId; commentId: CommentId }
  /** Somebody or a rule decided. */
  | { type: "decision.made"; decisionId: DecisionId; commentId: CommentId | null; isByStaff: boolean }
  /** The rules of a site, its word lists, or what has been learnt, by `by`: a member, or "cli". */
  | { type: "rules.changed"; by: string; changes?: readonly SettingChange[] }
  | { type: "import.batch"; source: string }
  /** What is known of an account, how it signs in, or where: `siteId` is the site on which that was done. */
  | { type: "member.changed"; memberId: MemberId }
  /** What only a member sees of their own: that they have begun to write, what they follow, whom they have muted. */
  | { type: "reader.changed"; memberId: MemberId }
  /** What readers are shown of somebody who writes: name, title, badges; or that it is there at all. */
  | { type: "person.changed"; personId: PersonId }
  /** Who works here, as what: `by` is a member, or "cli"; `scope` a site, or 0 for every site. */
  | {
      type: "staff.changed";
      what: StaffChange;
      by: string;
      /** Null: somebody who has no account yet. */
      memberId: MemberId | null;
      scope: number;
      before: { role: string; title: string } | null;
      after: { role: string; title: string } | null;
    }
  /** Staff keeps somebody from writing, or no longer; or has said that it trusts them. */
  | { type: "person.sanctioned"; personId: PersonId }
  /** A comment lost its writer's name, or its words too. */
  | { type: "comment.erased"; storyId: StoryId; commentId: CommentId }
  /** Staff has somebody erased who asked. `by`: who of the staff; null: at the command line. */
  | { type: "erasure.ordered"; receipt: string; level: string; by: MemberId | null }
  /** Somebody's erasure is done. The receipt tells what was done, and not whose it was. */
  | { type: "erasure.done"; receipt: string }
  /** Staff fetched what is held on somebody. `by`: who of the staff. */
  | { type: "person.exported"; by: MemberId | null }
);

export const staffChanges = [
  "role",
  "disabled",
  "enabled",
  "invited",
  "invitedAgain",
  "invitationWithdrawn",
  "invitationAccepted",
  "setUp",
  "passwordLink",
] as const;
export type StaffChange = (typeof staffChanges)[number];

/** One setting of a site, as JSON; null: it is nobody's business what it was. */
export interface SettingChange {
  name: string;
  before: string | null;
  after: string | null;
}

export type Event = NewEvent & { id: EventId };
