import { expect, it } from "vitest";
import { makeSite } from "../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../test/harness.ts";
import { UsageError } from "./command.ts";
import { readCall } from "./user.ts";

/** Runs `belowline user`, and gives what it prints; "!" before what it complains of. */
async function runOn({ ctx }: TestApp, args: readonly string[], input = ""): Promise<string> {
  const lines: string[] = [];
  const terminal = { print: (line: string) => void lines.push(line), readInput: async () => input };
  try {
    await readCall(args)(ctx, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    lines.push(`!${error.message}`);
  }
  return lines.join("\n");
}

onBothEngines("belowline user", (app) => {
  const run = (args: readonly string[], input?: string) => runOn(app(), args, input);

  it("makes accounts, gives roles, switches off and on, and never takes the last admin away", async () => {
    const { key } = await makeSite(app());
    expect(await run(["list"])).toContain("Nobody works here yet");
    expect(await run(["add", "Nora Quill", "nora@example.org", "--role", "admin"])).toMatch(
      /^nora-quill: admin\n.*: http:\S+\/choose-password\?token=[\w-]{22}$/,
    );
    expect(await run(["add", "Nora", " NORA@example.org"])).toMatch(
      /^!There is an account with this address/,
    );
    expect(await run(["add", "Ines Pellow", "ines@example.org"])).toMatch(/^ines-pellow: reader\n/);
    const role = ["role", "ines@example.org", "editor", "--site", key, "--title", "Night desk"];
    expect(await run(role)).toBe(`ines-pellow: editor on ${key}`);
    expect(await run(["reset", "ines-pellow"])).toContain("/choose-password?token=");
    expect(await run(["disable", "ines-pellow"])).toContain("switched off");
    const listed = await run(["list"]);
    expect(listed).toContain(`ines-pellow\tInes Pellow\teditor\t${key}\tNight desk\t(switched off)`);
    expect(listed).toContain("nora-quill\tNora Quill\tadmin\tevery site");
    expect(listed).not.toContain("@");
    expect(await run(["enable", "ines-pellow"])).toContain("switched on again");
    expect(await run(["disable", "nora-quill"])).toMatch(/^!That is the last admin/);
    expect(await run(["role", "nora-quill", "none"])).toMatch(/^!That is the last admin/);
  });

  it("takes a password from the input, if it is a good one", async () => {
    const add = ["add", "Tamsin Rook", "tamsin@example.org", "--password-stdin"];
    expect(await run(add, "tamsinrook\n")).toMatch(/^!This password is quickly guessed/);
    expect(await run(add, "nine grey herons at noon\n")).toBe("tamsin-rook: reader");
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
});
