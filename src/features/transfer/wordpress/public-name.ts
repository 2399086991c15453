import { cleanName } from "./content/clean-name.ts";

const address = /[^\s@<>()[\]"',;:]+@[^\s@<>()[\]"',;:]+\.[^\s@<>()[\]"',;:]+/g;

/** A name as it may be read by all: of an e-mail address that was typed in its place only what stands before the @. */
export function publicName(raw: string): { name: string; wasAddress: boolean } {
  const name = cleanName(raw);
  if (!name.includes("@")) return { name, wasAddress: false };
  const shown = name.replace(address, (found) => found.slice(0, found.indexOf("@")));
  return { name: shown, wasAddress: shown !== name };
}
