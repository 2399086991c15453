// Mends package-lock.json after npm has written it: no download addresses (they differ by machine), and
// better-sqlite3 marked as not needing a compiler, since it ships its binaries and npm loses that mark.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../package-lock.json", import.meta.url));
const lock = JSON.parse(readFileSync(file, "utf8"));
for (const [path, entry] of Object.entries(lock.packages)) {
  delete entry.resolved;
  if (path.endsWith("/better-sqlite3")) entry.gypfile = false;
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
