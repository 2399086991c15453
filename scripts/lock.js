// Mends package-lock.json after npm has written it:
// - no download addresses: they differ by machine;
// - better-sqlite3 marked as not needing a compiler: it ships its binaries, and npm loses that mark;
// - packages for other platforms that the registry at hand didn't have: npm leaves them out, and then refuses the file.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../package-lock.json", import.meta.url));

/** package-lock.json as it is, and as it should be. */
export function readLock() {
  const text = readFileSync(file, "utf8");
  return { text, mended: `${JSON.stringify(mend(JSON.parse(text)), null, 2)}\n` };
}

function mend(lock) {
  const packages = { ...lock.packages };
  for (const [path, entry] of Object.entries(lock.packages)) {
    delete entry.resolved;
    if (path.endsWith("/better-sqlite3")) entry.gypfile = false;
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isThere(packages, path, name))
        packages[`node_modules/${name}`] = platformEntry(name, version, entry.dev);
    }
  }
  const sorted = Object.entries(packages).sort(([one], [other]) => (one < other ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

/** Whether a package that `path` depends on stands in the file: beside it or further out. */
function isThere(packages, path, name) {
  for (let base = path; ; base = base.slice(0, Math.max(0, base.lastIndexOf("/node_modules/")))) {
    if (packages[`${base === "" ? "" : `${base}/`}node_modules/${name}`]) return true;
    if (base === "" || !base.includes("/node_modules/")) return Boolean(packages[`node_modules/${name}`]);
  }
}

/** An entry that lets npm see that the package is for another platform. Its name says which. */
function platformEntry(name, version, dev) {
  const find = (words) => words.filter((word) => new RegExp(`[-/]${word}(?:-|$)`).test(name));
  const os = find(["aix", "android", "darwin", "freebsd", "linux", "openharmony", "win32"]);
  const cpu = find(["arm", "arm64", "ia32", "ppc64", "riscv64", "s390x", "x64"]);
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name}: its name doesn't tell its platform`);
  return { version, cpu, ...(dev ? { dev } : {}), optional: true, os };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, readLock().mended);
