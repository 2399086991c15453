import type { Context } from "../../../context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import type { CommentId, MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import type { Keys } from "../../../platform/lib/keys.ts";
import { memberVoter } from "../../discussion/voters.ts";

/** Somebody, as the tables know them. */
export interface Subject {
  memberId: MemberId | null;
  /** All that write on any site for them. */
  persons: readonly PersonId[];
  /** Keyed hash of the address that they have proved to be theirs. */
  emailHash: string | null;
  /** Keyed hashes of devices that nobody else has written from: they recommended and reported under these. */
  devices: readonly string[];
  /** Under which they decided about comments, if they are or were staff. */
  staffNames: readonly string[];
}

/** Under what somebody recommended and reported. */
export function votersOf({ devices, memberId }: Pick<Subject, "devices" | "memberId">): readonly string[] {
  return memberId === null ? devices : [...devices, memberVoter(memberId)];
}

/** How far an erasure goes; each takes all that the one before takes. */
export const levels = ["name", "words", "everything"] as const;
export type Level = (typeof levels)[number];

/** Something that is held on somebody, for their own eyes. Names that end with "at" are times: milliseconds since 1970. */
export type Held = { readonly [field: string]: HeldValue };
export type HeldValue = string | number | boolean | null | readonly Held[];

/** A file of somebody's, as it lies there. */
export interface HeldFile {
  name: string;
  bytes: Uint8Array;
}

export interface Asked {
  db: Db;
  keys: Keys;
  subject: Subject;
}

export interface Erasing {
  keys: Keys;
  token(): string;
  subject: Subject;
  level: Level;
  at: number;
  isByStaff: boolean;
  /** What stands under comments that have lost their name. */
  formerName(siteId: SiteId): string;
}

/** What one transaction of an erasure has done. */
export interface Step {
  count: number;
  /** Where to go on, in the next transaction; null: nothing is left. */
  next: number | null;
}

/** What a part of the product holds on people: how they get it, and how it goes. */
export interface Holding {
  /** Its name in the export, for ever. */
  name: string;
  /** Tables that it speaks for. */
  tables: readonly string[];
  /** All of it, read in pages. Absent: nothing that could be shown. */
  collect?(asked: Asked): AsyncIterable<Held>;
  /** Files of theirs that are kept beside the database. */
  files?(ctx: Context, asked: Asked): AsyncIterable<HeldFile>;
  /**
   * Takes away what lies outside the database, before the rows that lead there are gone. It may be called again.
   */
  clear?(ctx: Context, erasing: Erasing): Promise<void>;
  /**
   * Takes a few of its rows away, beginning at 0 and then where the last step said. It may be called again with the same
   * mark after a crash. Absent: it goes with other rows.
   */
  erase?(tx: Tx, erasing: Erasing, mark: number): Promise<Step>;
}

/** A comment of somebody who is being erased, as it was. */
export interface ErasedComment {
  id: CommentId;
  siteId: SiteId;
  authorName: string;
  createdAt: number;
}

/** What goes with comments that are erased, in their transaction: nothing leads from them to their writer afterwards. */
export type CommentTrace = (tx: Tx, comments: readonly ErasedComment[], erasing: Erasing) => Promise<void>;

/** A step that does all at once. */
export async function inOneStep(change: Promise<number>): Promise<Step> {
  return { count: await change, next: null };
}

/** Whether a field is a time: "at", "createdAt". */
export function isTime(field: string, value: HeldValue): value is number {
  return typeof value === "number" && /(?:^at|At)$/.test(field);
}
