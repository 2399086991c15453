import { createHmac } from "node:crypto";
import type { World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { authSecret, sessionCookie, sessionSeconds } from "../accounts/session.ts";
import { noteSignIn } from "../accounts/note-sign-in.ts";
import { cookieOf } from "./own-cookies.ts";
import { insertSession } from "../accounts/session.store.ts";
import { deleteSessionOf, findSession } from "./sessions.store.ts";

export interface Place {
  token: string;
  sessionId: string;
}

/** How long a session's cookie is kept, in seconds; null: until the browser is closed. */
interface Lasting {
  maxAge: number | null;
}

/** Names for a session to come: made before the transaction, which may run twice. */
export function newPlace({ ctx }: World): Place {
  return { token: ctx.token() + ctx.token(), sessionId: ctx.token() };
}

/**
 * Signs in a member who has proved all that there is to prove. The session that was waiting for that ends, so whoever
 * knew its token knows nothing; the new one lasts as long as it would have. Null: it has ended meanwhile.
 */
export async function startStrongSession(
  tx: Tx,
  world: World,
  { memberId, place, instead }: { memberId: MemberId; place: Place; instead: string | null },
): Promise<Lasting | null> {
  const { ctx, actor, browser, site } = world;
  const at = ctx.now();
  const before = instead === null ? undefined : await findSession(tx, instead);
  if (instead !== null && !before) return null;
  const begun = before ? Date.parse(before.created_at) : at;
  const expiresAt = before ? Date.parse(before.expires_at) : at + sessionSeconds.remembered * 1000;
  if (instead !== null) await deleteSessionOf(tx, memberId, instead);
  await insertSession(tx, {
    id: place.sessionId,
    token: place.token,
    memberId,
    browser,
    networkHash: actor.network,
    expiresAt,
    at,
    factorAt: at,
  });
  // Of one that took two steps, the first has told.
  if (instead === null) await noteSignIn(tx, world, memberId);
  else await appendEvent(tx, { type: "member.changed", siteId: site.id, at, memberId });
  const isRemembered = expiresAt - begun > sessionSeconds.forgotten * 1000;
  return { maxAge: isRemembered ? Math.floor((expiresAt - at) / 1000) : null };
}

/** The cookie of a session, signed as better-auth does it. */
export function sessionCookieOf(world: World, { token }: Place, { maxAge }: Lasting): string {
  const signature = createHmac("sha256", authSecret(world.ctx)).update(token).digest("base64");
  return cookieOf(world, sessionCookie, `${token}.${signature}`, maxAge);
}
