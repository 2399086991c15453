import type { BetterAuthOptions } from "better-auth";
import type { Context } from "../../../context.ts";
import { selfCommitting } from "../../../platform/db/self-committing.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { findMember } from "./member.store.ts";
import { hashPassword, longestPassword, shortestPassword, verifyPassword } from "./passwords.ts";
import { authSecret, sessionSeconds } from "./session.ts";

export type Auth = Awaited<ReturnType<typeof makeAuth>>;

const opened = new WeakMap<Context, Promise<Auth>>();

/**
 * better-auth on our tables: it keeps passwords, sessions, links in mails, second factors and accounts elsewhere. It is
 * loaded when the first reader signs in: reading needs none of it. Addresses reach it only as `address.ts` keeps them.
 */
export function authOf(ctx: Context): Promise<Auth> {
  const known = opened.get(ctx) ?? makeAuth(ctx);
  opened.set(ctx, known);
  return known;
}

/** Headers by which our routes tell better-auth's hooks where somebody signs in. */
export const signInHeaders = { browser: "x-belowline-browser", network: "x-belowline-network" } as const;

async function makeAuth(ctx: Context) {
  const { betterAuth } = await import("better-auth");
  const options = {
    appName: "Belowline",
    baseURL: ctx.config.url,
    basePath: "/account",
    secret: authSecret(ctx),
    database: selfCommitting(ctx.db),
    telemetry: { enabled: false },
    // What it logs may hold what readers typed.
    logger: { disabled: true },
    rateLimit: { enabled: false },
    user: {
      modelName: "member",
      fields: {
        emailVerified: "email_verified",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
      additionalFields: {
        handle: { type: "string", required: true, input: false },
        emailSealed: {
          type: "string",
          required: false,
          input: false,
          fieldName: "email_sealed",
          returned: false,
        },
        emailHash: {
          type: "string",
          required: false,
          input: false,
          fieldName: "email_hash",
          returned: false,
        },
        language: { type: "string", required: false, input: false },
      },
    },
    session: {
      modelName: "session",
      expiresIn: sessionSeconds.remembered,
      // We read sessions ourselves: see session.ts.
      disableSessionRefresh: true,
      freshAge: 0,
      fields: {
        userId: "member_id",
        expiresAt: "expires_at",
        createdAt: "created_at",
        updatedAt: "updated_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
      },
      additionalFields: {
        browser: { type: "string", required: false, input: false },
        networkHash: { type: "string", required: false, input: false, fieldName: "network_hash" },
        provedAt: { type: "number", required: false, input: false, fieldName: "proved_at" },
      },
    },
    account: {
      modelName: "sign_in_method",
      fields: {
        userId: "member_id",
        accountId: "account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
    },
    verification: {
      fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, endpoint) => {
            const member = await findMember(ctx.db.read, session.userId as MemberId);
            if (!member || member.disabled_at !== null) return false;
            const headers = endpoint?.headers;
            const at = ctx.now();
            const seconds = (session.expiresAt.getTime() - Date.now()) / 1000;
            return {
              data: {
                ...session,
                createdAt: new Date(at),
                updatedAt: new Date(at),
                expiresAt: new Date(at + seconds * 1000),
                ipAddress: null,
                userAgent: null,
                browser: headers?.get(signInHeaders.browser) ?? "",
                networkHash: headers?.get(signInHeaders.network) ?? "",
                provedAt: at,
              },
            };
          },
        },
      },
    },
    advanced: {
      cookiePrefix: "bl_",
      cookies: { session_token: { name: "bl_session" } },
      useSecureCookies: false,
      defaultCookieAttributes: {
        secure: ctx.config.url.startsWith("https:"),
        sameSite: "lax",
        httpOnly: true,
      },
      ipAddress: { disableIpTracking: true },
      // The check would ask each engine for its tables in SQLite's way.
      database: { generateId: () => ctx.token(), validateSchema: false },
      // Our routes have looked where a request comes from before it is passed on.
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
  } satisfies BetterAuthOptions;
  return betterAuth(options);
}
