import { setImmediate as nextTurn } from "node:timers/promises";
import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { siteLocale } from "../../sites/site.ts";
import {
  insertErasure,
  latestErasures,
  readErasure,
  takeErasure,
  unfinished,
  updateErasure,
} from "./erasure.store.ts";
import type { ErasureTable } from "./erasure.table.ts";
import type { Erasing, Level, Subject } from "./holding.ts";
import { holdings } from "./holdings.ts";
import { takeWritersTurns } from "../writer-turns.ts";
import { reachOf } from "../staff/authority.ts";
import { canDoWithout } from "../staff/last-admin.ts";
import { mayHandle } from "./may-handle.ts";
import { closeAccount, stripPersons } from "./people-holdings.store.ts";
import { isSomebody, type SubjectKey, subjectOf } from "./subject.ts";

export interface ErasureOrder {
  key: SubjectKey;
  level: Level;
  /** Where it was asked for. */
  siteId: SiteId;
  /** Themselves, or who of the staff does it for them; null: somebody at the command line. */
  by: "self" | { staff: MemberId | null };
}

export type EraseOutcome =
  | { outcome: "begun"; receipt: string }
  /** Nothing is held. */
  | { outcome: "nobody" }
  /** Without them nobody could let anybody else in. */
  | { outcome: "lastAdmin" }
  /** Whoever of the staff ordered it may not. */
  | { outcome: "forbidden" };

/**
 * Begins to erase somebody. When it has answered, their account lets nobody in any more and nobody writes as them; the
 * rest goes step by step (`continueErasure`), also after a crash.
 */
export function beginErasure(ctx: Context, order: ErasureOrder): Promise<EraseOutcome> {
  return ctx.db.transact(async (tx) => {
    const known = await subjectOf(tx, order.key);
    // What they are writing at this moment is theirs too: it is waited for, and found.
    await takeWritersTurns(tx, [known.emailHash, ...known.devices]);
    const subject = await subjectOf(tx, order.key);
    if (!isSomebody(subject) && subject.devices.length === 0 && subject.emailHash === null)
      return { outcome: "nobody" };
    const { memberId } = subject;
    const isOfAccount = memberId !== null && order.level === "everything";
    // First of all: two admins may do this at the same moment, to themselves or to one another.
    const isSpared = !isOfAccount || (await canDoWithout(tx, memberId));
    if (order.by !== "self" && order.by.staff !== null) {
      if (!(await mayHandle(ctx, tx, order.by.staff, order.key))) return { outcome: "forbidden" };
    }
    if (!isSpared) return { outcome: "lastAdmin" };
    const at = ctx.now();
    // To be read aloud and written down.
    const receipt = ctx.token().replace(/[-_]/g, "0");
    await stripPersons(tx, subject.persons, formerName(ctx));
    if (isOfAccount) await closeAccount(tx, memberId, at);
    await insertErasure(tx, {
      id: receipt,
      site_id: order.siteId,
      at,
      level: order.level,
      by_staff: order.by === "self" ? 0 : 1,
      counts: "{}",
      subject_sealed: ctx.keys.seal("privacy", JSON.stringify(subject)),
      step: holdings[0]?.name ?? null,
      mark: 0,
      finished_at: null,
    });
    await tellOf(tx, subject, order.siteId, at);
    if (order.by !== "self") {
      const { siteId, level } = order;
      await appendEvent(tx, { type: "erasure.ordered", siteId, at, receipt, level, by: order.by.staff });
    }
    return { outcome: "begun", receipt };
  });
}

async function tellOf(tx: Tx, { memberId, persons }: Subject, siteId: SiteId, at: number): Promise<void> {
  if (memberId !== null) await appendEvent(tx, { type: "member.changed", siteId, at, memberId });
  for (const personId of persons) await appendEvent(tx, { type: "person.changed", siteId, at, personId });
}

function formerName({ sites }: Context): Erasing["formerName"] {
  return (siteId) => {
    const site = sites.byId(siteId);
    return site ? siteLocale(site).message("privacy.formerReader") : "";
  };
}

/**
 * Goes on with an erasure for at most so many steps, each a transaction after which others have their turn. True: it is
 * done. It may be called by several at once, and again after a crash.
 */
