import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { StaffChange } from "../../../platform/events/events.ts";
import { queueMail } from "../../notifications/queue-mail.ts";
import { type Site, siteLocale, siteUrl } from "../../sites/site.ts";
import { keptAddress } from "../accounts/address.ts";
import { reachOf } from "./authority.ts";
import {
  deleteInvitation,
  findInvitation,
  type Invitation,
  insertInvitation,
  invitationFor,
  renewInvitation,
} from "./invitation.store.ts";
import { findSomebody } from "./people.store.ts";
import type { By, Scope, StaffOutcome, Standing } from "./staff.ts";
import { staffTitle } from "./staff-title.ts";

type InviteOutcome = Exclude<StaffOutcome, "lastAdmin">;

const aWeek = 7 * 24 * 3_600_000;

/** Asks somebody by mail to join the staff. One who is asked again for the same place gets a new mail and link. */
export function invite(
  ctx: Context,
  asked: { by: By; site: Site; name: string; address: string; scope: Scope; to: Standing },
): Promise<InviteOutcome> {
  const { by, site, name, address, scope, to } = asked;
  const token = ctx.token();
  const kept = keptAddress(ctx.keys, address);
  return ctx.db.transact(async (tx) => {
    const at = ctx.now();
    if (!(await reachOf(tx, by, "staff.manage")).includes(scope)) return "forbidden";
    const earlier = await invitationFor(tx, kept.emailHash, scope);
    if (earlier) await deleteInvitation(tx, earlier.id);
    const invitation: Invitation = {
      id: ctx.token(),
      scope,
      name,
      ...to,
      emailSealed: kept.emailSealed,
      emailHash: kept.emailHash,
      invitedBy: by,
      at,
      expiresAt: at + aWeek,
    };
    await insertInvitation(tx, invitation, tokenHash(ctx, token));
    await send(ctx, tx, { site, invitation, token, by });
    await tell(tx, site, { by, invitation, what: "invited", at });
    return "done";
  });
}

interface About {
  by: By;
  site: Site;
  id: string;
}

/** Sends an invitation once more, with a new link, which holds for a week from now. */
export function inviteAgain(ctx: Context, { by, site, id }: About): Promise<InviteOutcome> {
  const token = ctx.token();
  return ctx.db.transact(async (tx) => {
    const found = await mayChange(tx, by, id);
    if (typeof found === "string") return found;
    const at = ctx.now();
    const invitation = { ...found, invitedBy: by, at, expiresAt: at + aWeek };
    await renewInvitation(tx, id, { tokenHash: tokenHash(ctx, token), by, at, expiresAt: at + aWeek });
    await send(ctx, tx, { site, invitation, token, by });
    await tell(tx, site, { by, invitation, what: "invitedAgain", at });
    return "done";
  });
}

/** Takes an invitation back: its link leads nowhere from now on. */
export function withdrawInvitation(ctx: Context, { by, site, id }: About): Promise<InviteOutcome> {
  return ctx.db.transact(async (tx) => {
    const invitation = await mayChange(tx, by, id);
    if (typeof invitation === "string") return invitation;
    await deleteInvitation(tx, id);
    await tell(tx, site, { by, invitation, what: "invitationWithdrawn", at: ctx.now() });
    return "done";
  });
}

async function mayChange(tx: Tx, by: By, id: string): Promise<Invitation | "notFound" | "forbidden"> {
  const invitation = await findInvitation(tx, id);
  if (!invitation) return "notFound";
  const reach = await reachOf(tx, by, "staff.manage");
  return reach.includes(invitation.scope) ? invitation : "forbidden";
}

export function tokenHash({ keys }: Context, token: string): string {
  return keys.hash("link", token);
}

async function send(
  ctx: Context,
  tx: Tx,
  { site, invitation, token, by }: { site: Site; invitation: Invitation; token: string; by: By },
): Promise<void> {
  const inviter = by === "cli" ? null : await findSomebody(tx, by);
  await queueMail(
    tx,
    ctx.keys,
    {
      key: `invitation ${tokenHash(ctx, token)}`,
      siteId: site.id,
      memberId: null,
      language: null,
      toSealed: invitation.emailSealed,
      content: {
        kind: "invitation",
        role: staffTitle(siteLocale(site), invitation),
        inviter: inviter?.name ?? site.name,
        link: siteUrl(site, ctx.config.url, `/invitation?token=${token}`),
      },
    },
    ctx.now(),
  );
}

/** Writes down what became of an invitation: to which place, never to which address. */
async function tell(
  tx: Tx,
  site: Site,
  { by, invitation, what, at }: { by: By; invitation: Invitation; what: StaffChange; at: number },
): Promise<void> {
  const { scope, role, title } = invitation;
  const isOver = what === "invitationWithdrawn";
  await appendEvent(tx, {
    type: "staff.changed",
    siteId: site.id,
    at,
    what,
    by,
    memberId: null,
    scope,
    before: isOver ? { role, title } : null,
    after: isOver ? null : { role, title },
  });
}
