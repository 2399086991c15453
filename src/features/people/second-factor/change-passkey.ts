import type { SignedIn, World } from "../../../context.ts";
import { passkeyName } from "./register-passkey.ts";
import { deletePasskeyOf, renamePasskeyOf } from "./passkey.store.ts";

/** Gives one of a member's passkeys another name; an empty one changes nothing. */
export async function renamePasskey(
  { ctx }: World,
  { memberId }: SignedIn,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const clean = passkeyName(name);
  if (clean !== "") await ctx.db.transact((tx) => renamePasskeyOf(tx, memberId, id, clean));
}

/** Forgets one of a member's passkeys: it opens nothing any more. */
export async function deletePasskey({ ctx }: World, { memberId }: SignedIn, id: string): Promise<void> {
  await ctx.db.transact((tx) => deletePasskeyOf(tx, memberId, id));
}
