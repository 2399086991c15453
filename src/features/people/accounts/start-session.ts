import { createHmac } from "node:crypto";
import type { World } from "../../../context.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { authSecret, sessionCookie, sessionSeconds } from "./session.ts";
import { insertSession } from "./session.store.ts";

/** Signs a member in on the browser that asks, and gives the `Set-Cookie` values. */
export async function startSession(
  { ctx, actor, browser, site }: World,
  memberId: MemberId,
  { remember }: { remember: boolean },
): Promise<string[]> {
  const seconds = remember ? sessionSeconds.remembered : sessionSeconds.forgotten;
  const [id, token, at] = [ctx.token(), ctx.token() + ctx.token(), ctx.now()];
  const expiresAt = at + seconds * 1000;
  await ctx.db.transact(async (tx) => {
    await insertSession(tx, { id, token, memberId, browser, networkHash: actor.network, expiresAt, at });
    await appendEvent(tx, { type: "member.changed", siteId: site.id, at, memberId });
  });
  const signature = createHmac("sha256", authSecret(ctx)).update(token).digest("base64");
  const secure = ctx.config.url.startsWith("https:") ? "; Secure" : "";
  const lasting = remember ? `; Max-Age=${seconds}` : "";
  return [
    `${sessionCookie}=${encodeURIComponent(`${token}.${signature}`)}; Path=/; HttpOnly; SameSite=Lax${secure}${lasting}`,
  ];
}
