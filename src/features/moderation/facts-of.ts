import type { Context } from "../../context.ts";
import { learnerScore } from "./learner/learner-score.ts";
import type { Facts, Submission } from "./phases/facts.ts";
import { opinionsOf } from "./outside/opinions-of.ts";
import { ownWords } from "./repeats/own-words.ts";
import { repeatsOf } from "./repeats/repeats.ts";
import type { RuleSettings } from "./rules/rule-settings.ts";
import { sanctionOn } from "./sanctions/sanction-on.ts";
import { standingBesides, standingOf } from "./standing.store.ts";
import { wordBookOf } from "./words/word-book.ts";

/**
 * What phases may ask about a submission under these rules. What costs something is read when one asks, once. `isTrial`:
 * rules are only tried, so nobody elsewhere is asked.
 */
export function factsOf(
  ctx: Context,
  submission: Submission,
  { settings, isTrial = false }: { settings: RuleSettings; isTrial?: boolean },
): Facts {
  const db = ctx.db.read;
  const { commentId, author } = submission;
  const standing = once(() =>
    commentId === null ? standingOf(db, author.persons) : standingBesides(db, author.persons, commentId),
  );
  return {
    ...submission,
    rules: settings,
    ownHost: submission.site.settings.host ?? new URL(ctx.config.url).host,
    standing,
    learnerScore: once(() => learnerScore(ctx, submission, standing)),
    sanction: once(() => sanctionOn(ctx, submission)),
    opinions: once(async () =>
      isTrial
        ? []
        : opinionsOf(ctx, {
            site: submission.site,
            text: submission.text,
            language: submission.story.language,
          }),
    ),
    repeats: once(async () =>
      repeatsOf(db, {
        siteId: submission.site.id,
        text: await ownWords(db, submission),
        except: submission.commentId,
        at: submission.at,
        // Of a comment that is there already, a trial asks what would have become of it then.
        ...(isTrial && submission.commentId !== null ? { until: submission.at, isThen: true } : {}),
        settings: settings.phases.repeats,
        by: submission.author.persons,
      }),
    ),
    words: once(() => wordBookOf(ctx, submission.site.id)),
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
