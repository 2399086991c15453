import type { MessageId, MessageValues } from "../../../platform/html/locale.ts";
import { cleanLine, countCharacters, isIntact } from "../../../platform/text/clean.ts";

const shortest = 2;
const longest = 60;

export interface NameComplaint {
  message: MessageId;
  values?: MessageValues;
}

// Letters of these three look alike; no orthography mixes them within a word.
const scripts = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u];
// An address of any kind: nobody's may be shown, and a name is no place for links.
const address = /@\S+\.|:\/\/|\bwww\.|\S\.(?:com|net|org|info)\b/iu;

/** A member's name as it will stand, and what keeps it from being one; null: nothing. Whose it resembles is asked elsewhere. */
export function checkName(typed: string): { name: string; complaint: NameComplaint | null } {
  const name = cleanLine(typed);
  return { name, complaint: complaintAbout(typed, name) };
}

function complaintAbout(typed: string, name: string): NameComplaint | null {
  if (!isIntact(typed)) return { message: "error.text.broken" };
  if (name === "") return { message: "name.missing" };
  if (address.test(name)) return { message: "name.address" };
  if (!/\p{L}/u.test(name)) return { message: "name.letters" };
  if (!isReadable(name)) return { message: "name.signs" };
  const length = countCharacters(name);
  if (length < shortest || length > longest)
    return { message: "name.length", values: { least: shortest, most: longest } };
  return isMixed(name) ? { message: "name.mixed" } : null;
}

/** Whether there is more to read than signs and pictures. */
function isReadable(name: string): boolean {
  const signs = name.match(/\p{S}|[\p{P}--['’ʼ.\-‐‑–·\(\)]]/gv)?.length ?? 0;
  return signs <= 2;
}

function isMixed(name: string): boolean {
  return name
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .some((word) => scripts.filter((script) => script.test(word)).length > 1);
}
