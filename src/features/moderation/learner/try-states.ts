import { setImmediate as nextTurn } from "node:timers/promises";
import { z } from "zod";
import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { featuresOfCounted } from "./core/features.ts";
import { countedOfBytes } from "./core/lesson-bytes.ts";
import type { Model } from "./core/model.ts";
import { addTo, emptyTally, type Tally } from "./core/tally.ts";
import { readSnapshot } from "./keep-snapshot.ts";
import { type Lesson, lessonsBetween } from "./lesson.store.ts";
import { findSnapshot, type Snapshot } from "./snapshot.store.ts";
import { readState } from "./state.store.ts";
import { findTrial, insertTrial, saveTrial, type TrialRow } from "./trial.store.ts";

/** Instead of a state: what the learner said at the time, of each decision before it knew it. */
export const atTheTime = 0;
/** Lessons at once: well under 10 ms. */
const lessonsAtOnce = 25;
/** So many before what was found is kept, and the desk sees how far it is. */
const lessonsAStep = 10_000;

const tally = z.object({ kept: z.array(z.number()).length(101), refused: z.array(z.number()).length(101) });
const tallies = z.object({ one: tally, other: tally });
export type Tallies = z.output<typeof tallies>;

export const talliesOf = (row: Pick<TrialRow, "tallies">): Tallies => tallies.parse(JSON.parse(row.tallies));

/**
 * Begins to try two states on past decisions that neither has learnt; where there are none, on all, and then it only shows
 * what they remember. Null: one of them is gone.
 */
export async function beginTrial(
  ctx: Context,
  { siteId, one, other }: { siteId: SiteId; one: number; other: number },
): Promise<number | null> {
  const states: Snapshot[] = [];
  for (const id of [one, other].filter((each) => each !== atTheTime)) {
    const found = await findSnapshot(ctx.db.read, siteId, id);
    if (!found) return null;
    states.push(found);
  }
  const { number: last } = await readState(ctx.db.read, siteId);
  const learnt = Math.max(0, ...states.map(({ number }) => number));
  const first = learnt < last ? learnt : 0;
  const empty: Tallies = { one: emptyTally(), other: emptyTally() };
  return ctx.db.transact((tx) =>
    insertTrial(tx, {
      site_id: siteId,
      one_id: one,
      other_id: other,
      first,
      last,
      position: first,
      tallies: JSON.stringify(empty),
      at: ctx.now(),
    }),
  );
}

/** Goes on with a trial for a while, from where it was left, and keeps how far it has come. False: it can't. */
export async function goOn(ctx: Context, siteId: SiteId, id: number): Promise<boolean> {
  const trial = await findTrial(ctx.db.read, siteId, id);
  if (!trial) return false;
  const [one, other] = [await stateOf(ctx, siteId, trial.oneId), await stateOf(ctx, siteId, trial.otherId)];
  if (!one || !other) return false;
  const found = talliesOf(trial);
  let position = trial.position;
  const stop = Math.min(trial.position + lessonsAStep, trial.last);
  while (position < stop) {
    const upTo = Math.min(position + lessonsAtOnce, stop);
    for (const lesson of await lessonsBetween(ctx.db.read, { siteId, after: position, upTo })) {
      addLesson(found.one, one, lesson);
      addLesson(found.other, other, lesson);
    }
    position = upTo;
    await nextTurn();
  }
  const done = { from: trial.position, position, tallies: JSON.stringify(found) };
  return ctx.db.transact((tx) => saveTrial(tx, id, done));
}

async function stateOf(ctx: Context, siteId: SiteId, id: number): Promise<Model | "said" | null> {
  if (id === atTheTime) return "said";
  const snapshot = await findSnapshot(ctx.db.read, siteId, id);
  return snapshot && readSnapshot(ctx, snapshot);
}

function addLesson(to: Tally, state: Model | "said", { score, label, features }: Lesson): void {
  const said = state === "said" ? score : state.score(featuresOfCounted(countedOfBytes(features)));
  addTo(to, { score: said, label });
}
