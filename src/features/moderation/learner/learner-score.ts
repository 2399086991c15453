import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "../../../context.ts";
import type { LearnerScore, Standing, Submission } from "../phases/facts.ts";
import { explain } from "./core/explain.ts";
import { featuresOf } from "./core/features.ts";
import { featuresOfKnown } from "./core/known.ts";
import { hasEarned, leastForRefusing } from "./core/record.ts";
import { allKnown, joinKnown } from "./known-of.ts";
import { type Learner, learnerOf, versionOf } from "./learner.ts";
import { outcomesOf } from "./outcomes.ts";

/** Nobody who posts waits longer for the learner: while it is read from the disk, comments pass it. In milliseconds. */
const longest = 1500;

/** What the learner of the site thinks of a submission; null: it has learnt nothing yet, or is being read. */
export async function learnerScore(
  ctx: Context,
  submission: Submission,
  standing: () => Promise<Standing>,
): Promise<LearnerScore | null> {
  const learner = await soon(learnerOf(ctx, submission.site.id));
  if (!learner || learner.model.seen === 0) return null;
  const { author, text, parentId, at } = submission;
  const { published, refused, reportsUpheld } = await standing();
  const known = featuresOfKnown({
    author: author.kind,
    isReply: parentId !== null,
    accountAge: author.since === null ? null : at - author.since,
    published,
    refused,
    reportsUpheld,
  });
  return {
    score: learner.model.score(featuresOf(text, allKnown(text, joinKnown(known)))),
    version: versionOf(learner),
    mayHold: async (threshold, least) => hasEarned(await outcomesOf(ctx, learner), threshold, least),
    mayRefuse: async (threshold) => hasEarned(await outcomesOf(ctx, learner), threshold, leastForRefusing),
    spans: () =>
      explain(learner.model, text)
        .filter(({ push }) => push > 0)
        .map(({ from, to }) => ({ from, to })),
  };
}

async function soon(learner: Promise<Learner>): Promise<Learner | null> {
  const done = new AbortController();
  const late = wait(longest, null, { signal: done.signal, ref: false }).catch(() => null);
  try {
    return await Promise.race([learner, late]);
  } finally {
    done.abort();
  }
}
