import type { SignedIn, World } from "../../../context.ts";
import { passkeyName } from "./register-passkey.ts";
import { tellWayIn } from "../accounts/write-to-owner.ts";
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
export async function deletePasskey(world: World, { memberId }: SignedIn, id: string): Promise<void> {
  await world.ctx.db.transact(async (tx) => {
    const name = await deletePasskeyOf(tx, memberId, id);
    if (name !== null) await tellWayIn(tx, world, memberId, { change: "passkeyRemoved", name });
  });
}
