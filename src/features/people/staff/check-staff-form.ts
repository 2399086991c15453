import type { MessageId, MessageValues } from "../../../platform/html/locale.ts";
import { cleanLine, countCharacters, isIntact, isVisible } from "../../../platform/text/clean.ts";
import { longestPassword, shortestPassword } from "../accounts/passwords.ts";
import type { Complaint } from "./desk-form.view.tsx";
import { longestTitle } from "./staff.ts";

export const longestName = 60;

const complain = (field: string, message: MessageId, values?: MessageValues): Complaint[] => [
  { field, message, ...(values ? { values } : {}) },
];

export function checkName(typed: string): Complaint[] {
  const name = cleanLine(typed);
  if (!isIntact(typed) || !isVisible(name)) return complain("name", "staff.error.name");
  if (countCharacters(name) > longestName)
    return complain("name", "staff.error.name.long", { n: longestName });
  return [];
}

export function checkAddress(typed: string): Complaint[] {
  const address = cleanLine(typed);
  // Only what is plainly no address is refused: whether one works can be told by a mail alone.
  const looksRight =
    isIntact(typed) && address.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/u.test(address);
  return looksRight ? [] : complain("address", "staff.error.address");
}

export function checkTitle(typed: string): Complaint[] {
  if (isIntact(typed) && countCharacters(cleanLine(typed)) <= longestTitle) return [];
  return complain("title", "staff.error.title.long", { n: longestTitle });
}

/** What is wrong with a new password. `known`: name and address, of which it must not be made. */
export function checkPassword(password: string, known: readonly string[]): Complaint[] {
  const length = countCharacters(password);
  if (length < shortestPassword)
    return complain("password", "staff.error.password.short", { n: shortestPassword });
  if (length > longestPassword)
    return complain("password", "staff.error.password.long", { n: longestPassword });
  const plain = password.toLowerCase();
  const words = known.flatMap((text) => text.toLowerCase().split(/[\s@._-]+/)).filter(Boolean);
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), plain);
  const isPlain = new Set(plain).size < 4 || rest.length < shortestPassword / 2;
  return isPlain || !isIntact(password) ? complain("password", "staff.error.password.plain") : [];
}
