import type { Context, World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import { queueMail } from "../../notifications/queue-mail.ts";
import { siteUrl } from "../../sites/site.ts";
import { normalAddress } from "../accounts/address.ts";
import { sealKey } from "./subject.ts";
import { findMember } from "./subject.store.ts";

const anHour = 3_600_000;

/**
 * Sends a link to an address that opens what is held under it. Always, so that nobody can tell whether anything is; but
 * only one an hour, so that nobody gets many. Gives what is wrong with the address.
 */
export async function sendDataLink(
  { ctx, site, now }: Pick<World, "ctx" | "site" | "now">,
  typed: string,
): Promise<MessageId | null> {
  const address = cleanLine(typed);
  if (address === "") return "error.email.missing";
  if (address.length > 254 || !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/u.test(address))
    return "error.email.wrong";
  const emailHash = ctx.keys.hash("email", normalAddress(address));
  const token = sealKey(ctx, "guest", { kind: "address", emailHash });
  const link = siteUrl(site, ctx.config.url, `/my-data/address?t=${token}`);
  await ctx.db.transact((tx) =>
    queueMail(
      tx,
      ctx.keys,
      {
        key: `my-data ${emailHash} ${Math.floor(now / anHour)}`,
        siteId: site.id,
        memberId: null,
        language: null,
        toSealed: ctx.keys.seal("address", address),
        content: { kind: "myData", link },
      },
      now,
    ),
  );
  return null;
}

/** Whether somebody has an account with an address. To be told only to whoever has proved that it is theirs. */
export async function hasAccount({ db }: Context, emailHash: string): Promise<boolean> {
  return (await findMember(db.read, { emailHash })) !== null;
}
