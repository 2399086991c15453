import type { Tx } from "../../../platform/db/database.ts";
import type { Comment } from "../../discussion/comment.ts";
import { addToStanding } from "../standing.store.ts";
import { answerAll, answerSome, answersOn, type GivenAnswer, reopenAnswered } from "./report.store.ts";

type About = Pick<Comment, "id" | "authorId">;

/** How many reports were answered, and how those of them that staff had answered otherwise before. */
export interface Answered {
  count: number;
  former: GivenAnswer[];
}

/**
 * Answers the reports on a comment: staff agreed with them, or didn't. What was answered otherwise before is answered
 * anew. The author's record counts comments with reports that were agreed with.
 */
export async function answerReports(
  tx: Tx,
  { id, authorId }: About,
  { upheld, at }: { upheld: boolean; at: number },
): Promise<Answered> {
  const rows = await answersOn(tx, id);
  const verdict = upheld ? 1 : 0;
  const changed = rows.filter((row) => row.upheld !== verdict);
  if (changed.length === 0) return { count: 0, former: [] };
  await answerAll(tx, id, { upheld: verdict, at });
  await countUpheld(tx, authorId, { was: rows.some((row) => row.upheld === 1), is: upheld });
  return { count: changed.length, former: givenIn(changed) };
}

/** Takes back what was answered at one moment: what had another one before has that again. */
export async function reopenReports(
  tx: Tx,
  { id, authorId }: About,
  { at, count, former }: Answered & { at: number },
): Promise<void> {
  if (count === 0) return;
  const was = (await answersOn(tx, id)).some((row) => row.upheld === 1);
  await reopenAnswered(tx, id, at);
  for (const given of former) await answerSome(tx, id, given);
  const is = (await answersOn(tx, id)).some((row) => row.upheld === 1);
  await countUpheld(tx, authorId, { was, is });
}

async function countUpheld(
  tx: Tx,
  id: Comment["authorId"],
  { was, is }: { was: boolean; is: boolean },
): Promise<void> {
  if (was !== is) await addToStanding(tx, { id, published: 0, refused: 0, upheld: is ? 1 : -1 });
}

function givenIn(rows: readonly { id: number; handledAt: number | null; upheld: number | null }[]) {
  const given: GivenAnswer[] = [];
  for (const { id, handledAt, upheld } of rows) {
    if (handledAt === null || upheld === null) continue;
    const same = given.find((each) => each.at === handledAt && each.upheld === upheld);
    if (same) same.ids.push(id);
    else given.push({ at: handledAt, upheld, ids: [id] });
  }
  return given;
}
