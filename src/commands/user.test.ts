import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { UsageError } from "./command.ts";
import { siteCommand } from "./site.ts";
import { userCommand } from "./user.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "belowline-user-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command on the data folder of this file, and gives what it prints; "!" before what it complains of. */
async function run(args: readonly string[], { command = userCommand, input = "" } = {}): Promise<string> {
  const lines: string[] = [];
  const terminal = {
    env: { BELOWLINE_DATA: folder, LOG_LEVEL: "silent" },
    print: (line: string) => void lines.push(line),
    readInput: async () => input,
    status: { isRewritten: false, show: () => {}, end: () => {} },
    onInterrupt: () => () => {},
  };
  try {
    await command.run(args, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    lines.push(`!${error.message}`);
  }
  return lines.join("\n");
}

it("makes accounts, gives roles, switches off and on, and never takes the last admin away", async () => {
  await run(["add", "gazette", "--name", "The Gazette", "--zone", "UTC"], { command: siteCommand });
  expect(await run(["list"])).toContain("Nobody works here yet");
  expect(await run(["add", "Nora Quill", "nora@example.org", "--role", "admin"])).toMatch(
    /^nora-quill: admin\n.*: http:\S+\/choose-password\?token=[\w-]{22}$/,
  );
  expect(await run(["add", "Nora", " NORA@example.org"])).toMatch(/^!There is an account with this address/);
  expect(await run(["add", "Ines Pellow", "ines@example.org"])).toMatch(/^ines-pellow: reader\n/);
  const role = ["role", "ines@example.org", "editor", "--site", "gazette", "--title", "Night desk"];
  expect(await run(role)).toBe("ines-pellow: editor on gazette");
  expect(await run(["reset", "ines-pellow"])).toContain("/choose-password?token=");
  expect(await run(["disable", "ines-pellow"])).toContain("switched off");
  const listed = await run(["list"]);
  expect(listed).toContain("ines-pellow\tInes Pellow\teditor\tgazette\tNight desk\t(switched off)");
  expect(listed).toContain("nora-quill\tNora Quill\tadmin\tevery site");
  expect(listed).not.toContain("@");
  expect(await run(["enable", "ines-pellow"])).toContain("switched on again");
  expect(await run(["disable", "nora-quill"])).toMatch(/^!That is the last admin/);
  expect(await run(["role", "nora-quill", "none"])).toMatch(/^!That is the last admin/);
});

it("takes a password from the input, if it is a good one", async () => {
  const add = ["add", "Tamsin Rook", "tamsin@example.org", "--password-stdin"];
  expect(await run(add, { input: "tamsinrook\n" })).toMatch(/^!That is made of the name/);
  expect(await run(add, { input: "nine grey herons at noon\n" })).toBe("tamsin-rook: reader");
});

it("says in words what it can't do", async () => {
  for (const [args, words] of [
    [["praise", "nora-quill"], '"praise" is nothing'],
    [["role", "nora-quill", "king"], "A role is one of reporter"],
    [["role", "nora-quill", "editor", "--site", "nowhere"], 'There is no site "nowhere"'],
    [["reset", "nobody"], "There is no such account"],
    [["disable"], "Say whose account"],
    [["add", "Nora Quill"], "Give a name and an address"],
    [["add", "Nora Quill", "nowhere"], "does not look like an email address"],
  ] as const)
    expect(await run(args), args.join(" ")).toContain(words);
});
