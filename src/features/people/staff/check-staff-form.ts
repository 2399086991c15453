import type { MessageId, MessageValues } from "../../../platform/html/locale.ts";
import { cleanLine, countCharacters, isIntact } from "../../../platform/text/clean.ts";
import { looksLikeAddress } from "../accounts/address.ts";
import { checkName as checkMemberName } from "../names/check-name.ts";
import type { Complaint } from "./desk-form.view.tsx";
import { longestTitle } from "./staff.ts";

const complain = (field: string, message: MessageId, values?: MessageValues): Complaint[] => [
  { field, message, ...(values ? { values } : {}) },
];

export function checkName(typed: string): Complaint[] {
  const { complaint } = checkMemberName(typed);
  return complaint ? [{ field: "name", ...complaint }] : [];
}

export function checkAddress(typed: string): Complaint[] {
  return isIntact(typed) && looksLikeAddress(cleanLine(typed))
    ? []
    : complain("address", "staff.error.address");
}

export function checkTitle(typed: string): Complaint[] {
  if (isIntact(typed) && countCharacters(cleanLine(typed)) <= longestTitle) return [];
  return complain("title", "staff.error.title.long", { n: longestTitle });
}
