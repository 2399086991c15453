import { createHmac } from "node:crypto";
import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { findMember } from "./member.store.ts";
import { noteSignIn } from "./note-sign-in.ts";
import { authSecret, sessionCookie, sessionSeconds } from "./session.ts";
import { insertSession } from "./session.store.ts";

/**
 * Signs a member in on the browser that asks, and gives the `Set-Cookie` values. Whoever calls it has had them prove who
 * they are. Without `remember` the browser forgets it when it is closed.
 */
export async function startSession(
  world: World,
  memberId: MemberId,
  { remember }: { remember: boolean },
): Promise<string[]> {
  const { ctx, actor, browser } = world;
  const token = ctx.token() + ctx.token();
  const seconds = remember ? sessionSeconds.remembered : sessionSeconds.forgotten;
  const at = ctx.now();
  const isIn = await ctx.db.transact(async (tx) => {
    const member = await findMember(tx, memberId);
    if (!member || member.disabled_at !== null) return false;
    await insertSession(tx, {
      id: ctx.token(),
      token,
      memberId,
      browser,
      networkHash: actor.network,
      expiresAt: at + seconds * 1000,
      at,
      factorAt: 0,
    });
    await noteSignIn(tx, world, memberId);
    return true;
  });
  if (!isIn) return [];
  return [cookieOf(world, token, remember ? seconds : null)];
}

/** A `Set-Cookie` value as better-auth sets and reads it. */
function cookieOf({ ctx }: World, token: string, maxAge: number | null): string {
  const signature = createHmac("sha256", authSecret(ctx)).update(token).digest("base64");
  return sessionCookieWith(ctx.config.url, encodeURIComponent(`${token}.${signature}`), maxAge);
}

/** The session's cookie with a value; `maxAge` in seconds, null: until the browser is closed. */
export function sessionCookieWith(url: string, value: string, maxAge: number | null): string {
  const secure = url.startsWith("https:") ? "; Secure" : "";
  const lasting = maxAge === null ? "" : `; Max-Age=${maxAge}`;
  return `${sessionCookie}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${lasting}`;
}
