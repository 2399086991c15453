import type { World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { isStaffAnywhere } from "./factor.store.ts";
import { cookieOf, readCookie } from "./own-cookies.ts";
import { insertTrusted, isTrusted } from "./trusted-device.store.ts";

const trustCookie = "bl_trust";
const thirtyDays = 30 * 24 * 3600;

/** From now on this browser isn't asked for the member's second factor. The token is made before the transaction. */
export async function trustDevice(tx: Tx, { ctx }: World, memberId: MemberId, token: string): Promise<void> {
  const at = ctx.now();
  const hash = ctx.keys.hash("factor", `trust ${token}`);
  await insertTrusted(tx, { hash, memberId, expiresAt: at + thirtyDays * 1000 });
}

export function trustCookieOf(world: World, token: string): string {
  return cookieOf(world, trustCookie, token, thirtyDays);
}

/** Whether this browser was trusted by this very member. Staff are always asked. */
export async function isTrustedDevice(world: World, memberId: MemberId): Promise<boolean> {
  const { ctx } = world;
  const token = readCookie(world, trustCookie);
  if (token === null) return false;
  if (await isStaffAnywhere(ctx.db.read, memberId)) return false;
  return isTrusted(ctx.db.read, ctx.keys.hash("factor", `trust ${token}`), memberId, ctx.now());
}
