import type { Db, Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { MemberId, PersonId, SiteId } from "../../platform/lib/ids.ts";
import { moveStanding } from "../moderation/standing.ts";
import { bestScore } from "./comment.ts";
import { changeVotes, readComment, updateRecommends } from "./comment-write.store.ts";
import { lockDiscussion } from "./discussion.store.ts";
import {
  type Choice,
  countTakeable,
  type GuestComment,
  giveVotes,
  moveComments,
  takeableComments,
  type Vote,
  votesOfBoth,
  votesOn,
} from "./take-over.store.ts";
import { move } from "./thread-counts.ts";
import { memberVoter } from "./voters.ts";

export type { Choice, GuestComment };

/** The newest comments of these guests that can be taken over, and how many there are of each. */
export async function guestComments(db: Db, guests: readonly PersonId[], limit: number) {
  if (guests.length === 0) return { comments: [], counts: new Map<PersonId, number>() };
  const [comments, counts] = await Promise.all([
    takeableComments(db, guests, limit),
    countTakeable(db, guests),
  ]);
  return { comments, counts };
}

/** How many comments of these guests can be taken over. */
export async function countGuestComments(db: Db, guests: readonly PersonId[]): Promise<number> {
  if (guests.length === 0) return 0;
  return [...(await countTakeable(db, guests)).values()].reduce((sum, n) => sum + n, 0);
}

export interface TakeOver {
  siteId: SiteId;
  memberId: MemberId;
  /** As whom the member writes, and under which name. */
  to: { id: PersonId; name: string };
  /** The guests whose comments may be chosen, and which are. */
  choice: Choice;
  /** The device at hand; null: none. */
  device: string | null;
  /** Which of the guests wrote from it: with a comment of theirs, what it recommended becomes the member's too. */
  ofDevice: readonly PersonId[];
  /** Milliseconds since 1970. */
  at: number;
}

/** Makes the chosen comments of guests a member's. Gives how many that were. */
export async function takeOverComments(tx: Tx, taking: TakeOver): Promise<number> {
  const { siteId, memberId, to, choice, device, ofDevice, at } = taking;
  const others = choice.guests.filter((guest) => !ofDevice.includes(guest));
  const fromDevice = await moveComments(tx, { ...choice, guests: ofDevice }, to);
  const fromElsewhere = await moveComments(tx, { ...choice, guests: others }, to);
  if (fromDevice + fromElsewhere > 0) await moveStanding(tx, { from: choice.guests, to: to.id });
  const member = memberVoter(memberId);
  if (fromDevice > 0 && device !== null) {
    await discard(tx, await votesOfBoth(tx, siteId, device, member), siteId, at);
    await giveVotes(tx, siteId, device, member);
  }
  // Nobody recommends what is their own.
  await discard(tx, await votesOn(tx, to.id, [member]), siteId, at);
  return fromDevice + fromElsewhere;
}

/** Takes recommends back, with all that follows from their number. */
async function discard(tx: Tx, votes: readonly Vote[], siteId: SiteId, at: number): Promise<void> {
  const inOrder = votes.toSorted(
    (one, other) => one.storyId - other.storyId || one.commentId - other.commentId,
  );
  for (const { commentId, storyId, voter } of inOrder) {
    await lockDiscussion(tx, storyId);
    const comment = await readComment(tx, commentId);
    if (!comment) continue;
    const change = await changeVotes(tx, commentId, { voters: [voter], on: false, at });
    if (change === 0) continue;
    const count = comment.recommendCount + change;
    const changed = { ...comment, recommendCount: count, bestScore: bestScore(count, comment.reportCount) };
    await updateRecommends(tx, commentId, count, changed.bestScore);
    await move(tx, comment, changed, "best");
    await appendEvent(tx, { type: "comment.recommended", siteId, at, storyId, commentId, count });
  }
}
