import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { magicLink } from "./account-links.ts";
import { takeLink } from "./links.ts";
import { findMember } from "./member.store.ts";

/** Who may sign in by the link that was sent to their address; null: it doesn't hold any more. */
export async function useMagicLink(
  { ctx }: World,
  token: string,
): Promise<{ memberId: MemberId; to: string } | null> {
  return ctx.db.transact(async (tx) => {
    const link = await takeLink(tx, ctx, magicLink, token);
    const member = link && (await findMember(tx, link.memberId));
    return member && member.disabled_at === null ? link : null;
  });
}
