import type { Holding } from "../../people/privacy/holding.ts";
import { marksOf } from "./claim.store.ts";

/** How far somebody of the desk has looked through what is new. It goes with the account. */
export const deskMarks: Holding = {
  name: "deskMarks",
  tables: ["desk_mark"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (const { site_id, at } of await marksOf(db, memberId)) yield { site: site_id, at };
  },
};
