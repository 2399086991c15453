import type { Tx } from "../../../platform/db/database.ts";
import type { Comment } from "../../discussion/comment.ts";
import { addToStanding } from "../standing.store.ts";
import { answerOpen, reopen } from "./report.store.ts";

type About = Pick<Comment, "id" | "authorId">;

/** Answers what readers reported about a comment: the desk agrees with them, or doesn't. Gives how many reports it were. */
export async function answerReports(
  tx: Tx,
  { id, authorId }: About,
  answer: { upheld: boolean; at: number },
): Promise<number> {
  const answered = await answerOpen(tx, id, answer);
  if (answered > 0 && answer.upheld)
    await addToStanding(tx, { id: authorId, published: 0, refused: 0, upheld: 1 });
  return answered;
}

/** Takes the answer back that was given at one moment. */
export async function reopenReports(tx: Tx, { id, authorId }: About, at: number): Promise<void> {
  const upheld = await reopen(tx, id, at);
  if (upheld > 0) await addToStanding(tx, { id: authorId, published: 0, refused: 0, upheld: -1 });
}
