import { type Break, verifyDecisions } from "../features/moderation/audit/verify-decisions.ts";
import { type Command, chosenSite, readArgs, UsageError, withApp } from "./command.ts";

export const auditCommand: Command = {
  name: "audit",
  usage: "audit verify [--site KEY] [--head HASH]",
  about:
    "Proves that no moderation decision was changed, deleted, added or reordered since it was made.\n" +
    "Tells the head of the chain: note it somewhere else, and prove with --head later that all up to there is still the same.",
  options: [
    "--site KEY      which site (absent: every one)",
    "--head HASH     a head that was noted earlier, of the site",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArgs(args, {
      site: { type: "string" },
      head: { type: "string" },
    });
    if (positionals[0] !== "verify" || positionals.length !== 1) throw new UsageError("Say verify.");
    return withApp(terminal, async ({ app: { ctx } }) => {
      const isOne = values.site !== undefined || values.head !== undefined;
      const sites = isOne ? [chosenSite(ctx.sites, values.site)] : ctx.sites.all();
      let isBroken = false;
      for (const site of sites) {
        const { count, erased, head, late, linked, broken, asked } = await verifyDecisions(
          ctx,
          site.id,
          values.head,
        );
        const more = linked > 0 ? `, ${linked} of them linked just now` : "";
        if (broken)
          terminal.print(`${site.key}: ${wordsFor(broken)} The ${count} before it are as they were made.`);
        else {
          terminal.print(
            `${site.key}: ${count} decisions${more}, all as they were made. Erased words: ${erased}.`,
          );
          terminal.print(`${site.key}: head ${head || "(none yet)"}`);
        }
        if (!broken && late)
          terminal.print(
            `${site.key}: ${late.count} of them were linked more than an hour after they were made, decision ${late.first} ` +
              `the first, at ${new Date(late.linkedAt).toISOString()}. That is so when the program had stood still or had no ` +
              "chain yet; else somebody took them out of it, and may have changed them: compare with a head in the log.",
          );
        if (!broken && asked === null)
          terminal.print(
            `${site.key}: the head that you gave is not in this chain. Decisions are missing, or were made anew.`,
          );
        if (!broken && typeof asked === "number")
          terminal.print(
            `${site.key}: the head that you gave is that of decision ${asked}: all up to there is the same.`,
          );
        isBroken ||= broken !== null || (asked === null && !broken);
      }
      return isBroken ? 1 : 0;
    });
  },
};

function wordsFor({ number, decisionId, what }: Break): string {
  const which = decisionId === null ? `decision ${number}` : `decision ${number} (id ${decisionId})`;
  switch (what) {
    case "missing":
      return `${which} is missing.`;
    case "changed":
      return `${which} was changed, or stands in another's place.`;
    case "actor":
      return `${which} says that somebody else decided.`;
    case "words":
      return `${which} had its reason or its details changed.`;
    case "end":
      return `the chain ends otherwise than it did: decisions after ${number - 1} are missing, or its end was changed.`;
  }
}
