import { decideOnComment } from "../features/discussion/decide-on-comment.ts";
import type { Status } from "../features/discussion/comment.ts";
import { type CommentId, readId } from "../platform/lib/ids.ts";
import { type Command, chosenSite, readArgs, UsageError, withApp } from "./command.ts";

const acts: Readonly<Record<string, Status>> = {
  publish: "published",
  hold: "pending",
  refuse: "rejected",
  spam: "spam",
};

export const commentCommand: Command = {
  name: "comment",
  usage: "comment publish|hold|refuse|spam ID …  [--rule N] [--reason TEXT] [--by NAME] [--site KEY]",
  about: "Decides on comments without the desk. Each act is written down as a decision.",
  options: [
    "--rule N        refuse: the house rule that was broken; readers see it",
    "--reason TEXT   why, for the record",
    "--by NAME       who decides (absent: desk)",
    "--site KEY      which site (absent: the first)",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArgs(args, {
      rule: { type: "string" },
      reason: { type: "string", default: "" },
      by: { type: "string", default: "desk" },
      site: { type: "string" },
    });
    const [act = "", ...words] = positionals;
    const status = acts[act];
    const ids = words.map((word) => readId<CommentId>(word.replace(/^#?c-/, "")));
    if (!status || ids.length === 0 || ids.includes(null))
      throw new UsageError("Say what to do and with which comment.");
    const rule = values.rule === undefined ? null : Number(values.rule);
    if (rule !== null && (!Number.isInteger(rule) || rule < 1))
      throw new UsageError("--rule is a number from 1.");
    return withApp(terminal, async ({ app: { ctx } }) => {
      const site = chosenSite(ctx.sites, values.site);
      let missing = 0;
      for (const id of ids) {
        if (id === null) continue;
        const decision = { status, rule, actor: `staff:${values.by}`, reason: values.reason };
        const done = await decideOnComment(ctx, site.id, id, decision);
        terminal.print(
          done
            ? `${id}: ${status}`
            : `${id}: there is no such comment on ${site.name}, or its author withdrew it`,
        );
        if (!done) missing++;
      }
      return missing > 0 ? 1 : 0;
    });
  },
};
