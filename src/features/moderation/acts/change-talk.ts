import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { CommentId, DecisionId, MemberId, SiteId, StoryId } from "../../../platform/lib/ids.ts";
import { changeManners, lockManners, type Manners } from "../../stories/change-manners.ts";
import { type Action, recordDecision } from "../record-decision.ts";
import { type Conflict, staffActor } from "./act.ts";
import { decidedOnStory } from "./decisions.store.ts";

/** One thing about how a story is discussed. */
export type TalkChange = Partial<Pick<Manners, "mode" | "slowSeconds" | "preset">>;

export interface TalkOrder {
  siteId: SiteId;
  by: MemberId;
  storyId: StoryId;
  change: TalkChange;
  undoes?: DecisionId;
  /** Only while it is so still: else nothing is changed. */
  only?: TalkChange;
  /** When its discussion was seen: what a colleague has decided about it since isn't overwritten. */
  seenAt?: number;
}

/** Changes how a story is discussed, and writes that down. Null: the site has no such story. */
export function changeTalk(ctx: Context, order: TalkOrder): Promise<DecisionId | "same" | Conflict | null> {
  const { siteId, storyId, seenAt: since } = order;
  return ctx.db.transact(async (tx) => {
    await lockManners(tx, storyId);
    const by = staffActor(order.by);
    const theirs = since === undefined ? null : await decidedOnStory(tx, { siteId, storyId, since, by });
    return theirs ? { commentId: noComment, decision: theirs } : changeTalkWithin(tx, ctx, order);
  });
}

/** It is about a discussion. */
const noComment = 0 as CommentId;

/** The same in a transaction that has begun. */
export async function changeTalkWithin(
  tx: Tx,
  ctx: Pick<Context, "now">,
  { siteId, by, storyId, change, undoes, only = {} }: TalkOrder,
): Promise<DecisionId | "same" | null> {
  const before = await lockManners(tx, storyId);
  if (before?.siteId !== siteId) return null;
  if (wordsOf({ ...before, ...only }) !== wordsOf(before)) return "same";
  const after = { ...before, ...change };
  const [was, is] = [wordsOf(before), wordsOf(after)];
  if (was === is) return "same";
  const at = ctx.now();
  await changeManners(tx, storyId, after, at);
  return recordDecision(tx, {
    siteId,
    commentId: null,
    about: `story:${storyId}`,
    actor: staffActor(by),
    action: actionOf(change),
    reason: "",
    details: { was: pickOf(before, change), is: pickOf(after, change) },
    before: was,
    after: is,
    ...(undoes === undefined ? {} : { undoes }),
    at,
  });
}

function actionOf({ mode, slowSeconds }: TalkChange): Action {
  if (mode !== undefined) return mode === "closed" ? "closeDiscussion" : "openDiscussion";
  return slowSeconds === undefined ? "preset" : "slowMode";
}

function pickOf(before: Manners, change: TalkChange): TalkChange {
  const { mode, slowSeconds, preset } = before;
  if (change.mode !== undefined) return { mode };
  return change.slowSeconds === undefined ? { preset } : { slowSeconds };
}

function wordsOf({ mode, slowSeconds, preset }: Manners): string {
  return [mode, slowSeconds > 0 ? `slow ${slowSeconds}` : "", preset].filter(Boolean).join(", ");
}
