import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { magicLink } from "./account-links.ts";
import { takeLink } from "./links.ts";
import { standingOf } from "./standing.ts";

/** Who may sign in by the link that was sent to their address; null: it doesn't hold any more. */
export async function useMagicLink(
  { ctx }: World,
  token: string,
): Promise<{ memberId: MemberId; to: string } | null> {
  return ctx.db.transact(async (tx) => {
    const link = await takeLink(tx, ctx, magicLink, token);
    return link && (await standingOf(tx, ctx.keys, link.memberId)) === link.was ? link : null;
  });
}
