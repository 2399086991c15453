declare const brand: unique symbol;

type Id<Name extends string> = number & { readonly [brand]: Name };

export type SiteId = Id<"site">;
export type SectionId = Id<"section">;
export type TagId = Id<"tag">;
export type StoryId = Id<"story">;
export type MediaId = Id<"media">;
export type PersonId = Id<"person">;
export type CommentId = Id<"comment">;
export type EventId = Id<"event">;
export type DecisionId = Id<"decision">;
export type ClassifierId = Id<"classifier">;
export type ScanId = Id<"scan">;
export type ClusterId = Id<"cluster">;
export type WordListId = Id<"word list">;
/** Of an account: a text that leads nowhere, the same on all sites of an installation. */
export type MemberId = string & { readonly [brand]: "member" };

/** Reads an id from an address or a form: a positive whole number within 2^53, or null. */
export function readId<T extends Id<string>>(value: string): T | null {
  if (!/^[1-9]\d{0,15}$/.test(value)) return null;
  const id = Number(value);
  return Number.isSafeInteger(id) ? (id as T) : null;
}
