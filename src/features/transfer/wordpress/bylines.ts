import type { Byline } from "../../stories/story.ts";
import { publicName } from "./public-name.ts";
import type { WxrAuthor, WxrItem } from "./wxr.ts";

/** Who wrote what, and whose comments are those of the paper. Addresses stay in here. */
export interface Staff {
  names: Map<string, string>;
  userIds: Set<number>;
  emails: Set<string>;
}

export function newStaff(): Staff {
  return { names: new Map(), userIds: new Set(), emails: new Set() };
}

export function addAuthor(staff: Staff, author: WxrAuthor): void {
  const given = [author.displayName, `${author.firstName} ${author.lastName}`.trim(), author.login];
  const name = given.map((each) => publicName(each).name).find((each) => each !== "") ?? "";
  staff.names.set(author.login.toLowerCase(), name);
  if (author.id !== null) staff.userIds.add(author.id);
  if (author.email.includes("@")) staff.emails.add(author.email.toLowerCase());
}

/** The names over a story: its authors where a plugin lets it have several, else who created it. */
export function bylinesOf(item: WxrItem, staff: Staff): Byline[] {
  const several = item.otherTerms.filter((term) => term.taxonomy === "author");
  const names = several.map(
    (term) => staff.names.get(term.slug.replace(/^cap-/, "").toLowerCase()) ?? term.name,
  );
  const creator = staff.names.get(item.creator.toLowerCase()) ?? item.creator;
  const shown = (names.length > 0 ? names : [creator]).map((name) => publicName(name).name);
  return [...new Set(shown)].filter((name) => name !== "").map((name) => ({ name, title: "" }));
}
