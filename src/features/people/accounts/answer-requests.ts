import type { Context } from "../../../context.ts";
import { assertNever } from "../../../platform/lib/assert-never.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { MailContent } from "../../notifications/mail.ts";
import { queueMail } from "../../notifications/queue-mail.ts";
import { type Site, siteUrl } from "../../sites/site.ts";
import { addressLink, magicLink, resetLink, signUpLink } from "./account-links.ts";
import { standIn } from "./address.ts";
import { makeLink } from "./links.ts";
import { type AtAddress, memberAt } from "./member.store.ts";
import { type AccountRequest, accountRequest } from "./request.ts";
import { type KeptRequest, takeRequest, waitingRequests } from "./request.store.ts";
import { standingOf } from "./standing.ts";

const atOnce = 50;

/**
 * Answers by mail what was asked for at addresses. Each request is answered once, in one transaction with its mail, by
 * whichever process comes first. Resolves when none is left.
 */
export async function answerRequests(ctx: Context): Promise<void> {
  for (;;) {
    const waiting = await waitingRequests(ctx.db.read, atOnce);
    for (const request of waiting) await ctx.db.transact((tx) => answer(tx, ctx, request));
    if (waiting.length < atOnce) return;
  }
}

async function answer(tx: Tx, ctx: Context, kept: KeptRequest): Promise<void> {
  const site = ctx.sites.byId(kept.siteId);
  if (!(await takeRequest(tx, kept.id)) || kept.kind === "none" || !site) return;
  const request = accountRequest.parse(JSON.parse(ctx.keys.open("mail", kept.contentSealed)));
  const address = ctx.keys.open("address", kept.emailSealed);
  const member = await memberAt(tx, standIn(ctx.keys, address));
  const content = await contentOf(tx, ctx, { site, request, address, member });
  if (content === null) return;
  await queueMail(
    tx,
    ctx.keys,
    {
      key: `request ${kept.id}`,
      siteId: site.id,
      memberId: member?.id ?? null,
      language: member?.language ?? null,
      // What was typed may be written in another way, and lead to another mailbox.
      toSealed: member?.email_sealed ?? kept.emailSealed,
      content,
    },
    ctx.now(),
  );
}

interface Asked {
  site: Site;
  request: AccountRequest;
  address: string;
  /** Whose address it is. */
  member: AtAddress | null;
}

async function contentOf(
  tx: Tx,
  ctx: Context,
  { site, request, address, member }: Asked,
): Promise<MailContent | null> {
  const link = (path: string) => siteUrl(site, ctx.config.url, path);
  if (member && member.disabled_at !== null) return null;
  switch (request.kind) {
    case "signUp": {
      if (member)
        return { kind: "alreadyMember", link: link("/sign-in"), resetLink: link("/forgot-password") };
      const { kind: _, ...asked } = request;
      const token = await makeLink(tx, ctx, signUpLink, { ...asked, address });
      return { kind: "verify", name: request.name, link: link(`/verify?token=${token}`) };
    }
    case "reset": {
      if (!member) return { kind: "noAccount", link: link("/sign-up") };
      const was = await standingOf(tx, ctx.keys, member.id);
      if (was === null) return null;
      const token = await makeLink(tx, ctx, resetLink, { memberId: member.id, was });
      return { kind: "reset", link: link(`/reset-password?token=${token}`) };
    }
    case "magicLink": {
      if (!member) return { kind: "noAccount", link: link("/sign-up") };
      const was = await standingOf(tx, ctx.keys, member.id);
      if (was === null) return null;
      const token = await makeLink(tx, ctx, magicLink, { memberId: member.id, was, to: request.to });
      return { kind: "magicLink", link: link(`/magic-link?token=${token}`) };
    }
    case "newAddress": {
      if (member)
        return { kind: "alreadyMember", link: link("/sign-in"), resetLink: link("/forgot-password") };
      const { memberId } = request;
      const was = await standingOf(tx, ctx.keys, memberId);
      if (was === null) return null;
      const token = await makeLink(tx, ctx, addressLink, { memberId, was, address });
      return { kind: "newAddress", link: link(`/verify-address?token=${token}`) };
    }
    default:
      return assertNever(request);
  }
}
