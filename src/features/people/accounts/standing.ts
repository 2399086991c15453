import type { Db } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { Keys } from "../../../platform/lib/keys.ts";
import { findMember, passwordOf } from "./member.store.ts";

/**
 * An account's address and password, as a hash: a link that was made before one of them changed doesn't hold any more,
 * so that whoever lost an account by it, or a mailbox, can take nothing back. Null: the account is gone or switched off.
 */
export async function standingOf(db: Db, keys: Keys, id: MemberId): Promise<string | null> {
  const member = await findMember(db, id);
  if (!member || member.disabled_at !== null) return null;
  return keys.hash("link", `${member.email} ${(await passwordOf(db, id)) ?? ""}`);
}
