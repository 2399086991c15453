import type { Db, Tx } from "../../platform/db/database.ts";
import type { CommentId, MemberId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";

export interface DigestTurn {
  memberId: MemberId;
  siteId: SiteId;
  lastAt: number;
  nextAt: number;
}

export async function dueDigests(db: Db, now: number, limit: number): Promise<DigestTurn[]> {
  return db
    .selectFrom("mail_digest")
    .select(["member_id as memberId", "site_id as siteId", "last_at as lastAt", "next_at as nextAt"])
    .where("next_at", "<=", now)
    .orderBy("next_at")
    .limit(limit)
    .execute();
}

/** Sets when the next one is due. False: another process has done this turn. */
export async function turnDigest(
  tx: Tx,
  turn: DigestTurn,
  { lastAt, nextAt }: { lastAt: number; nextAt: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("mail_digest")
    .set({ last_at: lastAt, next_at: nextAt })
    .where("member_id", "=", turn.memberId)
    .where("site_id", "=", turn.siteId)
    .where("next_at", "=", turn.nextAt)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function digestsOf(db: Db, memberId: MemberId): Promise<DigestTurn[]> {
  return db
    .selectFrom("mail_digest")
    .select(["member_id as memberId", "site_id as siteId", "last_at as lastAt", "next_at as nextAt"])
    .where("member_id", "=", memberId)
    .execute();
}

export interface FollowedNews {
  memberId: MemberId;
  siteId: SiteId;
  /** From this on, before `until`. */
  since: number;
  until: number;
  people: boolean;
  stories: boolean;
}

/**
 * What came to be seen in what a member follows, the newest first; without what they wrote themselves, and what they were
 * told of by a mail of its own.
 */
export async function followedNews(
  db: Db,
  { memberId, siteId, since, until, people, stories }: FollowedNews,
  limit: number,
): Promise<{ id: CommentId; storyId: StoryId }[]> {
  if (!people && !stories) return [];
  return db
    .selectFrom("seen_comment")
    .innerJoin("comment", "comment.id", "seen_comment.comment_id")
    .innerJoin("person", "person.id", "seen_comment.author_id")
    .select(["seen_comment.comment_id as id", "seen_comment.story_id as storyId"])
    .where("seen_comment.at", ">=", since)
    .where("seen_comment.at", "<", until)
    .where("comment.site_id", "=", siteId)
    .where("comment.status", "=", "published")
    .where("person.member_id", "is distinct from", memberId)
    .where((eb) => {
      const follows = eb.selectFrom("follow").select("target_id as id").where("member_id", "=", memberId);
      const authors = follows.where("kind", "=", "person").$castTo<{ id: PersonId }>();
      const talks = follows.where("kind", "=", "story").$castTo<{ id: StoryId }>();
      return eb.or([
        ...(people ? [eb("seen_comment.author_id", "in", authors)] : []),
        ...(stories ? [eb("seen_comment.story_id", "in", talks)] : []),
      ]);
    })
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("notice")
            .select("notice.id")
            .where("notice.member_id", "=", memberId)
            .whereRef("notice.comment_id", "=", "seen_comment.comment_id")
            .where("notice.topic", "!=", "decisions"),
        ),
      ),
    )
    .orderBy("seen_comment.at", "desc")
    .orderBy("seen_comment.comment_id", "desc")
    .limit(limit)
    .execute();
}
