import type { Tx } from "../../../platform/db/database.ts";
import type { Keys } from "../../../platform/lib/keys.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { slugify } from "../../../platform/text/slug.ts";
import { keptAddress } from "./address.ts";
import { handlesLike, insertMember } from "./member.store.ts";

export interface NewMember {
  id: MemberId;
  name: string;
  /** Proved already, or null: a member whom a publisher or another account vouches for without one. */
  address: string | null;
  language: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** Writes a new account with its address proved. Who signs in how is up to the caller. */
export async function addMember(tx: Tx, keys: Keys, member: NewMember): Promise<void> {
  const { id, name, address, language, at } = member;
  const kept = address === null ? null : keptAddress(keys, address);
  await insertMember(tx, {
    id,
    name,
    handle: await freeHandle(tx, name),
    email: kept?.email ?? `${id.toLowerCase()}@nobody.invalid`,
    email_verified: kept ? 1 : 0,
    email_sealed: kept?.emailSealed ?? null,
    email_hash: kept?.emailHash ?? null,
    image: null,
    language,
    disabled_at: null,
    created_at: new Date(at).toISOString(),
    updated_at: new Date(at).toISOString(),
  });
}

/** Characters, but for the number after it. */
export const longestHandle = 40;

/** "nora-quill", or "nora-quill-2" where somebody has that. */
export async function freeHandle(tx: Tx, name: string): Promise<string> {
  const base = slugify(name).slice(0, longestHandle) || "reader";
  const taken = new Set(await handlesLike(tx, base));
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}
