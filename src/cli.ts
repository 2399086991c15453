import { text } from "node:stream/consumers";
import { commands, type Command, UsageError } from "./commands/commands.ts";
import type { Terminal } from "./commands/command.ts";
import { statusLine } from "./commands/status-line.ts";
import { explain } from "./main.ts";

const terminal: Terminal = {
  env: process.env,
  print: (line) => process.stdout.write(`${line}\n`),
  readInput: () => text(process.stdin),
  status: statusLine(process.stderr),
  onInterrupt: (stop) => {
    // Once: a second Ctrl-C ends the process as it always does.
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
    return () => {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
    };
  },
};

/** `belowline COMMAND …`: finds the command, runs it, and says what went wrong in words. */
async function run(args: readonly string[]): Promise<number> {
  const [name = "help", ...rest] = args;
  if (name === "help" || name === "--help" || name === "-h") return help(rest[0]);
  if (rest.includes("--help") || rest.includes("-h")) return help(name);
  const command = commands.find((each) => each.name === name);
  if (!command) {
    process.stderr.write(`There is no command "${name}". All commands: belowline help\n`);
    return 2;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${usageOf(command)}\n`);
      return 2;
    }
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

function usageOf(command: Command): string {
  return [
    `Usage: belowline ${command.usage}`,
    "",
    command.about,
    ...command.options.map((line) => `  ${line}`),
  ].join("\n");
}

function help(name: string | undefined): number {
  const command = commands.find((each) => each.name === name);
  if (command) {
    process.stdout.write(`${usageOf(command)}\n`);
    return 0;
  }
  const rows = commands.map((each) => `  ${each.name.padEnd(10)} ${each.about.split("\n")[0]}`);
  process.stdout.write(
    `Belowline: a newspaper's website and its readers' room.\n\nUsage: belowline COMMAND …\n\n${rows.join("\n")}\n\nMore: belowline help COMMAND\n`,
  );
  return 0;
}

const status = await run(process.argv.slice(2));
// A serving process goes on until it is told to stop.
if (status >= 0) process.exitCode = status;