export async function continueErasure(
  ctx: Context,
  receipt: string,
  mostSteps = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  for (let step = 0; step < mostSteps; step++) {
    await clearOutside(ctx, receipt);
    if (await ctx.db.transact((tx) => takeStep(tx, ctx, receipt))) {
      await leaveNoTrace(ctx);
      return true;
    }
    await nextTurn();
  }
  return false;
}

/** It is erased; what is left of it in the log's file goes too, if not now then when the log begins anew. */
async function leaveNoTrace(ctx: Context): Promise<void> {
  try {
    await ctx.db.scrub();
  } catch (error) {
    ctx.log.warn({ err: error }, "the write-ahead log could not be emptied after an erasure");
  }
}

/** Where a step's rows lead out of the database, what is there goes first: after a crash they still lead to it. */
async function clearOutside(ctx: Context, receipt: string): Promise<void> {
  const row = await readErasure(ctx.db.read, receipt);
  if (!row?.subject_sealed) return;
  await holdings.find(({ name }) => name === row.step)?.clear?.(ctx, erasingOf(ctx, row));
}

/** One step of an erasure. True: there is none left. */
async function takeStep(tx: Tx, ctx: Context, receipt: string): Promise<boolean> {
  const row = await takeErasure(tx, receipt);
  if (!row?.subject_sealed || row.finished_at !== null) return true;
  const index = holdings.findIndex(({ name }) => name === row.step);
  const holding = holdings[index];
  const { count, next } = (await holding?.erase?.(tx, erasingOf(ctx, row), row.mark)) ?? {
    count: 0,
    next: null,
  };
  const counts = JSON.parse(row.counts) as Record<string, number>;
  if (holding && count > 0) counts[holding.name] = (counts[holding.name] ?? 0) + count;
  const isThrough = next === null && index === holdings.length - 1;
  const at = ctx.now();
  await updateErasure(tx, receipt, {
    counts: JSON.stringify(counts),
    subject_sealed: isThrough ? null : row.subject_sealed,
    step: isThrough ? null : next === null ? (holdings[index + 1]?.name ?? null) : row.step,
    mark: next ?? 0,
    finished_at: isThrough ? at : null,
  });
  if (isThrough) await appendEvent(tx, { type: "erasure.done", siteId: row.site_id, at, receipt });
  return isThrough;
}

function erasingOf(ctx: Context, row: ErasureTable): Erasing {
  return {
    keys: ctx.keys,
    token: () => ctx.token(),
    subject: JSON.parse(ctx.keys.open("privacy", row.subject_sealed ?? "")) as Subject,
    level: row.level as Level,
    at: row.at,
    isByStaff: row.by_staff === 1,
    formerName: formerName(ctx),
  };
}

/** Goes on with all that is under way: at the start, and every so often. */
export async function resumeErasures(ctx: Context, signal?: AbortSignal): Promise<void> {
  for (const receipt of await unfinished(ctx.db.read)) {
    while (!signal?.aborted && !(await continueErasure(ctx, receipt, stepsBetweenLooks)));
  }
}

/** After so many it is looked whether the program is being stopped. */
const stepsBetweenLooks = 10;

export interface Receipt {
  number: string;
  at: number;
  level: Level;
  isByStaff: boolean;
  counts: Readonly<Record<string, number>>;
  finishedAt: number | null;
}

/** What an erasure has done, by the number of its receipt. */
export async function findReceipt(ctx: Context, number: string): Promise<Receipt | null> {
  const row = await readErasure(ctx.db.read, number.trim());
  return row && receiptOf(row);
}

/** The newest of what was asked for on the sites where one of the staff may erase people. */
export async function latestReceipts(ctx: Context, by: MemberId, limit: number): Promise<Receipt[]> {
  const db = ctx.db.read;
  const reach = await reachOf(db, by, "people.erase");
  const sites = ctx.sites.all().flatMap(({ id }) => (reach.includes(id) ? id : []));
  return (await latestErasures(db, sites, limit)).map(receiptOf);
}

function receiptOf(row: ErasureTable): Receipt {
  return {
    number: row.id,
    at: row.at,
    level: row.level as Level,
    isByStaff: row.by_staff === 1,
    counts: JSON.parse(row.counts) as Record<string, number>,
    finishedAt: row.finished_at,
  };
}
