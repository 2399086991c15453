import type { SignedIn, World } from "../../../context.ts";
import { queueMail } from "../../notifications/queue-mail.ts";
import { siteUrl } from "../../sites/site.ts";
import { addressLink } from "./account-links.ts";
import { keptAddress, standIn } from "./address.ts";
import { endSessions } from "./end-sessions.ts";
import { readLink, takeLink } from "./links.ts";
import { findMember, memberAt, setAddress } from "./member.store.ts";
import { standingOf } from "./standing.ts";

/**
 * Gives whoever is signed in the address that the link was sent to, if nobody else has it by now; the old address is told.
 * All other sessions end. False: the link doesn't hold, or another member asked for it.
 */
export async function changeAddress(
  { ctx, site }: World,
  { memberId, sessionId }: SignedIn,
  token: string,
): Promise<boolean> {
  return ctx.db.transact(async (tx) => {
    // Who isn't meant uses nothing up.
    if ((await readLink(tx, ctx, addressLink, token))?.memberId !== memberId) return false;
    const link = await takeLink(tx, ctx, addressLink, token);
    if (!link || (await memberAt(tx, standIn(ctx.keys, link.address)))) return false;
    const { address } = link;
    const member = await findMember(tx, memberId);
    if (!member || (await standingOf(tx, ctx.keys, memberId)) !== link.was) return false;
    const at = ctx.now();
    await setAddress(tx, memberId, keptAddress(ctx.keys, address), at);
    await endSessions(tx, { memberId, except: sessionId, siteId: site.id, at });
    if (member.email_sealed) {
      const { email_sealed: toSealed, language } = member;
      const content = {
        kind: "addressChanged",
        at,
        link: siteUrl(site, ctx.config.url, "/account-help"),
      } as const;
      const key = `address ${memberId} ${at}`;
      await queueMail(tx, ctx.keys, { key, siteId: site.id, memberId, language, toSealed, content }, at);
    }
    return true;
  });
}
