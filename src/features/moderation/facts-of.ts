import type { Context } from "../../context.ts";
import type { Facts, Submission } from "./phases/facts.ts";
import { repeatsOf } from "./repeats/repeats.ts";
import type { RuleSettings } from "./rules/rule-settings.ts";
import { standingOf } from "./standing.store.ts";
import { wordBookOf } from "./words/word-book.ts";

/** What phases may ask about a submission under these rules. What costs something is read when one asks, once. */
export function factsOf(
  ctx: Pick<Context, "db" | "kept">,
  submission: Submission,
  { settings }: { settings: RuleSettings },
): Facts {
  const db = ctx.db.read;
  return {
    ...submission,
    rules: settings,
    standing: once(() => standingOf(db, submission.author.persons)),
    repeats: once(() =>
      repeatsOf(db, {
        siteId: submission.site.id,
        text: submission.text,
        except: submission.commentId,
        at: submission.at,
        settings: settings.phases.repeats,
      }),
    ),
    words: once(() => wordBookOf(ctx, submission.site.id)),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | null = null;
  return () => {
    value ??= read();
    return value;
  };
}
