import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Context, Pending, SignedIn } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { shows } from "../../../shows.ts";
import { readSession, type SessionRow } from "./session.store.ts";
import { noteSeen } from "../second-factor/note-seen.ts";
import { roles } from "../staff/permissions.ts";

export const sessionCookie = "bl_session";

const aDay = 24 * 3600;
/** How long a session lasts, in seconds; without "remember me", the browser also forgets it when it is closed. */
export const sessionSeconds = { remembered: 60 * aDay, forgotten: aDay } as const;

/** What it takes to know who is signed in. */
export type Means = Pick<Context, "db" | "keys" | "sessions" | "now" | "log">;

/** Who is signed in on the browser that a request comes from. */
export async function readSignedIn(
  ctx: Means,
  siteId: SiteId,
  request: Pick<FastifyRequest, "cookies">,
): Promise<SignedIn | null> {
  const session = await sessionOf(ctx, siteId, request);
  if (!session || lacksSecondFactor(session)) return null;
  await noteSeen(ctx, session);
  return signedIn(session);
}

/** Who has begun to sign in there and has to give the second factor yet. */
export async function readPending(
  ctx: Means,
  siteId: SiteId,
  request: Pick<FastifyRequest, "cookies">,
): Promise<Pending | null> {
  const session = await sessionOf(ctx, siteId, request);
  if (!session || !lacksSecondFactor(session)) return null;
  const isLate = ctx.now() - Date.parse(session.created_at) > secondFactorWithin;
  return isLate ? null : { memberId: session.member_id, sessionId: session.id, provedAt: session.proved_at };
}

const secondFactorWithin = 10 * 60_000;

/**
 * However a session began, by password, link or another account: where the member has a second factor, it is nobody's
 * until that was given.
 */
function lacksSecondFactor(session: SessionRow): boolean {
  return session.two_factor_enabled === 1 && session.factor_at === 0;
}

async function sessionOf(
  ctx: Means,
  siteId: SiteId,
  request: Pick<FastifyRequest, "cookies">,
): Promise<SessionRow | null> {
  const cookie = request.cookies[sessionCookie];
  const token = cookie === undefined ? null : tokenOf(ctx, cookie);
  if (token === null) return null;
  const session = await ctx.sessions.get(`${siteId} ${token}`, tagsOf, () =>
    readSession(ctx.db.read, siteId, token),
  );
  if (!session || session.disabled_at !== null || Date.parse(session.expires_at) <= ctx.now()) return null;
  return session;
}

function tagsOf(session: SessionRow | null): string[] {
  return session ? [shows.members, shows.member(session.member_id)] : [shows.members];
}

const made = new WeakMap<SessionRow, SignedIn>();

/** The same object for the same session as long as nothing of it has changed. */
function signedIn(row: SessionRow): SignedIn {
  const known = made.get(row) ?? signedInOf(row);
  made.set(row, known);
  return known;
}

function signedInOf(row: SessionRow): SignedIn {
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
    until: Date.parse(row.expires_at),
  };
}

/** The token in a cookie that better-auth signed: https://github.com/better-auth/better-call (`signCookieValue`). */
function tokenOf(ctx: Pick<Context, "keys">, cookie: string): string | null {
  const dot = cookie.lastIndexOf(".");
  if (dot < 1) return null;
  const token = cookie.slice(0, dot);
  const given = Buffer.from(cookie.slice(dot + 1), "base64");
  const expected = createHmac("sha256", authKey(ctx)).update(token).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

const authKeys = new WeakMap<Context["keys"], KeyObject>();

/** `authSecret` as a key: to make it anew for each request would take longer than all the rest of the check. */
function authKey({ keys }: Pick<Context, "keys">): KeyObject {
  const key = authKeys.get(keys) ?? createSecretKey(Buffer.from(authSecret({ keys })));
  authKeys.set(keys, key);
  return key;
}

/** What better-auth signs and encrypts with. */
export function authSecret({ keys }: Pick<Context, "keys">): string {
  return keys.hash("session", "better-auth") + keys.hash("session", "better-auth, second half");
}
