import type { Context } from "../../context.ts";
import { learnerScore } from "./learner/learner-score.ts";
import type { Facts, Submission } from "./phases/facts.ts";
import type { RuleSettings } from "./rules/rule-settings.ts";
import { standingOf } from "./standing.store.ts";

/** What phases may ask about a submission under these rules. What costs something is read when one asks, once. */
export function factsOf(
  ctx: Context,
  submission: Submission,
  { settings }: { settings: RuleSettings },
): Facts {
  const db = ctx.db.read;
  const standing = once(() => standingOf(db, submission.author.persons));
  return {
    ...submission,
    rules: settings,
    ownHost: submission.site.settings.host ?? new URL(ctx.config.url).host,
    standing,
    learnerScore: once(() => learnerScore(ctx, submission, standing)),
  };
}

/** The same, read once however often it is asked for. */
export function once<T>(read: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | null = null;
  return () => {
    value ??= read();
    return value;
  };
}
