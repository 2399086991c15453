import { createHmac, randomBytes } from "node:crypto";
import { addMember } from "../src/features/people/accounts/add-member.ts";
import { authSecret, sessionCookie } from "../src/features/people/accounts/session.ts";
import type { Role } from "../src/features/people/staff/permissions.ts";
import type { MemberId, SiteId } from "../src/platform/lib/ids.ts";
import type { TestApp } from "./harness.ts";

export interface MadeMember {
  id: MemberId;
  sessionId: string;
  /** The header by which a request is theirs. */
  cookie: string;
}

/** The headers of a request of theirs. */
export const as = ({ cookie }: Pick<MadeMember, "cookie">): Record<string, string> => ({ cookie });

/** An account with a proved address, signed in; with `role`, one of the staff of a site, or without `siteId` of all. */
export async function makeMember(
  { ctx, database, clock }: TestApp,
  options: { name?: string; address?: string; role?: Role; siteId?: SiteId; title?: string } = {},
): Promise<MadeMember> {
  const id = ctx.token() as MemberId;
  const {
    name = "Alma Reed",
    address = `${id.toLowerCase()}@example.org`,
    role,
    siteId,
    title = "",
  } = options;
  await database.transact(async (tx) => {
    await addMember(tx, ctx.keys, { id, name, address, language: null, at: clock.now });
    if (role)
      await tx
        .insertInto("staff_role")
        .values({ member_id: id, site_id: siteId ?? 0, role, title, at: clock.now })
        .execute();
  });
  return { id, ...(await signIn({ ctx, database, clock }, id)) };
}

/** One more session of a member. */
export async function signIn(
  { ctx, database, clock }: Pick<TestApp, "ctx" | "database" | "clock">,
  memberId: MemberId,
): Promise<{ sessionId: string; cookie: string }> {
  const [sessionId, token] = [ctx.token(), randomBytes(24).toString("base64url")];
  const at = new Date(clock.now).toISOString();
  await database.transact((tx) =>
    tx
      .insertInto("session")
      .values({
        id: sessionId,
        token,
        member_id: memberId,
        expires_at: new Date(clock.now + 30 * 24 * 3_600_000).toISOString(),
        ip_address: null,
        user_agent: null,
        browser: "Firefox, Linux",
        proved_at: clock.now,
        created_at: at,
        updated_at: at,
      })
      .execute(),
  );
  const signature = createHmac("sha256", authSecret(ctx)).update(token).digest("base64");
  return { sessionId, cookie: `${sessionCookie}=${encodeURIComponent(`${token}.${signature}`)}` };
}
