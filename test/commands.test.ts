import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bin = fileURLToPath(new URL("../bin/belowline.js", import.meta.url));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "belowline-commands-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  status: number | null;
  out: string;
}

/** Runs the real command on the data folder of this file. */
function belowline(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...args], {
      env: { ...process.env, BELOWLINE_DATA: folder, LOG_LEVEL: "silent" },
    });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk: Buffer) => {
      out += chunk;
    });
    child.on("close", (status) => resolve({ status, out }));
  });
}

describe("the command", () => {
  it("opens a site, publishes a story and sets things up", async () => {
    expect((await belowline("site", "list")).out).toContain("There is no site yet");
    const added = await belowline(
      "site",
      "add",
      "gazette",
      "--name",
      "The Gazette",
      "--zone",
      "Europe/London",
    );
    expect(added).toMatchObject({ status: 0, out: expect.stringContaining("The Gazette is open at") });
    await belowline("site", "section", "council", "Town", "hall");
    writeFileSync(
      join(folder, "story.md"),
      "---\nheadline: A wet Tuesday\nsection: council\n---\nIt rained.\n",
    );
    expect((await belowline("story", "add", join(folder, "story.md"))).out).toMatch(
      /^published: .*\/stories\/a-wet-tuesday/,
    );
    writeFileSync(
      join(folder, "story.md"),
      "---\nheadline: A wet Tuesday\nsection: council\n---\nIt poured.\n",
    );
    expect((await belowline("story", "add", join(folder, "story.md"))).out).toMatch(/^revised: /);
    expect((await belowline("story", "discussion", "a-wet-tuesday", "--mode", "closed")).out).toContain(
      "closed",
    );
    expect((await belowline("site", "set", "editMinutes", "15")).out).toContain("editMinutes = 15");
    expect((await belowline("site", "settings")).out).toContain("editMinutes = 15");
    expect((await belowline("doctor")).out).toMatch(/ok +database: sqlite[\s\S]*NOTE mail: off/);
  });

  it("publishes nothing ahead of its time", async () => {
    writeFileSync(join(folder, "later.md"), "---\nheadline: Later\npublished: 2999-01-01\n---\nSoon.\n");
    const { status, out } = await belowline("story", "add", join(folder, "later.md"));
    expect(out).toContain("lies in the future");
    expect(status).toBe(1);
  });

  it("scans what is there, and takes days and numbers", async () => {
    const dry = await belowline("scan", "--dry-run");
    expect(dry).toMatchObject({ status: 0, out: expect.stringContaining("looked at 0 of 0 comments") });
    const scanned = await belowline("scan", "--since", "2026-05-31", "--most", "5");
    expect(scanned).toMatchObject({ status: 0, out: expect.stringContaining("and found 0.") });
  });

  it("says in words what it can't do, and how it is called", async () => {
    for (const [args, words] of [
      [["nonsense"], 'There is no command "nonsense"'],
      [["site", "set", "editMinute", "15"], 'There is no setting "editMinute"'],
      [["site", "set", "editMinutes", "soon"], "editMinutes:"],
      [["site", "list", "--colour"], "Unknown option '--colour'"],
      [["story", "add", "/nowhere.md"], "can't be read"],
      [["story", "discussion", "a-wet-tuesday", "--mode", "wild"], "--mode has to be one of"],
      [["comment", "publish", "9999"], "there is no such comment"],
      [["mail", "test", "alma@example.org"], "Mail is off"],
      [["mail", "test", "alma"], "Say to which address"],
      [["scan", "--since", "soon"], '"soon" is no day like 2026-05-31'],
      [["scan", "--since", "2999-01-01"], "lies in the future"],
      [["scan", "--most", "0"], "--most is a whole number"],
      [["comment", "praise", "1"], "Usage: belowline comment"],
    ] as const) {
      const { status, out } = await belowline(...args);
      expect(out, args.join(" ")).toContain(words);
      expect(out, args.join(" ")).not.toContain("    at ");
      expect(status, args.join(" ")).not.toBe(0);
    }
  });

  it("sets a publisher up, and says in words what is wrong with a key", async () => {
    const key = join(folder, "readers.pub");
    const { publicKey, privateKey } = generateKeyPairSync("ed25519", {
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    writeFileSync(key, privateKey);
    const args = ["publisher", "set", "--issuer", "https://www.example.org", "--key", key];
    expect((await belowline(...args)).out).toContain("That is the private key.");
    writeFileSync(key, publicKey);
    expect((await belowline(...args, "--role", "chiefs=admin")).out).toContain(
      "reporter, moderator and editor",
    );
    const { status, out } = await belowline(...args, "--role", "writers=reporter");
    expect([status, out]).toEqual([0, expect.stringContaining("alg  EdDSA")]);
    expect(out).toContain("role writers = reporter");
    expect((await belowline("publisher", "remove")).out).toContain("Who has an account keeps it");
  });

  it("has help for every command", async () => {
    const { out } = await belowline("help");
    const names = [...out.matchAll(/^ {2}(\w+) /gm)].map((match) => match[1] ?? "");
    expect(names).toEqual([
      "start",
      "site",
      "story",
      "comment",
      "audit",
      "user",
      "publisher",
      "import",
      "scan",
      "sample",
      "mail",
      "privacy",
      "doctor",
    ]);
    for (const name of names)
      expect((await belowline("help", name)).out).toContain(`Usage: belowline ${name}`);
  });
});
