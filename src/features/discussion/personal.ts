import type { Db } from "../../platform/db/database.ts";
import type { CommentId, MemberId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import { noDevice } from "../people/writers.ts";
import { draftsLast } from "./keep-draft.ts";
import { type Fact, factsOf } from "./personal.store.ts";
import { memberVoter } from "./voters.ts";

/** What one page of a discussion is to one reader, beside what everybody sees. */
export interface Personal {
  /** As whom this reader has written here. */
  writers: ReadonlySet<PersonId>;
  /** Of the page's comments. */
  recommended: ReadonlySet<CommentId>;
  muted: ReadonlySet<PersonId>;
  isFollowing: boolean;
  /** What was begun and not posted; empty: nothing. */
  draft: string;
  /** Own comments that only this reader can see, oldest first; the last 20. */
  waiting: readonly CommentId[];
}

export interface PersonalQuery {
  memberId: MemberId | null;
  /** Null: none that we know. */
  deviceHash: string | null;
  siteId: SiteId;
  storyId: StoryId;
  /** The comments on the page. */
  ids: readonly CommentId[];
  /** Milliseconds since 1970. */
  now: number;
}

/** What the page is to nobody in particular. */
export const impersonal: Personal = {
  writers: new Set(),
  recommended: new Set(),
  muted: new Set(),
  isFollowing: false,
  draft: "",
  waiting: [],
};

/** All that is personal about a reader and a page of a discussion, in one query. */
export async function personalOf(db: Db, query: PersonalQuery): Promise<Personal> {
  const { memberId, deviceHash, siteId, storyId, ids, now } = query;
  if (memberId === null && deviceHash === null) return impersonal;
  const facts = await factsOf(db, {
    siteId,
    storyId,
    device: deviceHash ?? noDevice,
    member: memberId ?? "",
    voter: memberId === null ? "" : memberVoter(memberId),
    ids: ids.length > 0 ? ids : [0],
    draftsSince: now - draftsLast,
  });
  // The query says by its kind what an id is of.
  const idsOf = <Id extends number>(kind: Fact["kind"]) =>
    facts.flatMap((fact) => (fact.kind === kind ? [fact.id as Id] : []));
  return {
    writers: new Set(idsOf<PersonId>("writer")),
    recommended: new Set(idsOf<CommentId>("recommended")),
    muted: new Set(idsOf<PersonId>("muted")),
    isFollowing: facts.some((fact) => fact.kind === "following"),
    draft: facts.find((fact) => fact.kind === "draft")?.text ?? "",
    waiting: idsOf<CommentId>("waiting"),
  };
}
