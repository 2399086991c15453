import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Context } from "../context.ts";
import { beginErasure, continueErasure } from "../features/people/privacy/erase.ts";
import { exportPerson } from "../features/people/privacy/export-person.ts";
import { findSubject } from "../features/people/privacy/find-subject.ts";
import { forgetOld, retentionStates, wouldForget } from "../features/people/privacy/forget.ts";
import { type Level, levels } from "../features/people/privacy/holding.ts";
import { siteLocale } from "../features/sites/site.ts";
import type { OpenSite } from "../features/sites/sites.ts";
import { type Command, chosenSite, readArgs, type Terminal, UsageError, withApp } from "./command.ts";

export const privacyCommand: Command = {
  name: "privacy",
  usage:
    "privacy export WHO FILE.zip | erase WHO --level LEVEL --yes | retention [--dry-run] | scrub  [--site KEY]",
  about:
    "Gives or erases what is held on a person who asks, forgets what is old, and writes the database anew.\n" +
    "After that nothing of what was erased is left in its files. WHO is a whole address, @handle or #comment.",
  options: [
    "--level LEVEL   erase: name (from their comments), words (their comments too) or everything",
    "--yes           erase: really; without it only says whether anybody was found",
    "--dry-run       retention: only tells how much would be forgotten",
    "--site KEY      on which site a comment stands, and in whose language to write (absent: the first)",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArgs(args, {
      level: { type: "string" },
      yes: { type: "boolean", default: false },
      "dry-run": { type: "boolean", default: false },
      site: { type: "string" },
    });
    const [act, who = "", file] = positionals;
    if (act === "retention")
      return withApp(terminal, ({ app }) => forget(terminal, app.ctx, values["dry-run"]));
    if (act === "scrub")
      return withApp(terminal, async ({ app }) => {
        await app.ctx.db.scrub("files");
        terminal.print("The database's files are written anew.");
        return 0;
      });
    if (act !== "export" && act !== "erase") throw new UsageError("Say export, erase, retention or scrub.");
    if (who === "") throw new UsageError("Say who: a whole address, @handle or #comment.");
    if (act === "export" && file === undefined) throw new UsageError("Say into which file: FILE.zip");
    const level = levels.find((each) => each === values.level);
    if (act === "erase" && !level) throw new UsageError(`--level is one of ${levels.join(", ")}.`);
    return withApp(terminal, async ({ app: { ctx } }) => {
      const site = chosenSite(ctx.sites, values.site);
      if (act === "export") return exportTo(terminal, ctx, { site, who, file: file ?? "" });
      return erase(terminal, ctx, { site, who, level: level ?? "name", isSure: values.yes });
    });
  },
};

const nobody = "Nothing is held on anybody like this. Addresses are only found when they are whole.";

async function exportTo(
  terminal: Terminal,
  ctx: Context,
  { site, who, file }: { site: OpenSite; who: string; file: string },
): Promise<number> {
  const key = await findSubject(ctx, site.id, who);
  if (!key) {
    terminal.print(nobody);
    return 1;
  }
  // For nobody else's eyes.
  await pipeline(
    exportPerson(ctx, { key, locale: siteLocale(site), site }),
    createWriteStream(file, { mode: 0o600 }),
  );
  terminal.print(`Written: ${file}`);
  return 0;
}

async function erase(
  terminal: Terminal,
  ctx: Context,
  { site, who, level, isSure }: { site: OpenSite; who: string; level: Level; isSure: boolean },
): Promise<number> {
  const key = await findSubject(ctx, site.id, who);
  if (!key) {
    terminal.print(nobody);
    return 1;
  }
  if (!isSure) {
    terminal.print("Somebody was found. To erase them, say --yes: it can't be undone.");
    return 1;
  }
  const done = await beginErasure(ctx, { key, level, siteId: site.id, by: { staff: null } });
  if (done.outcome !== "begun") {
    terminal.print(
      done.outcome !== "lastAdmin" ? nobody : "That is the only admin. Make somebody else one first.",
    );
    return 1;
  }
  await continueErasure(ctx, done.receipt);
  terminal.print(`Erased. Receipt: ${done.receipt}`);
  return 0;
}

async function forget(terminal: Terminal, ctx: Context, isDry: boolean): Promise<number> {
  const counts = isDry ? await wouldForget(ctx) : await forgetOld(ctx);
  for (const { name, days } of await retentionStates(ctx)) {
    const period = days === 0 ? "ended" : `${days} days`;
    terminal.print(`${name.padEnd(12)} ${period.padEnd(10)} ${counts.get(name) ?? 0}`);
  }
  terminal.print(isDry ? "Nothing was changed." : "Forgotten.");
  return 0;
}
