import { setImmediate as nextTurn } from "node:timers/promises";
import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { featuresOfCounted } from "./core/features.ts";
import { countedOfBytes } from "./core/lesson-bytes.ts";
import { Model } from "./core/model.ts";
import { keepSnapshot, readSnapshot } from "./keep-snapshot.ts";
import { lessonsBetween } from "./lesson.store.ts";
import { findSnapshot, lastSnapshot } from "./snapshot.store.ts";
import { readState } from "./state.store.ts";

/**
 * A site's learner as this process has it: a base, and all lessons that count up to a number. These three say what is in
 * it, down to the last bit, on every machine.
 */
export interface Learner {
  siteId: SiteId;
  baseId: number;
  /** The last lesson in the base: what was said before that vouches for another model. */
  baseNumber: number;
  generation: number;
  number: number;
  model: Model;
}

/** Under which name decisions say what thought so. */
export function versionOf({
  baseId,
  generation,
  number,
}: Pick<Learner, "baseId" | "generation" | "number">): string {
  return `${baseId}.${generation}.${number}`;
}

interface Held {
  learner: Learner | null;
  /** One after the other: the next begins where the last has come to. */
  running: Promise<unknown>;
}

/** Models of a process, the least recently used first. Each is 13 MB. */
const mostModels = 6;
/** A state is kept after so many lessons. */
const keptEvery = 500;
/** Lessons that are read at once, and learnt in well under 10 ms. */
const lessonsAtOnce = 25;

/** What belongs to one running program. */
const programs = new WeakMap<Context["kept"], Map<SiteId, Held>>();

function heldOf({ kept }: Context, siteId: SiteId): Held {
  const all = programs.get(kept) ?? new Map<SiteId, Held>();
  programs.set(kept, all);
  const held = all.get(siteId) ?? { learner: null, running: Promise.resolve() };
  all.delete(siteId);
  all.set(siteId, held);
  const [oldest] = all.keys();
  if (all.size > mostModels && oldest !== undefined) all.delete(oldest);
  return held;
}

/** The learner of a site as this process has it, whatever others have taught meanwhile. */
export async function learnerOf(ctx: Context, siteId: SiteId): Promise<Learner> {
  return heldOf(ctx, siteId).learner ?? catchUp(ctx, siteId);
}

/** The learner of a site with all that it has been taught. */
export function catchUp(ctx: Context, siteId: SiteId): Promise<Learner> {
  const held = heldOf(ctx, siteId);
  const run = held.running.then(() => learnOn(ctx, siteId, held));
  held.running = run.catch(() => {});
  return run;
}

async function learnOn(ctx: Context, siteId: SiteId, held: Held): Promise<Learner> {
  for (;;) {
    const state = await readState(ctx.db.read, siteId);
    const has = held.learner;
    const isOfOld = has && (has.baseId !== state.baseId || has.generation !== state.generation);
    if (has && !isOfOld && has.number >= state.number) return has;
    // While it is made anew the old one answers.
    const learner = has && !isOfOld ? has : await begin(ctx, siteId, state);
    await learnUpTo(ctx, learner, state.number);
    const after = await readState(ctx.db.read, siteId);
    if (after.generation === state.generation && after.baseId === state.baseId) held.learner = learner;
    // What was read may have been changed meanwhile.
    else if (held.learner === learner) held.learner = null;
  }
}

async function begin(
  ctx: Context,
  siteId: SiteId,
  { baseId, generation }: { baseId: number; generation: number },
): Promise<Learner> {
  const base = baseId === 0 ? null : await findSnapshot(ctx.db.read, siteId, baseId);
  const snapshot = await lastSnapshot(ctx.db.read, siteId, baseId);
  const model = snapshot && (await readSnapshot(ctx, snapshot));
  if (snapshot && !model) ctx.log.error({ snapshot: snapshot.id }, "a state of the learner can't be read");
  const baseNumber = base?.number ?? 0;
  const number = snapshot && model ? snapshot.number : baseNumber;
  return { siteId, baseId, baseNumber, generation, number, model: model ?? new Model() };
}

async function learnUpTo(ctx: Context, learner: Learner, number: number): Promise<void> {
  const { siteId, model } = learner;
  while (learner.number < number) {
    // States are kept at the same lessons by every process.
    const stop = (Math.floor(learner.number / keptEvery) + 1) * keptEvery;
    const upTo = Math.min(learner.number + lessonsAtOnce, number, stop);
    for (const lesson of await lessonsBetween(ctx.db.read, { siteId, after: learner.number, upTo }))
      model.learn(featuresOfCounted(countedOfBytes(lesson.features)), lesson.label);
    learner.number = upTo;
    if (upTo === stop) await keepSnapshot(ctx, model, { ...learner, kind: "auto", by: "" });
    await nextTurn();
  }
}
