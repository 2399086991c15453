import type { Holding } from "../../../people/privacy/holding.ts";
import { renameReviewer, reviewsBy } from "./quality.store.ts";

const atOnce = 200;

/** Second looks that somebody of the staff took. That they were taken stays, not by whom. */
export const reviews: Holding = {
  name: "reviews",
  tables: ["review"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (let after = 0; ; ) {
      const rows = await reviewsBy(db, memberId, after, atOnce);
      for (const { comment_id, verdict, role, at } of rows) yield { comment: comment_id, verdict, role, at };
      const last = rows.at(-1);
      if (!last || rows.length < atOnce) break;
      after = last.id;
    }
  },
  erase: async (tx, { subject: { memberId }, level, token }) => {
    if (level !== "everything" || memberId === null) return { count: 0, next: null };
    const rows = await reviewsBy(tx, memberId, 0, atOnce);
    for (const { id } of rows) await renameReviewer(tx, id, `~${token()}`);
    return { count: rows.length, next: rows.length < atOnce ? null : 0 };
  },
};
