import type { Context } from "../../context.ts";
import type { Submission } from "../moderation/phases/facts.ts";
import { writersOf } from "../people/writers.ts";
import type { OpenSite } from "../sites/sites.ts";
import type { StoryCard } from "../stories/story.ts";
import type { DiscussionMode, Preset } from "../stories/story.ts";
import type { Checked } from "./check-comment.ts";
import type { Comment } from "./comment.ts";
import type { CommentBody } from "./comment-write.store.ts";
import { originOf } from "./origin.store.ts";
import type { PostInput, PostingMember } from "./post-comment.ts";
import { addressHash } from "../moderation/sanctions/sanction-on.ts";

/** What the rules see of a new comment. */
export async function submissionOfPost(
  ctx: Context,
  input: PostInput,
  checked: Checked,
): Promise<Submission> {
  const { site, story, member, parentId, deviceHash, networkHash, solvedChallenge } = input;
  const self = { deviceHash, memberId: member?.memberId ?? null };
  const domain = checked.email?.split("@").at(-1)?.toLowerCase() ?? null;
  return {
    site,
    story,
    mode: story.discussion.mode,
    preset: story.discussion.preset,
    author: {
      kind: kindOf(member),
      name: checked.name,
      memberId: self.memberId,
      persons: await writersOf(ctx.db.read, site.id, self),
      deviceHash,
      networkHash,
      domainHash: domain === null ? null : ctx.keys.hash("domain", domain),
      addressHash: checked.email === null ? null : addressHash(ctx, checked.email),
      since: member?.since ?? null,
    },
    parentId,
    ...wordsOf(checked.body),
    commentId: null,
    solvedChallenge,
    at: ctx.now(),
  };
}

function kindOf(member: PostingMember | null): "guest" | "member" | "staff" {
  if (!member) return "guest";
  return member.isStaff ? "staff" : "member";
}

function wordsOf(body: CommentBody): Pick<Submission, "text" | "html"> {
  return { text: body.text, html: body.html + body.restHtml };
}

/** Where a comment stands, as far as rules go. */
export interface Below {
  site: OpenSite;
  story: Pick<StoryCard, "id" | "sectionId" | "language" | "publishedAt">;
  mode: DiscussionMode;
  /** Absent: none. */
  preset?: Preset | "";
}

/** What the rules see of a comment that is there already, with the words that it has or is to have. */
export async function submissionOfComment(
  ctx: Context,
  comment: Comment,
  { site, story, mode, preset = "" }: Below,
  body: CommentBody = comment,
): Promise<Submission> {
  const origin = await originOf(ctx.db.read, comment.id);
  return {
    site,
    story,
    mode,
    preset,
    author: {
      kind: comment.authorKind,
      name: comment.authorName,
      memberId: comment.authorMemberId,
      persons: [comment.authorId],
      deviceHash: origin?.deviceHash ?? "",
      networkHash: origin?.networkHash ?? "",
      domainHash: null,
      since: comment.authorSince,
    },
    parentId: comment.parentId,
    ...wordsOf(body),
    commentId: comment.id,
    // Whoever wrote it has shown the trouble of a browser before.
    solvedChallenge: true,
    at: comment.createdAt,
  };
}
