import type { Context } from "../../../context.ts";
import { type SubjectKey, subjectOf } from "./subject.ts";
import { holdings } from "./holdings.ts";

/** How much is counted before it says "more than that". */
export const countedTo = 1000;

export interface Summary {
  holding: string;
  /** At most `countedTo`; one more: there are more. */
  count: number;
}

/** What is held on somebody, in numbers. */
export async function summaryOf(ctx: Context, key: SubjectKey): Promise<Summary[]> {
  const db = ctx.db.read;
  const asked = { db, keys: ctx.keys, subject: await subjectOf(db, key) };
  const rows: Summary[] = [];
  for (const { name, collect } of holdings) {
    if (!collect) continue;
    let count = 0;
    for await (const _ of collect(asked)) if (++count > countedTo) break;
    if (count > 0) rows.push({ holding: name, count });
  }
  return rows;
}
