import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** A Chromium to test with: CHROMIUM_PATH, an installed one, the distribution's package, or Playwright's own. */
export function findBrowser(): { path: string } | { missing: string } {
  return (
    installed() ??
    fromDistribution() ??
    fromPlaywright() ?? {
      missing: "No Chromium: install one (apt-get install chromium) or name it in CHROMIUM_PATH.",
    }
  );
}

function installed(): { path: string } | null {
  const given = process.env["CHROMIUM_PATH"];
  if (given && existsSync(given)) return { path: given };
  for (const name of names) {
    const found = spawnSync("which", [name], { encoding: "utf8" });
    if (found.status === 0 && found.stdout.trim()) return { path: found.stdout.trim() };
  }
  return null;
}

function fromDistribution(): { path: string } | null {
  if (process.getuid?.() !== 0 || spawnSync("which", ["apt-get"]).status !== 0) return null;
  try {
    console.log("No Chromium is installed: taking the distribution's package (apt-get install chromium).");
    execFileSync("apt-get", ["update", "-q"], { stdio: "ignore" });
    execFileSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], {
      stdio: "ignore",
    });
  } catch {
    return null;
  }
  return installed();
}

function fromPlaywright(): { path: string } | null {
  const script = 'import("playwright-core").then(({ chromium }) => console.log(chromium.executablePath()))';
  const known = () => spawnSync(process.execPath, ["-e", script], { encoding: "utf8" }).stdout?.trim() ?? "";
  if (existsSync(known())) return { path: known() };
  spawnSync("npx", ["playwright-core", "install", "chromium-headless-shell"], {
    stdio: "ignore",
    timeout: 240_000,
  });
  return existsSync(known()) ? { path: known() } : null;
}
