import { existsSync, statSync } from "node:fs";
import { type Command, readArgs, UsageError } from "./command.ts";

export const importCommand: Command = {
  name: "import",
  usage: "import wordpress FILE [--site KEY] [--dry-run] [--pages] [--fetch-media]",
  about:
    "Brings stories and comments from elsewhere: from WordPress by its export file (Tools, Export, All content).\n" +
    "It can be stopped at any time and goes on when called again; calling it again brings nothing twice.",
  options: [
    "--site KEY        which site; a new one when there is none with this key (absent: the only one, or a new one)",
    "--dry-run         only tells what would be taken",
    "--pages           takes pages too, not only posts",
    "--fetch-media     fetches the stories' pictures; without it they are links to where they lie",
    "--language LANG   a new site's language, BCP 47 (absent: what the file says, which is often wrong)",
    "--zone ZONE       a new site's time zone, IANA (absent: found from the file's times)",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArgs(args, {
      site: { type: "string" },
      language: { type: "string" },
      zone: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      pages: { type: "boolean", default: false },
      "fetch-media": { type: "boolean", default: false },
    });
    const [source, file, ...more] = positionals;
    if (source !== "wordpress") throw new UsageError("Say where from: belowline import wordpress FILE");
    if (file === undefined || more.length > 0)
      throw new UsageError("Say which file: belowline import wordpress FILE");
    if (!existsSync(file) || !statSync(file).isFile()) throw new UsageError(`There is no file ${file}.`);
    // A server has no use for importers: they are loaded here alone.
    const { runImport } = await import("./run-import.ts");
    return runImport(terminal, {
      file,
      site: {
        key: values.site ?? null,
        language: values.language === undefined ? null : readLanguage(values.language),
        timeZone: values.zone === undefined ? null : readZone(values.zone),
        usualZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      withPages: values.pages,
      dryRun: values["dry-run"],
      fetchMedia: values["fetch-media"],
    });
  },
};

function readLanguage(value: string): string {
  try {
    const [language] = Intl.getCanonicalLocales(value);
    if (language) return language;
  } catch {
    // Said below.
  }
  throw new UsageError(`"${value}" is no language like en, ar or ckb.`);
}

function readZone(value: string): string {
  if (value === "UTC" || Intl.supportedValuesOf("timeZone").includes(value)) return value;
  throw new UsageError(`"${value}" is no time zone like Europe/Berlin.`);
}
