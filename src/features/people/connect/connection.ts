import type { World } from "../../../context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { Keys } from "../../../platform/lib/keys.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { standIn } from "../accounts/address.ts";
import { tellWayIn } from "../accounts/write-to-owner.ts";
import { findMethod, insertMethod, memberOfAddress } from "./connections.store.ts";
import { methodLabel } from "./method-label.ts";
import type { Profile } from "./provider.ts";

type Account = Pick<Profile, "accounts" | "accountId">;

/** How an account elsewhere is kept: what identifies it there can be an address, so only a keyed hash of it. */
function keptId(keys: Keys, { accounts, accountId }: Account): string {
  return keys.hash("account", `${accounts} ${accountId}`);
}

/** The member who has connected an account elsewhere. */
export async function memberOfAccount(db: Db, keys: Keys, account: Account): Promise<MemberId | null> {
  const method = await findMethod(db, account.accounts, keptId(keys, account));
  return method?.memberId ?? null;
}

/** The member to whom a verified address belongs. */
export async function ownerOf(db: Db, keys: Keys, address: string | null): Promise<MemberId | null> {
  return address === null ? null : memberOfAddress(db, standIn(keys, address));
}

/** Lets a member sign in with an account elsewhere. None of its tokens is kept. False: it is connected already. */
export async function connect(
  tx: Tx,
  { ctx, site, now }: World,
  memberId: MemberId,
  account: Account,
): Promise<boolean> {
  const at = new Date(now).toISOString();
  const isNew = await insertMethod(tx, {
    id: ctx.token(),
    account_id: keptId(ctx.keys, account),
    provider_id: account.accounts,
    member_id: memberId,
    access_token: null,
    refresh_token: null,
    id_token: null,
    access_token_expires_at: null,
    refresh_token_expires_at: null,
    scope: null,
    password: null,
    created_at: at,
    updated_at: at,
  });
  if (isNew) await appendEvent(tx, { type: "member.changed", siteId: site.id, at: now, memberId });
  return isNew;
}

/** The same with an account that was there before: its owner is told. */
export async function connectOneMore(
  tx: Tx,
  world: World,
  memberId: MemberId,
  account: Account,
): Promise<boolean> {
  const isNew = await connect(tx, world, memberId, account);
  const { label } = methodLabel(world.ctx, account.accounts);
  if (isNew) await tellWayIn(tx, world, memberId, { change: "connected", name: label });
  return isNew;
}
