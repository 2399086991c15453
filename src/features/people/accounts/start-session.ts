import { createHmac } from "node:crypto";
import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { authOf } from "./auth.ts";
import { authSecret, sessionCookie, sessionSeconds } from "./session.ts";

/** Signs a member in who has just proved who they are. Gives the `Set-Cookie` values. */
export async function startSession(
  world: World,
  memberId: MemberId,
  { remember }: { remember: boolean },
): Promise<string[]> {
  const { ctx } = world;
  const { internalAdapter } = await (await authOf(ctx)).$context;
  const { token } = await internalAdapter.createSession(memberId, !remember);
  const signature = createHmac("sha256", authSecret(ctx)).update(token).digest("base64");
  const value = encodeURIComponent(`${token}.${signature}`);
  const age = remember ? `; Max-Age=${sessionSeconds.remembered}` : "";
  const secure = ctx.config.url.startsWith("https:") ? "; Secure" : "";
  return [`${sessionCookie}=${value}; Path=/; HttpOnly; SameSite=Lax${age}${secure}`];
}
