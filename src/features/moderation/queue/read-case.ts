import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import type { Comment } from "../../discussion/comment.ts";
import {
  type Excerpt,
  findComment,
  formerTexts,
  lastBy,
  neighboursOf,
  type Others,
  othersFrom,
} from "../../discussion/reading.ts";
import { recordOf } from "../../discussion/said-by.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { findStoryById, htmlOfStories } from "../../stories/reading.ts";
import type { Story } from "../../stories/story.ts";
import { otherClaimant } from "./claim.store.ts";
import { type Reason, reasonsOf } from "./findings.ts";
import { type QuotedParagraph, quotedParagraph } from "./quoted.ts";
import {
  fateOf,
  type Known,
  knownOf,
  lastReports,
  type NoteLine,
  notesOn,
  objectionsTo,
  type ReportLine,
  type SanctionLine,
  sanctionsOn,
} from "./reasons.store.ts";
import { type Item, itemsOfComment } from "./waiting.store.ts";

/** What is known of who wrote a comment. */
export interface Writer {
  known: Known | null;
  recommends: number;
  sanctions: readonly SanctionLine[];
  notes: readonly NoteLine[];
  /** What they wrote last, the newest first; not the comment itself. */
  last: readonly Excerpt[];
  device: Others | null;
  network: Others | null;
}

export interface ToldReason extends Reason {
  /** What became of the last that were held for it. */
  fate: { decided: number; refused: number };
}

/** A comment with all that it takes to decide about it. */
export interface Case {
  comment: Comment;
  story: Story;
  quoted: QuotedParagraph | null;
  parent: Comment | null;
  before: Comment | null;
  after: Comment | null;
  reasons: readonly ToldReason[];
  /** Whether the words that rules saw are those that the comment has now. */
  isAsJudged: boolean;
  formerTexts: readonly { text: string; at: number }[];
  reports: readonly ReportLine[];
  writer: Writer;
  /** All that it waits for. */
  waits: readonly Item[];
  /** Who else is looking at it. */
  claimedBy: string | null;
}

const reportsShown = 20;
const ticksShown = 20;

/** Reads a case of the site that is being moderated; null: there is no such comment. */
export async function readCase({ ctx, site, now, ...world }: World, id: CommentId): Promise<Case | null> {
  const db = ctx.db.read;
  const comment = await findComment(db, site.id, id);
  const story = comment && (await findStoryById(db, comment.storyId));
  if (!comment || !story) return null;
  const memberId = askingMember({ ctx, site, now, ...world });
  const [parent, around, objections, former, reports, writer, waits, claimedBy, html] = await Promise.all([
    comment.parentId === null ? null : findComment(db, site.id, comment.parentId),
    neighboursOf(db, comment),
    objectionsTo(db, [id]),
    comment.editedAt === null ? [] : formerTexts(db, id),
    // Not only where some count against it: those of a flood, and those that were answered, don't.
    lastReports(db, id, reportsShown),
    readWriter({ ctx, site }, comment),
    itemsOfComment(db, site.id, id),
    otherClaimant(db, { siteId: site.id, commentId: id, memberId, now }),
    htmlOfStories(db, [story.id]),
  ]);
  const reasons = reasonsOf(objections);
  const fates = await Promise.all(reasons.map((reason) => fateOf(db, site.id, reason)));
  const storyHtml = html.get(story.id);
  return {
    comment,
    story,
    quoted: storyHtml === undefined ? null : quotedParagraph(comment.text, storyHtml),
    parent,
    ...around,
    reasons: reasons.map((reason, index) => ({
      ...reason,
      fate: fates[index] ?? { decided: 0, refused: 0 },
    })),
    isAsJudged: (objections.at(-1)?.at ?? 0) >= (comment.editedAt ?? 0),
    formerTexts: former,
    reports,
    writer,
    waits,
    claimedBy,
  };
}

async function readWriter({ ctx, site }: Pick<World, "ctx" | "site">, comment: Comment): Promise<Writer> {
  const db = ctx.db.read;
  const { authorId, authorMemberId, id } = comment;
  const [known, record, sanctions, notes, last, device, network] = await Promise.all([
    knownOf(db, authorId),
    recordOf(db, authorId),
    sanctionsOn(db, site.id, { personId: authorId, memberId: authorMemberId }),
    notesOn(db, authorId),
    lastBy(db, authorId, ticksShown + 1),
    othersFrom(db, comment, "device_hash"),
    othersFrom(db, comment, "network_hash"),
  ]);
  return {
    known,
    recommends: Number(record.recommends),
    sanctions,
    notes,
    last: last.filter((each) => each.id !== id).slice(0, ticksShown),
    device,
    network,
  };
}
