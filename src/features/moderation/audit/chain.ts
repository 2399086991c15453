import { createHash } from "node:crypto";
import type { Keys } from "../../../platform/lib/keys.ts";

// Decisions of a site are linked one to the next, so that none can be changed, left out, put in between or reordered
// later without being found: each carries a hash over itself and the hash before it (Haber, S. & Stornetta, W. S. (1991),
// "How to time-stamp a digital document", Journal of Cryptology 3; RFC 9162 does the same for certificates, with trees).
// The hash is keyed (HMAC-SHA-256, RFC 2104) with a key of the installation: whoever has only the database can't make the
// chain anew. They can take decisions out of it again, change them, and let the program link them once more; so each hash
// also holds when its decision was linked, and "audit verify" tells of those that came late. Whoever has the key as well
// can make all of it; against that, and against a database put back as it was, heads are noted elsewhere: the log has them
// ("audit verify --head").
//
// What tells of people has to go when they ask for it. So the chain holds it as digests, salted, so that nothing can be
// guessed from what is left: who decided by itself, and the words (why, and what was seen) by themselves. Erasing empties
// the words and their salt; the digest and everything that hangs on it stay.

/** What a decision says that the chain holds as it is. */
export interface Link {
  id: number;
  siteId: number;
  commentId: number;
  about: string;
  action: string;
  code: string;
  version: string;
  before: string;
  after: string;
  undoes: number;
  at: number;
}

/** What tells of people. */
export interface Words {
  actor: string;
  reason: string;
  details: string;
}

/** Two salts: of who decided, and of the words. An empty one: that was erased. */
export interface Salts {
  actor: string;
  words: string;
  /** When it was linked, beside them: milliseconds since 1970. Null: it was linked before that was kept. */
  linkedAt: number | null;
}

export function readSalts(column: string): Salts {
  const [actor = "", words = "", at = ""] = column.split(".");
  return { actor, words, linkedAt: at === "" ? null : Number(at) };
}

export function writeSalts({ actor, words, linkedAt }: Salts): string {
  return linkedAt === null ? `${actor}.${words}` : `${actor}.${words}.${linkedAt}`;
}

/** The digests of who decided and of the words, with a dot between them. */
export function digestOf({ actor, reason, details }: Words, salts: Pick<Salts, "actor" | "words">): string {
  return `${sha256([salts.actor, actor])}.${sha256([salts.words, reason, details])}`;
}

/** Who an erased decision is by: of the staff, and nobody can tell any more who. */
const erasedActor = "staff";

/** What of a decision doesn't fit its digest; empty: all of it does, as far as it hasn't been erased. */
export function unlikeDigest(words: Words, salts: Salts, digest: string): "" | "actor" | "words" {
  const [ofActor, ofWords] = digest.split(".");
  const [actorNow, wordsNow] = digestOf(words, salts).split(".");
  const isActor = salts.actor === "" ? words.actor === erasedActor : ofActor === actorNow;
  if (!isActor) return "actor";
  const isErased = words.reason === "" && words.details === "";
  return (salts.words === "" ? isErased : ofWords === wordsNow) ? "" : "words";
}

/** What stands before the first decision of a site. */
export const beginning = "";

/** The hash of a decision at its place in the chain. */
export function hashOf(
  keys: Pick<Keys, "mac">,
  {
    number,
    previous,
    digest,
    linkedAt,
  }: { number: number; previous: string; digest: string; linkedAt: number | null },
  link: Link,
): string {
  const { id, siteId, commentId, about, action, code, version, before, after, undoes, at } = link;
  // A list in a fixed order: the same decision gives the same text, wherever it is made.
  const rest = [id, siteId, commentId, about, action, code, version, before, after, undoes, at];
  const linked = linkedAt === null ? [] : [linkedAt];
  return keys.mac("audit", JSON.stringify([previous, number, rest, digest, ...linked]));
}

function sha256(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
