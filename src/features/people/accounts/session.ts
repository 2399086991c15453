import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Context, SignedIn } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { shows } from "../../../shows.ts";
import { readSession, type SessionRow } from "./session.store.ts";
import { roles } from "../staff/permissions.ts";

export const sessionCookie = "bl_session";

const aDay = 24 * 3600;
/** How long a session lasts, in seconds; without "remember me", the browser also forgets it when it is closed. */
export const sessionSeconds = { remembered: 60 * aDay, forgotten: aDay } as const;

/** Who is signed in on the browser that a request comes from. */
export async function readSignedIn(
  ctx: Context,
  siteId: SiteId,
  request: Pick<FastifyRequest, "cookies">,
): Promise<SignedIn | null> {
  const cookie = request.cookies[sessionCookie];
  const token = cookie === undefined ? null : tokenOf(ctx, cookie);
  if (token === null) return null;
  const session = await ctx.sessions.get(`${siteId} ${token}`, [shows.members], () =>
    readSession(ctx.db.read, siteId, token),
  );
  if (!session || session.disabled_at !== null || Date.parse(session.expires_at) <= ctx.now()) return null;
  return signedIn(session);
}

function signedIn(row: SessionRow): SignedIn {
  const role = roles.find((each) => each === row.role);
  return {
    memberId: row.member_id,
    sessionId: row.id,
    name: row.name,
    handle: row.handle,
    isVerified: row.email_verified === 1,
    isSubscriber: row.is_subscriber === 1,
    language: row.language,
    personId: row.person_id,
    staff: role ? { role, title: row.title ?? "" } : null,
    hasSecondFactor: row.two_factor_enabled === 1,
    provedAt: row.proved_at,
    since: Date.parse(row.since),
  };
}

/** The token in a cookie that better-auth signed: https://github.com/better-auth/better-call (`signCookieValue`). */
function tokenOf(ctx: Context, cookie: string): string | null {
  const dot = cookie.lastIndexOf(".");
  if (dot < 1) return null;
  const token = cookie.slice(0, dot);
  const given = Buffer.from(cookie.slice(dot + 1), "base64");
  const expected = createHmac("sha256", authSecret(ctx)).update(token).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

const secrets = new WeakMap<Context["keys"], string>();

/** What better-auth signs and encrypts with. */
export function authSecret({ keys }: Context): string {
  const known = secrets.get(keys);
  if (known !== undefined) return known;
  const made = keys.hash("session", "better-auth") + keys.hash("session", "better-auth, second half");
  secrets.set(keys, made);
  return made;
}
