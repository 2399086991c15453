import { setImmediate as nextTurn } from "node:timers/promises";
import type { Context } from "../../../context.ts";
import { discussionRetentions } from "../../discussion/retentions.ts";
import { moderationRetentions } from "../../moderation/retentions.ts";
import { mailRetentions } from "../../notifications/retentions.ts";
import { connectRetentions } from "../connect/retentions.ts";
import { secondFactorRetentions } from "../second-factor/retentions.ts";
import { staffRetentions } from "../staff/retentions.ts";
import { peopleRetentions } from "./people-retentions.ts";
import { daysOf, type Forgetting, type Forgotten, type Retention, type Span } from "./retention.ts";
import { readRuns, saveRun } from "./retention.store.ts";

/** All that is kept for some time only. */
export const retentions: readonly Retention[] = [
  ...discussionRetentions,
  ...moderationRetentions,
  ...peopleRetentions,
  ...secondFactorRetentions,
  ...staffRetentions,
  ...connectRetentions,
  ...mailRetentions,
];

const aDay = 24 * 3_600_000;

export interface RetentionState {
  name: string;
  /** For how many days; 0: until it ends. */
  days: number;
  run: { at: number; forgotten: number; total: number } | null;
}

export async function retentionStates({ db, config }: Context): Promise<RetentionState[]> {
  const runs = await readRuns(db.read);
  return retentions.map((retention) => ({
    name: retention.name,
    days: daysOf(retention, config.keepDays),
    run: runs.get(retention.name) ?? null,
  }));
}

/** Forgets what has been kept for long enough, where that was not seen to for a day. Gives how many of each. */
export async function forgetOld(
  ctx: Context,
  { isDue = false, signal }: { isDue?: boolean; signal?: AbortSignal } = {},
): Promise<Map<string, number>> {
  const done = new Map<string, number>();
  for (const retention of retentions) {
    if (signal?.aborted) break;
    const run = (await readRuns(ctx.db.read)).get(retention.name);
    if (isDue && run && ctx.now() - run.at < aDay) continue;
    const at = ctx.now();
    const span = spanOf(ctx, retention, run?.mark);
    const forgotten = await forgetAll(ctx, retention, { span, ...(signal ? { signal } : {}) });
    if (forgotten === null) break;
    const { name } = retention;
    await ctx.db.transact((tx) => saveRun(tx, { name, at, forgotten, mark: span.before }));
    done.set(name, forgotten);
  }
  return done;
}

/** Forgets all of a span, a few at a time. Null: it was stopped. */
async function forgetAll(
  ctx: Context,
  retention: Retention,
  { span, signal }: { span: Span; signal?: AbortSignal },
): Promise<number | null> {
  let forgotten = 0;
  for (let from: number | null = span.from; from !== null; ) {
    if (signal?.aborted) return null;
    const forgetting: Forgetting = { from, before: span.before, token: ctx.token };
    const step: Forgotten = await ctx.db.transact((tx) => retention.forget(tx, forgetting));
    forgotten += step.count;
    from = step.next;
    await nextTurn();
  }
  return forgotten;
}

/** How many of each would be forgotten now. */
export async function wouldForget(ctx: Context): Promise<Map<string, number>> {
  const runs = await readRuns(ctx.db.read);
  const found = new Map<string, number>();
  for (const retention of retentions) {
    const span = spanOf(ctx, retention, runs.get(retention.name)?.mark);
    found.set(retention.name, await retention.count(ctx.db.read, span));
  }
  return found;
}

/** A period that was made longer begins where it had come before; one that was made shorter reaches further. */
function spanOf({ now, config }: Context, retention: Retention, mark = 0): Span {
  const before = now() - daysOf(retention, config.keepDays) * aDay;
  return { from: Math.min(mark, before), before };
}
