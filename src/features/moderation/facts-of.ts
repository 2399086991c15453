import type { Context } from "../../context.ts";
import type { Facts, Submission } from "./phases/facts.ts";
import type { RuleSettings } from "./rules/rule-settings.ts";
import { sanctionOn } from "./sanctions/sanction-on.ts";
import { standingOf } from "./standing.store.ts";

/** What phases may ask about a submission under these rules. What costs something is read when one asks, once. */
export function factsOf(
  ctx: Pick<Context, "db" | "keys">,
  submission: Submission,
  { settings }: { settings: RuleSettings },
): Facts {
  const db = ctx.db.read;
  return {
    ...submission,
    rules: settings,
    standing: once(() => standingOf(db, submission.author.persons)),
    sanction: once(() => sanctionOn(ctx, submission)),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | null = null;
  return () => {
    value ??= read();
    return value;
  };
}
