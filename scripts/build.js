// Builds the server and the client into dist/, when they are missing or older than the sources.
// With --force it builds anyway.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stampFile = join(root, "dist/stamp");

/** What runs in threads of its own, besides the program. */
const threads = {
  "checkpoint-worker": join(root, "src/platform/db/checkpoint-worker.ts"),
  "password-worker": join(root, "src/features/people/accounts/password-worker.ts"),
};

/** A digest of every source file's path, size and time of change. */
function sourcesDigest() {
  const hash = createHash("sha256");
  const entries = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
    .map((entry) => join(entry.parentPath, entry.name))
    .concat(join(root, "package-lock.json"), join(root, "vite.config.ts"));
  for (const file of entries.sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/** Whether dist/ was built from the sources as they are now. */
export function isFresh() {
  try {
    return readFileSync(stampFile, "utf8") === sourcesDigest();
  } catch {
    return false;
  }
}

export async function build({ force = false } = {}) {
  if (!force && isFresh()) return false;
  const digest = sourcesDigest();
  const { build: viteBuild } = await import("vite");
  await viteBuild({ root, configFile: join(root, "vite.config.ts") });
  await viteBuild({
    root,
    configFile: join(root, "vite.config.ts"),
    build: { ssr: true, rolldownOptions: { input: threads } },
  });
  writeFileSync(stampFile, digest);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await build({ force: process.argv.includes("--force") });
  console.log(built ? "Built dist/." : "dist/ is up to date.");
}
