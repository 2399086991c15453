import type { KeepName } from "../../../platform/config/config.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";

/** Between two times: milliseconds since 1970. */
export interface Span {
  /** Up to here everything was seen to before. */
  from: number;
  before: number;
}

export interface Forgetting extends Span {
  token(): string;
}

export interface Forgotten {
  count: number;
  /** Where to go on, in another transaction; null: nothing is left. */
  next: number | null;
}

/** Something that is kept for some time and then forgotten. */
export interface Retention {
  /** As it stands in the desk, and in the table of its runs. */
  name: string;
  /** The setting that says for how many days, or always as many; null: until it ends by itself. */
  period: KeepName | { days: number } | null;
  /** Forgets a few at once. */
  forget(tx: Tx, forgetting: Forgetting): Promise<Forgotten>;
  /** How many would be forgotten. */
  count(db: Db, span: Span): Promise<number>;
}

/** For how many days something is kept; 0: until it ends. */
export function daysOf({ period }: Retention, keepDays: Readonly<Record<KeepName, number>>): number {
  if (period === null) return 0;
  return typeof period === "string" ? keepDays[period] : period.days;
}

/** Rows in one transaction: others write between two. */
export const rowsAtOnce = 200;

/** A step of a retention that deletes: it goes on until there are no more. */
export async function deleting(deleted: Promise<number>, { from }: Span): Promise<Forgotten> {
  const count = await deleted;
  return { count, next: count < rowsAtOnce ? null : from };
}

/** How rows that have ended are deleted, so many at once, and counted. `before`: milliseconds since 1970. */
export interface EndedRows {
  deleteSome(tx: Tx, before: number, limit: number): Promise<number>;
  count(db: Db, before: number): Promise<number>;
}

/** A retention that deletes what has ended. */
export function deletingEnded(name: string, period: Retention["period"], rows: EndedRows): Retention {
  return {
    name,
    period,
    forget: (tx, span) => deleting(rows.deleteSome(tx, span.before, rowsAtOnce), span),
    count: (db, { before }) => rows.count(db, before),
  };
}
