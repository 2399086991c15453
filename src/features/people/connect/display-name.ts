import type { Db } from "../../../platform/db/database.ts";
import type { MessageId, MessageValues } from "../../../platform/html/locale.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { cleanLine, countCharacters, isIntact, isVisible } from "../../../platform/text/clean.ts";
import { readsLikeStaff } from "../recognise.ts";

const longest = 60;

export interface NameComplaint {
  message: MessageId;
  values?: MessageValues;
}

/** A new member's name as it is kept, or why they can't have it. */
export async function checkDisplayName(
  db: Db,
  siteId: SiteId,
  typed: string,
): Promise<{ name: string } | NameComplaint> {
  if (!isIntact(typed)) return { message: "error.text.broken" };
  const name = cleanLine(typed);
  if (name === "") return { message: "connect.name.missing" };
  if (!isVisible(name)) return { message: "error.name.invisible" };
  if (countCharacters(name) > longest) return { message: "error.name.long", values: { n: longest } };
  return (await readsLikeStaff(db, siteId, name)) ? { message: "error.name.staff" } : { name };
}
