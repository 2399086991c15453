import type { World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { MailContent, WayInChange } from "../../notifications/mail.ts";
import { queueMail } from "../../notifications/queue-mail.ts";
import { siteUrl } from "../../sites/site.ts";
import { findMember } from "./member.store.ts";

/** Has a mail sent to the owner of an account at the address that it has by now; none where it has no address. */
export async function writeToOwner(
  tx: Tx,
  { ctx, site }: Pick<World, "ctx" | "site">,
  memberId: MemberId,
  { key, content }: { key: string; content: MailContent },
): Promise<void> {
  const member = await findMember(tx, memberId);
  if (!member?.email_sealed) return;
  const { language, email_sealed: toSealed } = member;
  await queueMail(tx, ctx.keys, { key, siteId: site.id, memberId, language, toSealed, content }, ctx.now());
}

/**
 * Tells the owner of an account that one can sign in to it in another way than before. `name`: what the passkey, or the
 * service elsewhere, is called.
 */
export async function tellWayIn(
  tx: Tx,
  world: Pick<World, "ctx" | "site">,
  memberId: MemberId,
  { change, name = "" }: { change: WayInChange; name?: string },
): Promise<void> {
  const { ctx, site } = world;
  const link = (path: string) => siteUrl(site, ctx.config.url, path);
  await writeToOwner(tx, world, memberId, {
    key: `way in ${memberId} ${ctx.token()}`,
    content: {
      kind: "wayIn",
      change,
      name,
      at: ctx.now(),
      link: link("/settings/sign-in"),
      resetLink: link("/forgot-password"),
    },
  });
}
