import { parseArgs, type ParseArgsConfig } from "node:util";
import { type Opened, open } from "../main.ts";
import type { OpenSite, Sites } from "../features/sites/sites.ts";
import type { StatusLine } from "./status-line.ts";

export interface Terminal {
  env: Record<string, string | undefined>;
  print(line: string): void;
  /** All that comes on the standard input. */
  readInput(): Promise<string>;
  status: StatusLine;
  /** Calls `stop` at Ctrl-C, which then no longer ends the process by itself. Gives what to call when that is over. */
  onInterrupt(stop: () => void): () => void;
}

/** One command of `belowline`. */
export interface Command {
  name: string;
  usage: string;
  about: string;
  options: readonly string[];
  /** The exit status; -1: it goes on until it is stopped. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** The command was called with the wrong words. */
export class UsageError extends Error {
  override name = "UsageError";
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Reads a command's arguments; throws UsageError on anything unknown. */
export function readArgs<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Opens the program for one command, quietly, and closes it afterwards. */
export async function withApp<T>(terminal: Terminal, work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = await open(terminal.env, "warn");
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/** The site that `--site KEY` names; without it the only one, or the first. */
export function chosenSite(sites: Sites, key: string | undefined): OpenSite {
  const all = sites.all();
  const site = key === undefined ? all[0] : sites.byKey(key);
  if (site) return site;
  const keys = all.map((each) => each.key).join(", ");
  throw new UsageError(
    all.length === 0
      ? "There is no site yet: belowline site add KEY --name NAME"
      : `There is no site "${key}". There are: ${keys}.`,
  );
}
